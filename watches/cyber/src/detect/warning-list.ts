import { isMembers } from '../members.ts'
import { canonicalValue, foldAscii } from './canonical-value.ts'
import { addressOf, createNetworkSet } from './network-set.ts'

/** A list of values that are known to be harmless, in the form of MISP's warning lists. */
export type WarningList = {
  readonly name: string
  readonly type: 'cidr' | 'hostname' | 'string' | 'substring' | 'regex'
  readonly values: readonly string[]
}

/** Says of a value why it is harmless. @returns The name of a list that has it; undefined where none has. */
export type JudgeHarmless = (value: string) => string | undefined

/** Lists that are always there unless they are turned off: what indicators name by mistake again and again. */
export const standardWarningLists: readonly WarningList[] = [
  {
    name: 'Private and local addresses (RFC 1918, 5735, 4193, 4291)',
    type: 'cidr',
    values: [
      '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/8', '255.255.255.255/32',
      '224.0.0.0/4', '::1/128', '::/128', 'fe80::/10', 'fc00::/7', 'ff00::/8',
    ],
  },
  { name: 'Names of the own machine', type: 'string', values: ['localhost', 'localhost.localdomain', 'local', 'localdomain'] },
  {
    name: 'Public name servers',
    type: 'cidr',
    values: [
      '8.8.8.8/32', '8.8.4.4/32', '1.1.1.1/32', '1.0.0.1/32', '9.9.9.9/32', '149.112.112.112/32', '208.67.222.222/32',
      '208.67.220.220/32', '2001:4860:4860::8888/128', '2001:4860:4860::8844/128', '2606:4700:4700::1111/128',
      '2606:4700:4700::1001/128', '2620:fe::fe/128', '2620:fe::9/128',
    ],
  },
] // biome-ignore format: values side by side

/**
 * Reads a warning list as MISP publishes them: `{"name","type","list":[…]}`.
 *
 * @returns A reason where it is none. Lists of regular expressions are refused, as they say of too much that it is harmless.
 */
export function readWarningList(value: unknown): WarningList | string {
  if (!isMembers(value)) return 'no JSON object'
  const { name, type, list } = value
  if (typeof name !== 'string') return 'no name'
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return 'no list of texts'
  switch (type) {
    case 'cidr':
    case 'hostname':
    case 'string':
    case 'substring':
      return { name, type, values: list }
    default:
      return `lists of type ${String(type)} are not used: cidr, hostname, string and substring are`
  }
}

/** Makes the judgement of all lists together. */
export function createWarningLists(lists: readonly WarningList[]): JudgeHarmless {
  const networks = createNetworkSet<string>()
  const texts = new Map<string, string>()
  const hosts = new Map<string, string>()
  const parts: { readonly part: string; readonly name: string }[] = []
  for (const { name, type, values } of lists) {
    for (const value of values) {
      const network = type === 'cidr' ? addressOf(value) : undefined
      if (network !== undefined) networks.add(network, name)
      else if (type === 'substring') parts.push({ part: foldAscii(value), name })
      else if (type === 'hostname') hosts.set(canonicalValue(value.replace(/^\./, '')), name)
      else texts.set(canonicalValue(value), name)
    }
  }
  return (value) => {
    const text = canonicalValue(value)
    const address = addressOf(text)
    const found = texts.get(text) ?? (address && networks.around(address)[0]) ?? listOfHost(text, hosts)
    return found ?? parts.find(({ part }) => text.includes(part))?.name
  }
}

function listOfHost(text: string, hosts: ReadonlyMap<string, string>): string | undefined {
  if (hosts.size === 0) return undefined
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#:]+)/.exec(text)?.[1] ?? text
  for (let tail = host; tail !== ''; tail = tail.includes('.') ? tail.slice(tail.indexOf('.') + 1) : '') {
    const name = hosts.get(tail)
    if (name !== undefined) return name
  }
  return undefined
}
