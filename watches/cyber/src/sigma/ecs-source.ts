import {
  type EventSource,
  extensionOf,
  type NameTable,
  named,
  namesBy,
  type SourceFields,
  stemOf,
} from './source-fields.ts'

/** Names of the Elastic Common Schema for names of Sysmon, proxies, web servers, firewalls and name servers. Source: ECS 8.17. */
export const ecsNames: NameTable = {
  Image: named('process.executable'),
  CommandLine: named('process.command_line'),
  CurrentDirectory: named('process.working_directory'),
  OriginalFileName: named('process.pe.original_file_name'),
  Description: named('process.pe.description'),
  Product: named('process.pe.product'),
  Company: named('process.pe.company'),
  FileVersion: named('process.pe.file_version'),
  ProcessId: named('process.pid'),
  ProcessGuid: named('process.entity_id'),
  ParentImage: named('process.parent.executable'),
  ParentCommandLine: named('process.parent.command_line'),
  ParentProcessId: named('process.parent.pid'),
  ParentProcessGuid: named('process.parent.entity_id'),
  md5: named('process.hash.md5', 'file.hash.md5'),
  sha1: named('process.hash.sha1', 'file.hash.sha1'),
  sha256: named('process.hash.sha256', 'file.hash.sha256'),
  imphash: named('process.pe.imphash', 'dll.pe.imphash', 'file.pe.imphash'),
  User: named('user.name'),
  Computer: named('host.name'),
  ComputerName: named('host.name'),
  TargetFilename: named('file.path'),
  TargetObject: named('registry.path'),
  Details: named('registry.data.strings'),
  ImageLoaded: named('dll.path', 'file.path'),
  PipeName: named('file.name'),
  QueryName: named('dns.question.name'),
  QueryResults: named('dns.resolved_ip', 'dns.answers.data'),
  SourceIp: named('source.ip'),
  SourcePort: named('source.port'),
  SourceHostname: named('source.domain'),
  DestinationIp: named('destination.ip'),
  DestinationPort: named('destination.port'),
  DestinationHostname: named('destination.domain'),
  Protocol: named('network.transport'),
  query: named('dns.question.name'),
  record_type: named('dns.question.type'),
  answer: named('dns.answers.data', 'dns.resolved_ip'),
  src_ip: named('source.ip'),
  src_port: named('source.port'),
  dst_ip: named('destination.ip'),
  dst_port: named('destination.port'),
  username: named('user.name'),
  'c-ip': named('source.ip'),
  's-ip': named('destination.ip'),
  'c-uri': named('url.original', 'url.full'),
  'c-uri-query': named('url.query', 'url.original', 'url.full'),
  'c-uri-stem': [...named('url.path'), ...stemOf('url.original', 'url.full')],
  'c-uri-extension': [...named('url.extension'), ...extensionOf('url.original', 'url.full')],
  'cs-uri': named('url.original', 'url.full'),
  'cs-uri-query': named('url.original', 'url.full', 'url.query'),
  'cs-uri-stem': [...named('url.path'), ...stemOf('url.original', 'url.full')],
  'c-useragent': named('user_agent.original'),
  'cs-user-agent': named('user_agent.original'),
  'cs-host': named('url.domain', 'destination.domain'),
  'r-dns': named('url.domain', 'destination.domain'),
  'cs-method': named('http.request.method'),
  'cs-referer': named('http.request.referrer'),
  'cs-referrer': named('http.request.referrer'),
  'cs-version': named('http.version'),
  'cs-username': named('user.name'),
  'sc-status': named('http.response.status_code'),
  'cs-bytes': named('http.request.bytes', 'source.bytes'),
  'sc-bytes': named('http.response.bytes', 'destination.bytes'),
}

/** Categories of Sigma for a category of ECS. */
const categories: { readonly [ecsCategory: string]: readonly string[] } = {
  process: ['process_creation'],
  file: ['file_event'],
  registry: ['registry_event', 'registry_set', 'registry_add', 'registry_delete'],
  library: ['image_load'],
  driver: ['driver_load'],
  web: ['webserver', 'proxy'],
  network: ['network', 'network_connection', 'firewall'],
  malware: ['antivirus'],
  database: ['database'],
}

/** What tells one kind of events in ECS from another. */
export type EcsEvent = {
  readonly categories: readonly string[]
  readonly types: readonly string[]
  readonly dataset: string
  readonly platform: string
  readonly hasQuestion: boolean
}

/** @returns Undefined where no field of ECS says what the event is. */
export function ecsEventOf(fields: SourceFields): EcsEvent | undefined {
  const event: EcsEvent = {
    categories: words(fields, 'event.category'),
    types: words(fields, 'event.type'),
    dataset: words(fields, 'event.dataset', 'data_stream.dataset')[0] ?? '',
    platform: words(fields, 'host.os.type', 'host.os.family', 'host.os.platform')[0] ?? '',
    hasQuestion: fields.has('dns.question.name'),
  }
  return event.categories.length === 0 && event.dataset === '' && !event.hasQuestion ? undefined : event
}

function words(fields: SourceFields, ...names: readonly string[]): readonly string[] {
  for (const name of names) {
    const found = fields.get(name)
    if (found !== undefined && found.length > 0) return found.map((value) => String(value).toLowerCase())
  }
  return []
}

/**
 * Which rules are about such an event: its category, its dataset as `product.service`, its system. A process that ends is no
 * creation.
 */
export function ecsSource(event: EcsEvent): EventSource {
  const isEnd = event.types.includes('end') && !event.types.includes('start')
  const found = event.categories.flatMap((name) => (Object.hasOwn(categories, name) ? (categories[name] ?? []) : []))
  const kept = isEnd ? found.map((name) => (name === 'process_creation' ? 'process_termination' : name)) : found
  const [product = '', ...service] = event.dataset.split('.')
  const products = [event.platform, product].filter((name) => name !== '')
  const isConnection = event.categories.includes('network')
  return {
    products,
    categories: event.hasQuestion ? [...kept, 'dns', 'network'] : kept,
    services: [service.join('.'), isConnection ? 'connection' : '', event.hasQuestion ? 'dns' : ''].filter(
      (name) => name !== '',
    ),
    names: namesBy(ecsNames),
  }
}
