import type { Members } from '../members.ts'
import type { Observation } from '../patterns/observation.ts'
import { requestUrls } from './event-values.ts'
import type { FieldValue, LogEvent } from './log-event.ts'
import { addressOf } from './network-set.ts'
import { type FieldTable, fileFields, nameFields, networkFields, processFields } from './observed-fields.ts'

type Fields = ReadonlyMap<string, readonly FieldValue[]>

/**
 * What an event says in the words of STIX, so that a pattern can be asked of it: addresses wherever they stand, names, mailboxes, web
 * addresses, traffic, files, processes, accounts, registry keys and messages, by the names that Zeek, EVE, ECS and Sysmon give their fields.
 *
 * @param nowMs - Unix time, ms: when an event without a time counts as seen.
 */
export function observeEvent(event: LogEvent, nowMs: number): Observation {
  const fields = event.fields()
  const objects: Members[] = []
  const add = (object: Members): string => String(objects.push(object) - 1)
  const addresses = new Map<string, string>()
  for (const value of textsOf(fields)) {
    const network = addressOf(value)
    if (network === undefined || addresses.has(value)) continue
    const isFour = network.bits === 32
    const written = isFour ? value.slice(value.lastIndexOf(':') + 1) : value
    addresses.set(value, add({ type: isFour ? 'ipv4-addr' : 'ipv6-addr', value: written }))
  }
  addNames(fields, add)
  addTraffic(event, addresses, add)
  addFiles(fields, add)
  return observationOf(objects, event.timeMs ?? nowMs)
}

/**
 * What was seen once.
 *
 * @param objects - They refer to each other by their places in the list, from 0.
 * @param atMs - Unix time, ms.
 */
export function observationOf(objects: readonly Members[], atMs: number): Observation {
  return { objects, resolve: (name) => objects[Number(name)], firstMs: atMs, lastMs: atMs, times: 1 }
}

type Add = (object: Members) => string

function addNames(fields: Fields, add: Add): void {
  for (const [type, names] of Object.entries(nameFields)) {
    const property = type === 'windows-registry-key' ? 'key' : type === 'user-account' ? 'account_login' : 'value'
    for (const value of new Set(names.flatMap((name) => fields.get(name) ?? []))) {
      if (typeof value === 'string' && value !== '') add({ type, [property]: value })
    }
  }
  for (const { url } of requestUrls(fields)) add({ type: 'url', value: url })
}

function addTraffic(event: LogEvent, addresses: ReadonlyMap<string, string>, add: Add): void {
  const fields = event.fields()
  const read = readTable(fields, networkFields)
  const source = addresses.get(String(read['src']))
  const target = addresses.get(String(read['dst']))
  if (source === undefined && target === undefined) return
  const protocols = [read['transport'], read['protocol'], event.kind].filter((name) => typeof name === 'string')
  const { method, path, host, agent } = read
  const header = { ...(agent !== undefined && { 'User-Agent': agent }), ...(host !== undefined && { Host: host }) }
  const request = { request_method: method, request_value: path, request_header: header }
  add({
    type: 'network-traffic',
    ...(source !== undefined && { src_ref: source }),
    ...(target !== undefined && { dst_ref: target }),
    ...numbered('src_port', read['srcPort']),
    ...numbered('dst_port', read['dstPort']),
    protocols: [...new Set(protocols.map((name) => name.toLowerCase()))],
    ...(method !== undefined && { extensions: { 'http-request-ext': request } }),
  })
}

function addFiles(fields: Fields, add: Add): void {
  const file = readTable(fields, fileFields)
  const path = file['path'] ?? file['name']
  const hasHash = [file['md5'], file['sha1'], file['sha256']].some((hash) => hash !== undefined)
  const fileRef = typeof path === 'string' || hasHash ? addFile(file, path, add) : undefined
  const process = readTable(fields, processFields)
  const { image, pid, command, parent, parentCommand } = process
  if (image === undefined && command === undefined) return
  const parentRef =
    parent === undefined
      ? undefined
      : add({
          type: 'process',
          image_ref: addFile({}, parent, add),
          ...(parentCommand !== undefined && { command_line: parentCommand }),
        })
  add({
    type: 'process',
    ...numbered('pid', pid),
    ...(command !== undefined && { command_line: command }),
    ...(image !== undefined && {
      image_ref: image === path && fileRef !== undefined ? fileRef : addFile({}, image, add),
    }),
    ...(parentRef !== undefined && { parent_ref: parentRef }),
  })
}

function addFile(facts: Readonly<Record<string, FieldValue>>, path: unknown, add: Add): string {
  const { md5, sha1, sha256, size, mime } = facts
  const hashes = { ...(md5 && { MD5: md5 }), ...(sha1 && { 'SHA-1': sha1 }), ...(sha256 && { 'SHA-256': sha256 }) }
  const text = typeof path === 'string' ? path : ''
  const cut = Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/'))
  const folder = cut > 0 ? add({ type: 'directory', path: text.slice(0, cut) }) : undefined
  return add({
    type: 'file',
    ...(text !== '' && { name: text.slice(cut + 1) }),
    ...(folder !== undefined && { parent_directory_ref: folder }),
    ...(Object.keys(hashes).length > 0 && { hashes }),
    ...numbered('size', size),
    ...(mime !== undefined && { mime_type: mime }),
  })
}

function readTable(fields: Fields, table: FieldTable): Readonly<Record<string, FieldValue>> {
  const found: Record<string, FieldValue> = {}
  for (const [name, candidates] of Object.entries(table)) {
    for (const candidate of candidates) {
      const value = fields.get(candidate)?.[0]
      if (value === undefined || value === null || value === '') continue
      found[name] = value
      break
    }
  }
  return found
}

function numbered(name: string, value: FieldValue | undefined): Members {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? { [name]: number } : {}
}

function* textsOf(fields: Fields): Generator<string> {
  for (const values of fields.values()) for (const value of values) if (typeof value === 'string') yield value
}
