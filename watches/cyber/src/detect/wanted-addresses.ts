/** Networks that are looked for in bytes. */
export type WantedAddresses = {
  /** Whether an IPv4 address, as an unsigned number, lies in one of them; absent where there are none. */
  readonly network4?: ((address: number) => boolean) | undefined
  /** Whether a text is an IPv6 address that lies in one of them; absent where there are none. */
  readonly network6?: ((text: string) => boolean) | undefined
}

const colon = 58
const longestAddress = 64
/** Colons of an address without `::` that ends in an IPv4 address. */
const leastColons = 6

/**
 * Whether the text around a colon is an IPv6 address that is looked for. An address is looked at once: at its last `::`, or at its first
 * colon where it has none.
 *
 * @param index - Of the colon.
 */
export function isAddress6Wanted(
  bytes: Uint8Array,
  index: number,
  from: number,
  to: number,
  isWanted: (text: string) => boolean,
): boolean {
  const isDouble = bytes[index - 1] === colon
  // A name before its value in JSON ends in a quote: of most colons nothing more has to be known.
  if (!isDouble && !(isHexadecimal(bytes[index - 1] ?? 0) && isHexadecimal(bytes[index + 1] ?? 0))) return false
  let start = index
  while (start > from && index - start < longestAddress && isOfAddress(bytes[start - 1] ?? 0)) start -= 1
  if (!isDouble && bytes.subarray(start, index).includes(colon)) return false
  let end = index + 1
  while (end < to && end - index < longestAddress && isOfAddress(bytes[end] ?? 0)) end += 1
  const text = String.fromCharCode(...bytes.subarray(start, end))
  if (!isDouble && text.split(':').length <= leastColons) return false
  // What stands before the first colon may be the end of a word, as in `outside:2001:db8::1`.
  const behind = text.slice(text.indexOf(':') + 1)
  return [text, behind].some(
    (each) => isWanted(each) || isWanted(each.replace(/[.:]+$/, '')) || isWanted(each.replace(/[.:]$/, '')),
  )
}

function isHexadecimal(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70)
}

function isOfAddress(byte: number): boolean {
  return isHexadecimal(byte) || byte === colon || byte === 46
}
