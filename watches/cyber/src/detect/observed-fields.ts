import type { FieldValue } from './log-event.ts'

/** Fields that say one thing. */
export type FieldEntry = {
  /** Names of Zeek, EVE, ECS and Sysmon, the most telling first. */
  readonly names: readonly string[]
  /** How logs write it, one of each way in which that can be. What patterns can find at all is told by what is observed in these. */
  readonly like: readonly FieldValue[]
}

/** Fields by what they say. */
export type FieldTable = Readonly<Record<string, FieldEntry>>

const addresses = ['198.51.100.7', '2001:db8::7']
const ports = [443]
const counts = [4096]
const paths = ['C:\\Users\\someone\\sample.exe', '/home/someone/sample.elf']
const commands = ['C:\\Users\\someone\\sample.exe /quiet']
const names = ['www.sample.example']
const mailboxes = ['someone@sample.example', 'Some One <someone@sample.example>']
const md5s = ['d41d8cd98f00b204e9800998ecf8427e']
const sha1s = ['da39a3ee5e6b4b0d3255bfef95601890afd80709']
const sha256s = ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']

const sha512s = [`${sha256s[0]}${sha256s[0]}`]
const ssdeeps = ['3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C']
const tlshs = ['t1d41d8cd98f00b204e9800998ecf8427e']

/** Fields that name one thing each, by the type of the STIX object that says so. */
export const nameFields = {
  'domain-name': { names: [
    'query', 'answers', 'host', 'server_name', 'dns.rrname', 'dns.query.rrname', 'dns.queries.rrname', 'dns.answers.rrname', 'http.hostname',
    'tls.sni', 'dns.question.name', 'dns.answers.name', 'url.domain', 'destination.domain', 'source.domain', 'tls.client.server_name',
    'QueryName', 'DestinationHostname',
  ], like: names },
  url: { names: ['url.full', 'url.original', 'url', 'http.request.referrer', 'referrer', 'http.http_refer'], like: ['http://www.sample.example/path'] },
  'email-addr': { names: [
    'mailfrom', 'rcptto', 'from', 'to', 'cc', 'reply_to', 'email.from.address', 'email.to.address', 'email.sender.address', 'email.from',
    'email.to', 'email.cc', 'smtp.mail_from', 'smtp.rcpt_to',
  ], like: mailboxes },
  'mac-addr': { names: [
    'source.mac', 'destination.mac', 'client.mac', 'server.mac', 'host.mac', 'mac', 'orig_l2_addr', 'resp_l2_addr', 'ether.src_mac',
    'ether.dest_mac', 'ether.src_macs', 'ether.dest_macs', 'dhcp.client_mac',
  ], like: ['00:00:5e:00:53:23', '00-00-5E-00-53-23'] },
} satisfies FieldTable // biome-ignore format: one group of names a line

/** Fields of traffic. */
export const networkFields = {
  src: { names: ['id.orig_h', 'src_ip', 'source.ip', 'SourceIp', 'client.ip', 'srcip'], like: addresses },
  dst: { names: ['id.resp_h', 'dest_ip', 'destination.ip', 'DestinationIp', 'server.ip', 'dstip'], like: addresses },
  srcPort: { names: ['id.orig_p', 'src_port', 'source.port', 'SourcePort', 'srcport'], like: ports },
  dstPort: { names: ['id.resp_p', 'dest_port', 'destination.port', 'DestinationPort', 'dstport'], like: ports },
  srcBytes: { names: ['orig_bytes', 'flow.bytes_toserver', 'source.bytes'], like: counts },
  dstBytes: { names: ['resp_bytes', 'flow.bytes_toclient', 'destination.bytes'], like: counts },
  srcPackets: { names: ['orig_pkts', 'flow.pkts_toserver', 'source.packets'], like: counts },
  dstPackets: { names: ['resp_pkts', 'flow.pkts_toclient', 'destination.packets'], like: counts },
  transport: { names: ['proto', 'network.transport', 'Protocol'], like: ['ipv6-icmp'] },
  protocol: { names: ['service', 'app_proto', 'network.protocol'], like: ['http'] },
  method: { names: ['method', 'http.http_method', 'http.request.method'], like: ['POST'] },
  path: { names: ['uri', 'http.url', 'url.path', 'url.original'], like: ['/path/sample'] },
  host: { names: ['host', 'http.hostname', 'url.domain'], like: names },
  agent: { names: ['user_agent', 'http.http_user_agent', 'user_agent.original'], like: ['sample-agent/1.0'] },
  /** To whom traffic is, by name: what a client asks the other end for. */
  namedTarget: { names: ['server_name', 'tls.sni', 'tls.client.server_name', 'host', 'http.hostname', 'destination.domain', 'DestinationHostname'], like: names },
} satisfies FieldTable // biome-ignore format: one group of names a line

/** Fields of a name that was resolved, and of what to. */
export const resolvedFields = {
  name: { names: ['query', 'dns.rrname', 'dns.queries.rrname', 'dns.question.name', 'QueryName'], like: names },
  answers: { names: [
    'answers', 'dns.answers.rdata', 'dns.rdata', 'dns.grouped.A', 'dns.grouped.AAAA', 'dns.grouped.CNAME', 'dns.answers.data', 'dns.resolved_ip',
    'QueryResults',
  ], like: [...addresses, 'alias.sample.example', 'type:  5 alias.sample.example;::ffff:198.51.100.7;'] },
} satisfies FieldTable // biome-ignore format: one group of names a line

/** Fields of a file. */
export const fileFields = {
  path: { names: ['file.path', 'TargetFilename', 'ImageLoaded'], like: paths },
  name: { names: ['filename', 'fileinfo.filename', 'file.name'], like: ['sample.exe'] },
  md5: { names: ['md5', 'fileinfo.md5', 'file.hash.md5'], like: md5s },
  sha1: { names: ['sha1', 'fileinfo.sha1', 'file.hash.sha1'], like: sha1s },
  sha256: { names: ['sha256', 'fileinfo.sha256', 'file.hash.sha256'], like: sha256s },
  sha512: { names: ['file.hash.sha512'], like: sha512s },
  ssdeep: { names: ['file.hash.ssdeep'], like: ssdeeps },
  tlsh: { names: ['file.hash.tlsh'], like: tlshs },
  size: { names: ['total_bytes', 'fileinfo.size', 'file.size'], like: counts },
  mime: { names: ['mime_type', 'fileinfo.magic', 'file.mime_type'], like: ['application/x-dosexec'] },
} satisfies FieldTable

/** Names of files that were sent along, each a file of its own. */
export const attachedFiles: FieldEntry = {
  names: ['email.attachment', 'email.attachments.file.name'],
  like: ['sample.exe'],
}

/** Several hashes in one field, as Sysmon writes them, of the file that the event is about, or else of the process's. */
export const listedHashes: FieldEntry = {
  names: ['Hashes', 'Hash'],
  like: [`MD5=${md5s[0]},SHA1=${sha1s[0]},SHA256=${sha256s[0]}`],
}

/** Hashes of the program of a process, whatever file the event is about. */
export const programHashFields = {
  md5: { names: ['process.hash.md5'], like: md5s },
  sha1: { names: ['process.hash.sha1'], like: sha1s },
  sha256: { names: ['process.hash.sha256'], like: sha256s },
  sha512: { names: ['process.hash.sha512'], like: sha512s },
  ssdeep: { names: ['process.hash.ssdeep'], like: ssdeeps },
  tlsh: { names: ['process.hash.tlsh'], like: tlshs },
} satisfies FieldTable

/** Fields of a process. */
export const processFields = {
  image: { names: ['process.executable', 'Image', 'NewProcessName', 'process.name'], like: paths },
  pid: { names: ['process.pid', 'NewProcessId', 'ProcessId', 'pid'], like: [4096, '0x1000'] },
  command: { names: ['process.command_line', 'CommandLine'], like: commands },
  folder: { names: ['process.working_directory', 'CurrentDirectory'], like: ['C:\\Users\\someone'] },
  parent: { names: ['process.parent.executable', 'ParentImage', 'ParentProcessName', 'process.parent.name'], like: paths },
  parentCommand: { names: ['process.parent.command_line', 'ParentCommandLine'], like: commands },
} satisfies FieldTable // biome-ignore format: one group of names a line

/** Fields of a key of the registry; of ECS the path is whole, of Sysmon too, and both end with the name of the value where there is one. */
export const registryFields = {
  path: {
    names: ['registry.path', 'TargetObject', 'registry.key'],
    like: ['HKLM', 'HKCU', 'HKCR', 'HKCC', 'HKU\\S-1-5-21-1-2-3-500'].map((hive) => `${hive}\\Software\\Sample\\Run`),
  },
  data: { names: ['Details', 'registry.data.strings'], like: commands },
} satisfies FieldTable

/** Fields of accounts: login, identifier and shown name of each. */
export const accountFields = [
  { login: { names: ['user.name'], like: ['someone'] }, id: { names: ['user.id'], like: ['S-1-5-21-1-2-3-500'] }, shown: { names: ['user.full_name'], like: ['Some One'] } },
  { login: { names: ['TargetUserName'], like: ['someone'] }, id: { names: ['TargetUserSid', 'TargetSid'], like: ['S-1-5-21-1-2-3-500'] } },
  { login: { names: ['SubjectUserName'], like: ['someone'] }, id: { names: ['SubjectUserSid'], like: ['S-1-5-21-1-2-3-500'] } },
  ...['user', 'username', 'User'].map((name) => ({ login: { names: [name], like: ['someone'] } })),
] satisfies readonly FieldTable[] // biome-ignore format: one account a line

/** Fields of a message. */
export const messageFields = {
  subject: { names: ['subject', 'email.subject'], like: ['sample subject'] },
  from: { names: ['from', 'email.from', 'email.from.address'], like: mailboxes },
  sender: { names: ['mailfrom', 'smtp.mail_from', 'email.sender.address'], like: mailboxes },
  to: { names: ['to', 'email.to', 'email.to.address'], like: mailboxes },
  cc: { names: ['cc', 'email.cc', 'email.cc.address'], like: mailboxes },
  id: { names: ['msg_id', 'email.message_id'], like: ['<sample-id@sample.example>'] },
} satisfies FieldTable

/** Fields of a certificate. */
export const certificateFields = {
  subject: { names: ['certificate.subject', 'tls.subject', 'tls.server.subject', 'x509.subject.distinguished_name'], like: ['CN=sample'] },
  issuer: { names: ['certificate.issuer', 'tls.issuerdn', 'tls.server.issuer', 'x509.issuer.distinguished_name'], like: ['CN=sample'] },
  serial: { names: ['certificate.serial', 'tls.serial', 'tls.server.x509.serial_number', 'x509.serial_number'], like: ['0A1B2C3D'] },
  sha1: { names: ['tls.fingerprint', 'tls.server.hash.sha1'], like: ['a9:99:3e:36:47:06:81:6a:ba:3e:25:71:78:50:c2:6c:9c:d0:d8:9d', sha1s[0] ?? ''] },
  sha256: { names: ['tls.server.hash.sha256'], like: sha256s },
} satisfies FieldTable // biome-ignore format: one group of names a line

/** Names of a certificate's parts in logs of connections; in those of mail they mean another thing. */
export const plainCertificateFields = {
  subject: { names: ['subject'], like: ['CN=sample'] },
  issuer: { names: ['issuer'], like: ['CN=sample'] },
} satisfies FieldTable

/** Fields of autonomous systems: number and name of each. */
export const systemFields = [
  { number: { names: ['source.as.number'], like: [64496] }, name: { names: ['source.as.organization.name'], like: ['Sample'] } },
  { number: { names: ['destination.as.number'], like: [64496] }, name: { names: ['destination.as.organization.name'], like: ['Sample'] } },
  { number: { names: ['as.number'], like: [64496] }, name: { names: ['as.organization.name'], like: ['Sample'] } },
] satisfies readonly FieldTable[] // biome-ignore format: one system a line

const tablesOfFiles: readonly FieldTable[] = [
  fileFields,
  processFields,
  programHashFields,
  { attachedFiles, listedHashes },
]

/** Fields of which objects are made, by the type of the object; addresses are made of any field. */
export const tablesByType: ReadonlyMap<string, readonly FieldTable[]> = new Map<string, readonly FieldTable[]>([
  ['domain-name', [{ name: nameFields['domain-name'] }, resolvedFields]],
  ['url', [{ url: nameFields.url }]],
  ['email-addr', [{ mailbox: nameFields['email-addr'] }]],
  ['mac-addr', [{ address: nameFields['mac-addr'] }]],
  ['network-traffic', [networkFields]],
  ...['file', 'directory', 'process'].map((type) => [type, tablesOfFiles] as const),
  ['windows-registry-key', [registryFields]],
  ['user-account', accountFields],
  ['email-message', [messageFields]],
  ['x509-certificate', [certificateFields, plainCertificateFields]],
  ['autonomous-system', systemFields],
])

/** All entries: what is observed at all comes from their fields, and from the kind of the log. */
export function allFieldEntries(): readonly FieldEntry[] {
  return [...new Set([...tablesByType.values()].flat().flatMap((table) => Object.values(table)))]
}
