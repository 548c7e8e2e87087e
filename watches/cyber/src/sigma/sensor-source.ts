import { type EventSource, extensionOf, type NameTable, named, namesBy, stemOf } from './source-fields.ts'

const zeekAddresses: NameTable = {
  src_ip: named('id.orig_h'),
  src_port: named('id.orig_p'),
  dst_ip: named('id.resp_h'),
  dst_port: named('id.resp_p'),
  'c-ip': named('id.orig_h'),
  's-ip': named('id.resp_h'),
  's-port': named('id.resp_p'),
  'source.ip': named('id.orig_h'),
  'source.port': named('id.orig_p'),
  'destination.ip': named('id.resp_h'),
  'destination.port': named('id.resp_p'),
}
const zeekWeb: NameTable = {
  'c-uri': named('uri'),
  'c-uri-query': named('uri'),
  'c-uri-stem': stemOf('uri'),
  'c-uri-extension': extensionOf('uri'),
  'cs-uri': named('uri'),
  'cs-uri-query': named('uri'),
  'cs-uri-stem': stemOf('uri'),
  'c-useragent': named('user_agent'),
  'cs-user-agent': named('user_agent'),
  'cs-host': named('host'),
  'r-dns': named('host'),
  'cs-method': named('method'),
  'cs-referer': named('referrer'),
  'cs-referrer': named('referrer'),
  'cs-version': named('version'),
  'cs-username': named('username'),
  'sc-status': named('status_code'),
  'cs-bytes': named('request_body_len'),
  'sc-bytes': named('response_body_len'),
}
const zeekRest: NameTable = {
  record_type: named('qtype_name'),
  answer: named('answers'),
  'dns.question.name': named('query'),
  'dns.question.type': named('qtype_name'),
  'dns.answers.data': named('answers'),
  'event.duration': named('duration'),
  'network.transport': named('proto'),
  'network.protocol': named('service'),
  'network.state': named('conn_state'),
  'network.history': named('history'),
  'network.community_id': named('community_id'),
  'source.bytes': named('orig_bytes'),
  'destination.bytes': named('resp_bytes'),
  'source.packets': named('orig_pkts'),
  'destination.packets': named('resp_pkts'),
}
const eveNames: NameTable = {
  dst_ip: named('dest_ip'),
  dst_port: named('dest_port'),
  'c-ip': named('src_ip'),
  's-ip': named('dest_ip'),
  's-port': named('dest_port'),
  'source.ip': named('src_ip'),
  'source.port': named('src_port'),
  'destination.ip': named('dest_ip'),
  'destination.port': named('dest_port'),
  'network.transport': named('proto'),
  'network.protocol': named('app_proto'),
  'network.community_id': named('community_id'),
  'source.bytes': named('flow.bytes_toserver'),
  'destination.bytes': named('flow.bytes_toclient'),
  'source.packets': named('flow.pkts_toserver'),
  'destination.packets': named('flow.pkts_toclient'),
  'c-uri': named('http.url'),
  'c-uri-query': named('http.url'),
  'c-uri-stem': stemOf('http.url'),
  'c-uri-extension': extensionOf('http.url'),
  'cs-uri': named('http.url'),
  'cs-uri-query': named('http.url'),
  'cs-uri-stem': stemOf('http.url'),
  'c-useragent': named('http.http_user_agent'),
  'cs-user-agent': named('http.http_user_agent'),
  'cs-host': named('http.hostname'),
  'r-dns': named('http.hostname'),
  'cs-method': named('http.http_method'),
  'cs-referer': named('http.http_refer'),
  'cs-referrer': named('http.http_refer'),
  'cs-version': named('http.protocol'),
  'sc-status': named('http.status'),
  'sc-bytes': named('http.length'),
  query: named('dns.rrname', 'dns.query.rrname', 'dns.queries.rrname'),
  record_type: named('dns.rrtype', 'dns.query.rrtype', 'dns.queries.rrtype'),
  answer: named('dns.answers.rdata', 'dns.rdata'),
  'dns.question.name': named('dns.rrname', 'dns.query.rrname', 'dns.queries.rrname'),
  'dns.question.type': named('dns.rrtype', 'dns.query.rrtype', 'dns.queries.rrtype'),
  'dns.answers.data': named('dns.answers.rdata', 'dns.rdata'),
}

/** What a sensor's log of one kind is for rules that name no product. */
const kinds: {
  readonly [kind: string]: { readonly categories: readonly string[]; readonly services: readonly string[] }
} = {
  dns: { categories: ['dns', 'network'], services: ['dns'] },
  http: { categories: ['proxy', 'webserver'], services: ['http'] },
  conn: { categories: ['network', 'firewall'], services: ['conn', 'connection'] },
  flow: { categories: ['network', 'firewall'], services: ['flow', 'connection'] },
  netflow: { categories: ['network', 'firewall'], services: ['netflow', 'connection'] },
}

/** A log of Zeek, by its path such as `dns`. */
export function zeekSource(kind: string): EventSource {
  return { products: ['zeek'], ...claimsOf(kind), names: namesBy({ ...zeekAddresses, ...zeekWeb, ...zeekRest }) }
}

/** An event of Suricata, by its `event_type`. */
export function eveSource(kind: string): EventSource {
  return { products: ['suricata'], ...claimsOf(kind), names: namesBy(eveNames) }
}

function claimsOf(kind: string): Pick<EventSource, 'categories' | 'services'> {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  return known ?? { categories: [], services: [kind] }
}
