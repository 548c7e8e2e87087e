import type { ObjectPath } from '../patterns/pattern.ts'

/** What is sought by its meaning and not letter by letter: see `foldedPattern`. */
export type ValueKind = 'address' | 'name' | 'url' | 'hash'

const kindByType: ReadonlyMap<string, ValueKind> = new Map([
  ['ipv4-addr', 'address'],
  ['ipv6-addr', 'address'],
  ['domain-name', 'name'],
  ['email-addr', 'name'],
  ['url', 'url'],
])
const typesWithHashes: ReadonlySet<string> = new Set(['file', 'artifact', 'x509-certificate'])

/** What the value at a path is, if it says so by itself and means the same in whatever field it stands. */
export function valueKindAt({ objectType, steps }: ObjectPath): ValueKind | undefined {
  const [first, ...rest] = steps
  if (first === undefined || !('key' in first)) return undefined
  if (typesWithHashes.has(objectType)) return first.key === 'hashes' && rest.length === 1 ? 'hash' : undefined
  return first.key === 'value' && rest.length === 0 ? kindByType.get(objectType) : undefined
}
