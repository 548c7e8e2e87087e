import { foldAscii } from './canonical-value.ts'

/** What a byte of a log is to the scan for values; what words are made of comes first. */
export const byteClasses = { letter: 1, digit: 2, dot: 4, at: 5, gap: 8, colon: 9, newline: 10, quote: 11 } as const

/** Shorter parts are not looked up. */
export const leastTokenLength = 4
/** A part of digits alone is looked up only from this length on, the shortest of a file's hash. */
export const leastDigitsLength = 32

/**
 * Of each byte its class in the upper and its lower case in the lower eight bits. Letters are all that words are made of, bytes of other
 * alphabets among them.
 */
export function createByteTable(): Uint16Array {
  const classes = new Uint8Array(256).fill(byteClasses.gap)
  for (let byte = 0; byte < 256; byte += 1) {
    const letter = String.fromCharCode(byte)
    if (byte >= 128 || /[a-z_-]/i.test(letter)) classes[byte] = byteClasses.letter
    else if (/[0-9]/.test(letter)) classes[byte] = byteClasses.digit
  }
  classes['.'.charCodeAt(0)] = byteClasses.dot
  classes['@'.charCodeAt(0)] = byteClasses.at
  classes[':'.charCodeAt(0)] = byteClasses.colon
  classes['\n'.charCodeAt(0)] = byteClasses.newline
  classes['"'.charCodeAt(0)] = byteClasses.quote
  return Uint16Array.from(classes, (kind, byte) => (kind << 8) | (byte >= 65 && byte <= 90 ? byte + 32 : byte))
}

const partOfText = /[a-z0-9_.@\u0080-\u{10ffff}-]+/giu
const hasLetter = /[^0-9.@]/

/**
 * The longest part of a text that the scan of bytes looks up: whoever looks for the text looks at those lines alone that hold it.
 *
 * @param except - Parts that are none, folded.
 * @returns Folded; undefined where the text has no such part, so that every line has to be looked at.
 */
export function triggerToken(text: string, except?: ReadonlySet<string>): string | undefined {
  let longest: string | undefined
  for (const token of tokensOf(text)) {
    if (isLookedUp(token) && token.length > (longest?.length ?? 0) && !except?.has(token)) longest = token
  }
  return longest
}

/** Parts of a text between gaps, folded, without dots at their ends, as the scan of bytes sees them. */
function tokensOf(text: string): readonly string[] {
  return (text.match(partOfText) ?? []).map((part) => foldAscii(part.replace(/\.+$/, '')))
}

/** All that the scan of bytes would look up in a text: its parts, and what follows a dot or an @ in one that has letters. */
export function lookedUpIn(text: string): readonly string[] {
  const found: string[] = []
  for (const token of tokensOf(text)) {
    if (isLookedUp(token)) found.push(token)
    if (!hasLetter.test(token)) continue
    for (let at = token.length - 1; at >= 0; at -= 1) {
      if (token[at] !== '.' && token[at] !== '@') continue
      const tail = token.slice(at + 1)
      if (tail.length >= leastTokenLength && hasLetter.test(tail)) found.push(tail)
    }
  }
  return found
}

function isLookedUp(token: string): boolean {
  if (token.length < leastTokenLength || token.includes('\ufffd')) return false
  return hasLetter.test(token) || token.includes('.') || token.length >= leastDigitsLength
}
