/** The parts of an identifier. */
export type Identifier = {
  readonly type: string
  /** Version of the UUID, 0 where it is not of the variant of RFC 9562. */
  readonly version: number
}

/** Characters of a UUID, and of it with the mark between the type and it. */
const [uuidLength, uuidWithMark] = [36, 38]
/** Characters of the shortest type. */
const shortestType = 3
/** In a UUID the digits that say its version and its variant. */
const [versionAt, variantAt] = [14, 19]
const hyphen = 0x2d

/** @returns Undefined for a text that is no identifier. Source: STIX 2.1 §2.9. */
export function readIdentifier(text: string): Identifier | undefined {
  if (!isIdentifier(text)) return undefined
  const uuidFrom = text.length - uuidLength
  const isOfVariant = hexDigit(text, uuidFrom + variantAt) >> 2 === 2
  return { type: text.slice(0, -uuidWithMark), version: isOfVariant ? hexDigit(text, uuidFrom + versionAt) : 0 }
}

/** Whether a text is an identifier. Every reference of every object is asked, several times: a regular expression takes five times as long. */
export function isIdentifier(text: string): boolean {
  const typeEnd = text.length - uuidWithMark
  if (typeEnd < shortestType || text.charCodeAt(typeEnd) !== hyphen || text.charCodeAt(typeEnd + 1) !== hyphen)
    return false
  return isTypeUntil(text, typeEnd) && isUuidFrom(text, typeEnd + 2)
}

/** A small letter, then letters, digits and hyphens, a hyphen not last. */
function isTypeUntil(text: string, end: number): boolean {
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at)
    const isLetter = code >= 0x61 && code <= 0x7a
    const isInner = at > 0 && ((code >= 0x30 && code <= 0x39) || (code === hyphen && at < end - 1))
    if (!isLetter && !isInner) return false
  }
  return true
}

function isUuidFrom(text: string, from: number): boolean {
  for (let at = 0; at < uuidLength; at += 1) {
    const isMark = at === 8 || at === 13 || at === 18 || at === 23
    if (isMark ? text.charCodeAt(from + at) !== hyphen : Number.isNaN(hexDigit(text, from + at))) return false
  }
  return true
}

/** @returns NaN where the character is no hexadecimal digit. */
function hexDigit(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const small = code | 0x20
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : Number.NaN
}
