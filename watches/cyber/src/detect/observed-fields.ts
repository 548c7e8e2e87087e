/** Names of fields by what they say, the most telling first. */
export type FieldTable = Readonly<Record<string, readonly string[]>>

/** Fields that name one thing each, by the type of the STIX object that says so. Names of Zeek, EVE, ECS and Sysmon. */
export const nameFields: FieldTable = {
  'domain-name': [
    'query', 'answers', 'host', 'server_name', 'dns.rrname', 'dns.query.rrname', 'dns.answers.rrname', 'http.hostname', 'tls.sni',
    'dns.question.name', 'dns.answers.name', 'url.domain', 'destination.domain', 'source.domain', 'tls.client.server_name',
    'QueryName', 'DestinationHostname',
  ],
  url: ['url.full', 'url.original', 'url', 'http.request.referrer', 'referrer', 'http.http_refer'],
  'email-addr': [
    'mailfrom', 'rcptto', 'from', 'to', 'cc', 'reply_to', 'email.from.address', 'email.to.address', 'email.sender.address',
    'smtp.mail_from', 'smtp.rcpt_to',
  ],
  'user-account': ['user.name', 'user', 'username', 'User', 'TargetUserName', 'SubjectUserName'],
  'windows-registry-key': ['registry.path', 'registry.key', 'TargetObject'],
} // biome-ignore format: one group of names a line

/** Fields of traffic. */
export const networkFields: FieldTable = {
  src: ['id.orig_h', 'src_ip', 'source.ip', 'SourceIp', 'client.ip', 'srcip'],
  dst: ['id.resp_h', 'dest_ip', 'destination.ip', 'DestinationIp', 'server.ip', 'dstip'],
  srcPort: ['id.orig_p', 'src_port', 'source.port', 'SourcePort', 'srcport'],
  dstPort: ['id.resp_p', 'dest_port', 'destination.port', 'DestinationPort', 'dstport'],
  transport: ['proto', 'network.transport', 'Protocol'],
  protocol: ['service', 'app_proto', 'network.protocol'],
  method: ['method', 'http.http_method', 'http.request.method'],
  path: ['uri', 'http.url', 'url.path', 'url.original'],
  host: ['host', 'http.hostname', 'url.domain'],
  agent: ['user_agent', 'http.http_user_agent', 'user_agent.original'],
}

/** Fields of a file. */
export const fileFields: FieldTable = {
  path: ['file.path', 'TargetFilename', 'ImageLoaded'],
  name: ['filename', 'fileinfo.filename', 'file.name'],
  md5: ['md5', 'fileinfo.md5', 'file.hash.md5'],
  sha1: ['sha1', 'fileinfo.sha1', 'file.hash.sha1'],
  sha256: ['sha256', 'fileinfo.sha256', 'file.hash.sha256'],
  size: ['total_bytes', 'fileinfo.size', 'file.size'],
  mime: ['mime_type', 'fileinfo.magic', 'file.mime_type'],
}

/** Fields of a process. */
export const processFields: FieldTable = {
  image: ['process.executable', 'Image', 'NewProcessName', 'process.name'],
  pid: ['process.pid', 'ProcessId', 'pid'],
  command: ['process.command_line', 'CommandLine'],
  parent: ['process.parent.executable', 'ParentImage', 'ParentProcessName', 'process.parent.name'],
  parentCommand: ['process.parent.command_line', 'ParentCommandLine'],
}
