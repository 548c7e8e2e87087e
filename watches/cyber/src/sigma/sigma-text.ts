import type { TextPart } from './sigma-rule.ts'

const any: TextPart = { kind: 'any' }
const one: TextPart = { kind: 'one' }

/** Any number of any characters. */
export const anyPart: TextPart = any

/**
 * Reads a value of a rule: `*` and `?` are wildcards; a backslash takes the special meaning of a wildcard or a backslash after it, and
 * is itself before anything else.
 *
 * Source: Sigma rules specification 2.1.0, Escaping.
 */
export function readSigmaText(written: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let literal = ''
  const endLiteral = (): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal })
    literal = ''
  }
  for (let at = 0; at < written.length; at++) {
    const letter = written.charAt(at)
    const next = written.charAt(at + 1)
    if (letter === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next
      at += 1
    } else if (letter === '*' || letter === '?') {
      endLiteral()
      parts.push(letter === '*' ? any : one)
    } else {
      literal += letter
    }
  }
  endLiteral()
  return parts
}

/** The same with neighbouring runs of characters made one. */
export function joinLiterals(parts: readonly TextPart[]): readonly TextPart[] {
  const joined: TextPart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind === 'literal' && last?.kind === 'literal') {
      joined[joined.length - 1] = { kind: 'literal', text: last.text + part.text }
    } else {
      joined.push(part)
    }
  }
  return joined
}

/** @returns The characters where there is no wildcard in it, else undefined. */
export function plainText(parts: readonly TextPart[]): string | undefined {
  if (parts.length === 0) return ''
  const [first] = parts
  return parts.length === 1 && first?.kind === 'literal' ? first.text : undefined
}

/** The longest run of characters without a wildcard; empty where there is none. */
export function longestLiteral(parts: readonly TextPart[]): string {
  let longest = ''
  for (const part of parts) if (part.kind === 'literal' && part.text.length > longest.length) longest = part.text
  return longest
}

/** How a text is told to fit. */
export type TestText = (text: string) => boolean

/**
 * A test for whole texts; upper and lower case are told apart, so that both sides have to be folded where they are not to be.
 * Its time is at most the product of the two lengths.
 */
export function createTextTest(parts: readonly TextPart[]): TestText {
  const plain = plainText(parts)
  if (plain !== undefined) return (text) => text === plain
  const [first, second, third] = parts
  if (parts.length === 1 && first?.kind === 'any') return () => true
  if (parts.length === 2 && first?.kind === 'any' && second?.kind === 'literal') {
    const end = second.text
    return (text) => text.endsWith(end)
  }
  if (parts.length === 2 && first?.kind === 'literal' && second?.kind === 'any') {
    const start = first.text
    return (text) => text.startsWith(start)
  }
  if (parts.length === 3 && first?.kind === 'any' && second?.kind === 'literal' && third?.kind === 'any') {
    const inner = second.text
    return (text) => text.includes(inner)
  }
  return (text) => fits(parts, text)
}

function fits(parts: readonly TextPart[], text: string): boolean {
  let part = 0
  let at = 0
  // Where the last * stood, and how much of the text it has taken: to be taken more of when the rest does not fit.
  let lastAny = -1
  let taken = 0
  while (true) {
    const wanted = parts[part]
    const step = wanted === undefined ? 0 : lengthOfFit(wanted, text, at)
    if (wanted === undefined && at === text.length) return true
    if (wanted?.kind === 'any') {
      lastAny = part++
      taken = at
    } else if (wanted !== undefined && step > 0) {
      part += 1
      at += step
    } else if (lastAny >= 0 && taken < text.length) {
      part = lastAny + 1
      at = ++taken
    } else {
      return false
    }
  }
}

/** Code units that the part takes at a place; 0 where it does not fit. One character is a code point. */
function lengthOfFit(part: TextPart, text: string, at: number): number {
  if (part.kind === 'any' || at >= text.length) return 0
  if (part.kind === 'literal') return text.startsWith(part.text, at) ? part.text.length : 0
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
