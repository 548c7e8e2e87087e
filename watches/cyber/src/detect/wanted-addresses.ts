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

/** What parts words; see `takeEventValues`. */
const gaps: ReadonlySet<number> = new Set(Array.from('\t\n\v\f\r "\'<>()[]{},;|=', (sign) => sign.charCodeAt(0)))

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
  const end = endOfRun(bytes, index, to)
  // Of a time of day, too: no text is made of it.
  if (!isDouble && colonsIn(bytes, index, end) < leastColons) return false
  const start = startOfRun(bytes, index, from)
  if (!isDouble && bytes.subarray(start, index).includes(colon)) return false
  const text = String.fromCharCode(...bytes.subarray(start, end))
  if (isWantedTrimmed(text, isWanted)) return true
  // What stands before the first colon may be the end of a word, as in `outside:2001:db8::1`.
  if (start === from || gaps.has(bytes[start - 1] ?? 0)) return false
  return isWantedTrimmed(text.slice(text.indexOf(':') + 1), isWanted)
}

function endOfRun(bytes: Uint8Array, index: number, to: number): number {
  let end = index + 1
  while (end < to && end - index < longestAddress && isOfAddress(bytes[end] ?? 0)) end += 1
  return end
}

/** A single colon at its beginning ends the word before it. */
function startOfRun(bytes: Uint8Array, index: number, from: number): number {
  let start = index
  while (start > from && index - start < longestAddress && isOfAddress(bytes[start - 1] ?? 0)) start -= 1
  return bytes[start] === colon && bytes[start + 1] !== colon && start < index ? start + 1 : start
}

function colonsIn(bytes: Uint8Array, from: number, to: number): number {
  let colons = 0
  for (let at = from; at < to; at += 1) if (bytes[at] === colon) colons += 1
  return colons
}

function isWantedTrimmed(text: string, isWanted: (text: string) => boolean): boolean {
  if (isWanted(text)) return true
  const last = text.at(-1)
  if (last !== ':' && last !== '.') return false
  return isWanted(text.slice(0, -1)) || isWanted(text.replace(/[.:]+$/, ''))
}

function isHexadecimal(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70)
}

function isOfAddress(byte: number): boolean {
  return isHexadecimal(byte) || byte === colon || byte === 46
}
