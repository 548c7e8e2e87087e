import { createHashSet, hashFactor, hashStart, mixed } from './token-hash.ts'
import { byteClasses, createByteTable, leastDigitsLength, leastTokenLength } from './trigger-token.ts'
import { isAddress6Wanted, type WantedAddresses } from './wanted-addresses.ts'

/** What lines are looked at for. */
export type TriggerSet = WantedAddresses & {
  /** See `triggerToken`. */
  readonly tokens: Iterable<string>
}

/** Receives a line to be looked at. @param start - Its first byte. @param below - Lines of the block behind it. */
type TakeLine = (start: number, below: number) => void

/** Scans blocks of whole lines for what is looked for. */
export type ByteTrigger = {
  /**
   * Finds the lines of a block that may hold something that is looked for; it misses none. Bytes that JSON hides behind a backslash are
   * seen as they stand: whoever reads JSON asks `isWanted` of such lines, made plain.
   *
   * @param to - Behind the newline of the last line.
   * @param take - Called from the last line to the first, at most once for each line.
   * @returns How many lines there are.
   */
  readonly scan: (bytes: Uint8Array, from: number, to: number, take: TakeLine) => number
  /** Whether one line, with its newline, may hold something that is looked for. */
  readonly isWanted: (bytes: Uint8Array, from: number, to: number) => boolean
}

const { letter } = byteClasses
const [lineFeed, carriageReturn, openBrace, closeBrace, quotationMark, fullStop] = [10, 13, 0x7b, 0x7d, 0x22, 0x2e]

/**
 * Makes a scan of bytes: every part of a line between gaps is hashed in place, from its end to its beginning, and looked up as a whole
 * and behind each dot and @ in it. Nothing is decoded or allocated.
 *
 * @param isOfObjects - Lines are taken, too, that do not begin and end as a JSON object does, or whose quotes are not in pairs.
 */
export function createByteTrigger(set: TriggerSet, isOfObjects: boolean): ByteTrigger {
  const table = createByteTable()
  const { isTail, isWhole, isAddress6, isAddress4 } = createLookUps(set, table)

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over all bytes; parts of it as functions halve its speed
  const scanLine = (bytes: Uint8Array, from: number, end: number): number => {
    // What the loop compares with is in variables of its own: outside of it, each byte would read them anew.
    const { digit, dot, at, colon, newline, quote } = byteClasses
    const [classAndFolded, factor] = [table, hashFactor]
    let hash = hashStart
    let length = 0
    let seen = 0
    let dots = 0
    let quotes = 0
    let index = end - 1
    for (; index >= from; index -= 1) {
      const entry = classAndFolded[bytes[index] ?? 0] ?? 0
      const kind = entry >> 8
      if (kind <= digit) {
        hash = Math.imul(hash ^ (entry & 255), factor)
        length += 1
        seen |= kind
      } else if (kind <= at) {
        if (kind === dot) {
          if (isAddress4(bytes, index, seen)) return ~lineStart(bytes, index, from)
          if (length === 0) continue
        } else seen |= letter
        if (isTail(hash, length, seen)) return ~lineStart(bytes, index, from)
        hash = Math.imul(hash ^ (entry & 255), factor)
        length += 1
        dots += at - kind
      } else {
        if (kind === newline) break
        if (length >= leastTokenLength && isWhole(bytes, index + 1, hash, length, seen, dots)) {
          return ~lineStart(bytes, index, from)
        }
        hash = hashStart
        length = 0
        seen = 0
        dots = 0
        if (kind === quote) quotes ^= 1
        else if (kind === colon && isAddress6(bytes, index, from, end)) return ~lineStart(bytes, index, from)
      }
    }
    const start = index + 1
    const isWanted = length >= leastTokenLength && isWhole(bytes, start, hash, length, seen, dots)
    return isWanted || (isOfObjects && !isObject(bytes, start, end, quotes)) ? ~start : start
  }
  return {
    isWanted: (bytes, from, to) => scanLine(bytes, from, to - 1) < 0,
    scan: (bytes, from, to, take) => {
      let lines = 0
      for (let end = to; end > from; lines += 1) {
        const found = scanLine(bytes, from, end - 1)
        end = found < 0 ? ~found : found
        if (found < 0) take(end, lines)
      }
      return lines
    },
  }
}

/** What the scan asks of a part of a line. */
type LookUps = {
  /** Of what stands behind a dot or an @. */
  readonly isTail: (hash: number, length: number, seen: number) => boolean
  /** Of a part between gaps, which begins at `start` and is long enough. */
  readonly isWhole: (
    bytes: Uint8Array,
    start: number,
    hash: number,
    length: number,
    seen: number,
    dots: number,
  ) => boolean
  /** Of what is around a dot, where that is an address of IPv4 beside which something stands that is no gap. */
  readonly isAddress4: (bytes: Uint8Array, index: number, seen: number) => boolean
  /** Of what is around a colon. */
  readonly isAddress6: (bytes: Uint8Array, index: number, from: number, to: number) => boolean
}

function createLookUps({ tokens, network4, network6 }: TriggerSet, table: Uint16Array): LookUps {
  const { filter, has } = createHashSet(tokens)
  const isKnown = (hash: number): boolean => {
    const key = mixed(hash)
    const bit = key >>> 10
    return ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0 && has(key)
  }
  return {
    isTail: (hash, length, seen) => (seen & letter) !== 0 && length >= leastTokenLength && isKnown(hash),
    isWhole: (bytes, start, hash, length, seen, dots) => {
      if ((seen & letter) !== 0) return isKnown(hash)
      if (dots === 0) return length >= leastDigitsLength && isKnown(hash)
      return isKnown(hash) || (dots === 3 && network4 !== undefined && network4(address4At(bytes, start)))
    },
    isAddress4: (bytes, index, seen) => {
      const start = startOfAddress4(bytes, index)
      if (start < 0) return false
      const isBehindGap = start === 0 || (table[bytes[start - 1] ?? 0] ?? 0) >> 8 >= byteClasses.gap
      // Between gaps it is looked up as a whole.
      if (isBehindGap && (seen & letter) === 0) return false
      const end = endOfAddress4(bytes, start)
      if (end < 0) return false
      let hash = hashStart
      for (let at = end - 1; at >= start; at -= 1) {
        hash = Math.imul(hash ^ ((table[bytes[at] ?? 0] ?? 0) & 255), hashFactor)
      }
      return isKnown(hash) || (network4?.(address4At(bytes, start)) ?? false)
    },
    isAddress6: (bytes, index, from, to) =>
      network6 !== undefined && isAddress6Wanted(bytes, index, from, to, network6),
  }
}

/** Start of the line that holds a byte. */
function lineStart(bytes: Uint8Array, index: number, from: number): number {
  return Math.max(bytes.lastIndexOf(lineFeed, index) + 1, from)
}

/**
 * Whether a line begins and ends as a JSON object without blanks does. Others may be objects all the same: they are read in full.
 *
 * @param end - Where its newline is.
 */
function isObject(bytes: Uint8Array, start: number, end: number, quotes: number): boolean {
  const last = bytes[end - 1] === carriageReturn ? end - 2 : end - 1
  const isFramed = bytes[start] === openBrace && bytes[start + 1] === quotationMark && bytes[last] === closeBrace
  return isFramed && quotes === 0 && isEndOfValue(bytes[last - 1] ?? 0)
}

/** What a value ends with: a quote, a bracket, a digit, or the last letter of true, false and null. */
function isEndOfValue(byte: number): boolean {
  const isDigit = byte >= 48 && byte <= 57
  return isDigit || byte === quotationMark || byte === closeBrace || byte === 0x5d || byte === 0x65 || byte === 0x6c
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

/** A letter of ASCII, a digit or `_`: beside an address it is a part of another word. */
function isOfWord(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return isDigit(byte) || byte === 0x5f || ((byte | 32) >= 97 && (byte | 32) <= 122)
}

/** Where an address of IPv4 would begin whose first dot is at a byte; -1 where none does. */
function startOfAddress4(bytes: Uint8Array, dot: number): number {
  if (!isDigit(bytes[dot - 1]) || !isDigit(bytes[dot + 1])) return -1
  let start = dot - 1
  while (dot - start < 3 && isDigit(bytes[start - 1])) start -= 1
  return isOfWord(bytes[start - 1]) || bytes[start - 1] === fullStop ? -1 : start
}

/** Behind the four numbers of up to three digits that begin at a byte; -1 where they do not, or go on. */
function endOfAddress4(bytes: Uint8Array, start: number): number {
  let end = start
  for (let part = 0; part < 4; part += 1) {
    if (part > 0) {
      if (bytes[end] !== fullStop) return -1
      end += 1
    }
    const first = end
    while (end - first < 3 && isDigit(bytes[end])) end += 1
    if (end === first) return -1
  }
  return isOfWord(bytes[end]) ? -1 : end
}

/** The IPv4 address that begins at a byte, as an unsigned number; -1 where none does. */
function address4At(bytes: Uint8Array, start: number): number {
  let address = 0
  let part = 0
  for (let index = start; ; index += 1) {
    const value = (bytes[index] ?? 0) - 48
    if (value >= 0 && value <= 9) {
      part = part * 10 + value
      if (part > 255) return -1
      continue
    }
    address = address * 256 + part
    part = 0
    if (value !== -2 || (bytes[index + 1] ?? 0) < 48 || (bytes[index + 1] ?? 0) > 57) return address
  }
}
