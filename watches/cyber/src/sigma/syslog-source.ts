import type { FieldValue, LogEvent } from '../detect/log-event.ts'
import { type EventSource, named, namesBy, type SourceFields } from './source-fields.ts'

/** What tells one kind of lines from another. */
export type SyslogEvent = { readonly product: string; readonly service: string }

const ciscoMark = /%([A-Z0-9_]+)-(?:[A-Z0-9_]+-)?\d-([A-Z0-9_]+)/
const huaweiMark = /%%\d{2}([A-Z0-9_]+)\//
const juniperMark = /\b(rpd|mgd|jdhcpd|chassisd|RT_FLOW)\b/
const auditMark = /\btype=[A-Z_0-9]+ msg=audit\(/
const fortinetMark = /\bdev(?:name|id)="?[\w.-]+"?[ ,]/
const fortinetType = /\btype="?(\w+)/

/** Services of Linux by the program that writes. Source: Sigma taxonomy appendix 2.1.0, Linux Folder. */
const programs: { readonly [program: string]: readonly string[] } = {
  sshd: ['sshd', 'auth'],
  sudo: ['sudo', 'auth'],
  su: ['auth'],
  login: ['auth'],
  'systemd-logind': ['auth'],
  cron: ['cron'],
  crond: ['cron'],
  clamd: ['clamav'],
  freshclam: ['clamav'],
  clamav: ['clamav'],
  vsftpd: ['vsftpd'],
  guacd: ['guacamole'],
  audit: ['auditd'],
  auditd: ['auditd'],
}
const webServers: { readonly [program: string]: string } = {
  httpd: 'apache',
  apache: 'apache',
  apache2: 'apache',
  nginx: 'nginx',
}

/** Words of Cisco's messages by the service that rules name. */
const ciscoServices: { readonly [facility: string]: string } = {
  BGP: 'bgp',
  TCP: 'bgp',
  'IP-TCP': 'bgp',
  LDP: 'ldp',
  TDP: 'ldp',
  AAA: 'aaa',
  AAAA: 'aaa',
  PARSER: 'aaa',
  SYS: 'aaa',
  HA_EM: 'aaa',
}

/** Recognises whose line it is by its marks: Cisco's `%FACILITY-5-WORD`, Huawei's `%%01`, Fortinet's `devname=`, else a Linux program. */
export function syslogEventOf(event: LogEvent): SyslogEvent {
  const { raw } = event
  const fortinet = fortinetMark.test(raw) ? fortinetType.exec(raw)?.[1] : undefined
  if (fortinet !== undefined) return { product: 'fortigate', service: fortinet }
  const cisco = ciscoMark.exec(raw)?.[1]
  if (cisco !== undefined) return { product: 'cisco', service: ciscoServices[cisco] ?? cisco.toLowerCase() }
  const huawei = huaweiMark.exec(raw)?.[1]
  if (huawei !== undefined) return { product: 'huawei', service: huawei.toLowerCase() }
  if (juniperMark.test(event.kind ?? ''))
    return { product: 'juniper', service: (event.kind ?? '') === 'rpd' ? 'bgp' : '' }
  if (auditMark.test(raw)) return { product: 'linux', service: 'auditd' }
  return { product: 'linux', service: (event.kind ?? '').toLowerCase() }
}

/** Which rules are about such a line. */
export function syslogSource(event: SyslogEvent): EventSource {
  const names = namesBy({
    src_ip: named('srcip'),
    dst_ip: named('dstip'),
    src_port: named('srcport'),
    dst_port: named('dstport'),
  })
  const base = { categories: [], names }
  if (event.product === 'fortigate') {
    const categories = event.service === 'traffic' ? ['firewall'] : []
    return { ...base, categories, products: ['fortigate', 'fortios'], services: [event.service] }
  }
  if (event.product !== 'linux') return { ...base, products: [event.product], services: [event.service] }
  const server = Object.hasOwn(webServers, event.service) ? webServers[event.service] : undefined
  if (server !== undefined)
    return { ...base, products: [server, 'linux'], categories: ['webserver'], services: [server, 'syslog'] }
  const services = Object.hasOwn(programs, event.service) ? (programs[event.service] ?? []) : [event.service]
  return { ...base, products: ['linux'], services: [...services, 'syslog'].filter((name) => name !== '') }
}

/** A name begins where no other letter of a name stands before it: else a long word would be read again from each of its letters. */
const pair = /(?<![\w.-])([A-Za-z_][\w.-]*)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"',]+))/g

/** Fields that the line writes as `name=value`, besides those that its reader gives. */
export function syslogFields(event: LogEvent): SourceFields {
  const fields = new Map<string, readonly FieldValue[]>(event.fields())
  for (const [, name = '', quoted, single, bare] of event.raw.matchAll(pair)) {
    if (!fields.has(name)) fields.set(name, [quoted ?? single ?? bare ?? ''])
  }
  return fields
}
