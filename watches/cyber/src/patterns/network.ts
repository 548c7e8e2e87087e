/** An IPv4 or IPv6 network; a single address is one of all its bits. */
export type Network = { readonly bits: 32 | 128; readonly address: bigint; readonly prefix: number }

/**
 * Reads an address or a network in CIDR notation.
 *
 * @returns Undefined for another text.
 */
export function readNetwork(text: string): Network | undefined {
  const [written = '', prefixWritten, ...rest] = text.split('/')
  if (rest.length > 0 || (prefixWritten !== undefined && !/^\d{1,3}$/.test(prefixWritten))) return undefined
  const bits = written.includes(':') ? 128 : 32
  const address = bits === 32 ? ipv4Of(written) : ipv6Of(written)
  const prefix = Number(prefixWritten ?? bits)
  return address === undefined || prefix > bits ? undefined : { bits, address, prefix }
}

/** @returns Whether all addresses of one network are in the other. */
export function isWithin(inner: Network, outer: Network): boolean {
  if (inner.bits !== outer.bits || inner.prefix < outer.prefix) return false
  const shift = BigInt(outer.bits - outer.prefix)
  return inner.address >> shift === outer.address >> shift
}

function ipv4Of(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

/** Source: RFC 4291 §2.2. */
function ipv6Of(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.split('::')
  if (rest.length > 0) return undefined
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  if (before === undefined || after === undefined) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after]
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n)
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    const dotted = part.includes('.') && index === parts.length - 1 ? ipv4Of(part) : undefined
    if (dotted !== undefined) groups.push(Number(dotted >> 16n), Number(dotted & 65_535n))
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}
