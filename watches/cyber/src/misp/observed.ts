import type { Members } from '../members.ts'
import { readNetwork } from '../patterns/network.ts'
import { longRegistryKey } from '../patterns/registry-key.ts'

/** What one value of MISP observes: the members of observables and what a pattern asks of them. */
export type Observed = {
  /** Each with its type; references are by place in this list, as `{ at: 0 }`. The last is what was observed. */
  readonly observables: readonly Members[]
  /** Comparisons that all hold for one observable: `file:hashes.MD5 = '…'`. */
  readonly comparisons: readonly string[]
}

type Make = (value: string, second: string) => Observed | undefined

/** A text as a constant of a pattern. Source: STIX 2.1 §9.2. */
export function constant(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function plain(type: string, property: string): Make {
  return (value) => ({
    observables: [{ type, [property]: value }],
    comparisons: [`${type}:${property} = ${constant(value)}`],
  })
}

function hash(algorithm: string, type = 'file'): Make {
  return (value) => ({
    observables: [{ type, hashes: { [algorithm]: value } }],
    comparisons: [`${type}:hashes.'${algorithm}' = ${constant(value)}`],
  })
}

/** The same file lies about under many names: its hash alone is asked for, as of objects of files. */
function namedHash(algorithm: string): Make {
  return (name, value) => ({
    observables: [{ type: 'file', name, hashes: { [algorithm]: value } }],
    comparisons: [`file:hashes.'${algorithm}' = ${constant(value)}`],
  })
}

function addressType(value: string): string | undefined {
  const network = readNetwork(value)
  return network === undefined ? undefined : network.bits === 32 ? 'ipv4-addr' : 'ipv6-addr'
}

const address: Make = (value) => {
  const type = addressType(value)
  return type === undefined ? undefined : plain(type, 'value')(value, '')
}

function endpoint(side: 'src' | 'dst', typeOf: (value: string) => string | undefined): Make {
  return (value, port) => {
    const type = typeOf(value)
    const number = Number(port)
    if (type === undefined || !/^\d{1,5}$/.test(port) || number > 65_535) return undefined
    const ref = `network-traffic:${side}_ref`
    return {
      observables: [
        { type, value },
        { type: 'network-traffic', [`${side}_ref`]: { at: 0 }, [`${side}_port`]: number, protocols: ['tcp'] },
      ],
      comparisons: [
        `${ref}.type = '${type}'`,
        `${ref}.value = ${constant(value)}`,
        `network-traffic:${side}_port = ${number}`,
      ],
    }
  }
}

const resolved: Make = (domain, ip) => {
  const type = addressType(ip)
  if (type === undefined) return undefined
  return {
    observables: [
      { type, value: ip },
      { type: 'domain-name', value: domain, resolves_to_refs: [{ at: 0 }] },
    ],
    comparisons: [`domain-name:value = ${constant(domain)}`, `domain-name:resolves_to_refs[*].value = ${constant(ip)}`],
  }
}

const registryValue: Make = (key, data) => ({
  observables: [{ type: 'windows-registry-key', key: longRegistryKey(key), values: [{ data }] }],
  comparisons: [
    `windows-registry-key:key = ${constant(longRegistryKey(key))}`,
    `windows-registry-key:values[*].data = ${constant(data)}`,
  ],
})

const autonomousSystem: Make = (value) => {
  const [, number] = /^(?:AS)?(\d{1,10})$/i.exec(value.trim()) ?? []
  if (number === undefined) return undefined
  return {
    observables: [{ type: 'autonomous-system', number: Number(number) }],
    comparisons: [`autonomous-system:number = ${Number(number)}`],
  }
}

const subject: Make = (value) => ({
  observables: [{ type: 'email-message', is_multipart: false, subject: value }],
  comparisons: [`email-message:subject = ${constant(value)}`],
})

const always = (type: string) => () => type
const byAlgorithm = Object.entries({
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  'sha3-256': 'SHA3-256',
  'sha3-512': 'SHA3-512',
  ssdeep: 'SSDEEP',
  tlsh: 'TLSH',
})

/** By type of attribute. Source: types of MISP core format (draft-dulaunoy-misp-core-format §2.4.2.2). */
const byType: ReadonlyMap<string, Make> = new Map<string, Make>([
  ...byAlgorithm.flatMap(([type, algorithm]): [string, Make][] => [
    [type, hash(algorithm)],
    [`filename|${type}`, namedHash(algorithm)],
    [`x509-fingerprint-${type}`, hash(algorithm, 'x509-certificate')],
  ]),
  ['malware-sample', namedHash('MD5')],
  ['filename', plain('file', 'name')],
  ['ip-src', address],
  ['ip-dst', address],
  ['ip-src|port', endpoint('src', addressType)],
  ['ip-dst|port', endpoint('dst', addressType)],
  ['domain', plain('domain-name', 'value')],
  ['hostname', plain('domain-name', 'value')],
  ['hostname|port', endpoint('dst', always('domain-name'))],
  ['domain|ip', resolved],
  ['url', plain('url', 'value')],
  ['email', plain('email-addr', 'value')],
  ['email-src', plain('email-addr', 'value')],
  ['email-dst', plain('email-addr', 'value')],
  ['target-email', plain('email-addr', 'value')],
  ['email-subject', subject],
  ['mutex', plain('mutex', 'name')],
  ['mac-address', (value) => plain('mac-addr', 'value')(value.toLowerCase().replaceAll('-', ':'), '')],
  ['regkey', (value) => plain('windows-registry-key', 'key')(longRegistryKey(value), '')],
  ['regkey|value', registryValue],
  ['AS', autonomousSystem],
])

/**
 * What an attribute observes.
 *
 * @returns Undefined where its type has no observable, or its value is not of its type.
 */
export function observedBy(type: string, value: string): Observed | undefined {
  const make = byType.get(type)
  const parts = type.includes('|') || type === 'malware-sample' ? value.split('|') : [value]
  const [first = '', second = ''] = parts
  if (make === undefined || first === '' || (type.includes('|') && second === '')) return undefined
  return make(first, parts.length > 2 ? parts.slice(1).join('|') : second)
}
