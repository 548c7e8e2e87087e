import type { Members } from '../members.ts'
import { firstOf, readTable, textsAt } from './field-reader.ts'
import { nameFields, networkFields, resolvedFields } from './observed-fields.ts'
import { hostName, numbered, type Observing } from './observing.ts'

/** Names of hosts, what they were resolved to, and traffic: to an address, and to a name where the client asked for one. */
export function observeTraffic(observing: Observing): void {
  const { event, fields, add, addressRef } = observing
  const domains = observeDomains(observing)
  const read = readTable(fields, networkFields)
  const source = addressRef(String(read.src))
  const target = addressRef(String(read.dst))
  const named = typeof read.namedTarget === 'string' ? hostName(read.namedTarget) : undefined
  const nameRef = named === undefined ? undefined : (domains.get(named) ?? add({ type: 'domain-name', value: named }))
  if (source === undefined && target === undefined) return
  const protocols = [read.transport, read.protocol, event.kind].filter((name) => typeof name === 'string')
  const { method, path, host, agent } = read
  const header = { ...(agent !== undefined && { 'User-Agent': agent }), ...(host !== undefined && { Host: host }) }
  const request = { request_method: method, request_value: path, request_header: header }
  const traffic = {
    type: 'network-traffic',
    ...(source !== undefined && { src_ref: source }),
    ...numbered('src_port', read.srcPort),
    ...numbered('dst_port', read.dstPort),
    ...numbered('src_byte_count', read.srcBytes),
    ...numbered('dst_byte_count', read.dstBytes),
    ...numbered('src_packets', read.srcPackets),
    ...numbered('dst_packets', read.dstPackets),
    protocols: [...new Set(protocols.map((name) => name.toLowerCase()))],
    ...(method !== undefined && { extensions: { 'http-request-ext': request } }),
  }
  add({ ...traffic, ...(target !== undefined && { dst_ref: target }) })
  if (nameRef !== undefined) add({ ...traffic, dst_ref: nameRef })
}

/** @returns References of names, by the names as logs write them. */
function observeDomains({ fields, add, addressRef }: Observing): Map<string, string> {
  const refs = new Map<string, string>()
  const asked = firstOf(fields, resolvedFields.name)
  const answers = textsAt(fields, resolvedFields.answers).flatMap(answersIn)
  for (const name of [...textsAt(fields, nameFields['domain-name']), ...answers]) {
    // Names with a port are compared as the hosts that they name.
    if (name === asked || refs.has(name) || addressRef(name) !== undefined) continue
    refs.set(name, add({ type: 'domain-name', value: name }))
  }
  if (typeof asked !== 'string') return refs
  const resolved: Members = {
    resolves_to_refs: answers.flatMap((answer) => addressRef(answer) ?? refs.get(answer) ?? []),
  }
  refs.set(asked, add({ type: 'domain-name', value: asked, ...(answers.length > 0 && resolved) }))
  return refs
}

/** Windows lists answers in one text, each with its end, those that are names with the number of their kind: `type:  5 a.example;`. */
function answersIn(text: string): readonly string[] {
  if (!text.includes(';')) return [text]
  return text.split(';').flatMap((part) => {
    const answer = part.replace(/^\s*type:\s*\d+\s+/, '').trim()
    return answer === '' || answer === '-' ? [] : [answer]
  })
}
