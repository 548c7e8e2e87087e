import { RE2JS } from 're2js'
import type { TestText } from './pattern.ts'

/**
 * LIKE: `%` stands for any characters, `_` for one; the whole text has to fit, both in NFC. Its time is at most the product of the
 * two lengths.
 *
 * @param like - The right side of LIKE.
 */
export function createLike(like: string): TestText {
  const wanted = [...like.normalize('NFC')]
  return (text) => fitsLike(wanted, [...text.normalize('NFC')])
}

function fitsLike(wanted: readonly string[], text: readonly string[]): boolean {
  let from = 0
  let at = 0
  // Where the last % stood, and how much of the text it has taken: to be taken more of when the rest does not fit.
  let lastAny = -1
  let taken = 0
  while (at < text.length) {
    if (wanted[from] === '%') {
      lastAny = from++
      taken = at
    } else if (from < wanted.length && (wanted[from] === '_' || wanted[from] === text[at])) {
      from += 1
      at += 1
    } else if (lastAny >= 0) {
      from = lastAny + 1
      at = ++taken
    } else {
      return false
    }
  }
  while (wanted[from] === '%') from += 1
  return from === wanted.length
}

/** What a regular expression asks of texts and of bytes. */
export type Expression = { readonly fits: TestText; readonly fitsBytes: TestText | undefined }

/**
 * The expression is found anywhere in the text, both in NFC. It runs in time linear in the text (RE2), so that no expression can stop
 * the node.
 *
 * @returns Undefined where it is no expression that runs so: look-around and back-references do not, nor what is longer than people
 * write, which takes RE2 the square of its length to read.
 */
export function createExpression(expression: string): Expression | undefined {
  if (expression.length > mostOfExpression) return undefined
  const written = withOpenEnd(expression.normalize('NFC'))
  try {
    const compiled = RE2JS.compile(written)
    const find: TestText = (text) => compiled.matcher(text).find()
    const isOfBytes = [...written].every((letter) => letter.charCodeAt(0) < 256)
    return { fits: (text) => find(text.normalize('NFC')), fitsBytes: isOfBytes ? find : undefined }
  } catch {
    return undefined
  }
}

/** Characters of the longest expression that is asked. */
export const mostOfExpression = 20_000

/** Why a text is no expression that can be asked, for a person: what takes more than linear time by name, or the fault in it. */
export function whyNoExpression(expression: string): string {
  if (expression.length > mostOfExpression) return `a regular expression of more than ${mostOfExpression} characters`
  // What is escaped, or stands in a class, is a character and no construct. A class without an end takes all that is left, so that no
  // text is gone through again for each [ in it.
  const bare = expression.replaceAll(/\\[^1-9k]|\[\^?\]?(?:\\.?|[^\]\\])*\]?/gs, '')
  const slow = slowConstructs.find(([form]) => form.test(bare))
  if (slow !== undefined) return `a regular expression with ${slow[1]}, which does not run in linear time`
  try {
    RE2JS.compile(withOpenEnd(expression.normalize('NFC')))
    return 'a regular expression that cannot be used'
  } catch (error) {
    const fault = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it cannot be read'
    return `no regular expression (RE2): ${fault.slice(0, mostTold)}`
  }
}

/** Characters of a fault that are told: it may end with the expression whole. */
const mostTold = 200

const slowConstructs: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'look-around'],
  [/\\[1-9]|\\k[<{']|\(\?P=/, 'a back-reference'],
  [/\(\?>|[*+?}]\+/, 'an atomic group or a possessive quantifier'],
]

/** What is escaped, a class (one without an end takes all that is left) or a character. */
const pieceOfExpression = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]?|./gs

/**
 * The end of a text is also before a line break that is its last character, as PCRE has it and RE2 has not: for `\Z`, and for a `$`
 * behind which its alternative, its group or the expression ends. Where `$` is the end of every line, nothing is changed.
 */
function withOpenEnd(expression: string): string {
  if (/\(\?[a-zA-Z]*m/.test(expression)) return expression
  const pieces = expression.match(pieceOfExpression) ?? []
  const isEnd = (piece: string, next = ''): boolean => piece === '\\Z' || (piece === '$' && /^[|)]?$/.test(next))
  return pieces.map((piece, index) => (isEnd(piece, pieces[index + 1]) ? '\\n?\\z' : piece)).join('')
}
