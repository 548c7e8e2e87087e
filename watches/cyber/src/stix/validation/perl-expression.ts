import { RE2JS } from 're2js'
import { mostOfExpression } from '../../patterns/text-tests.ts'

/** What a piece of an expression is: what stands for it in one that RE2 reads. Undefined leaves it as it is. */
type StandIn = (piece: string) => string | undefined

/** Matches nothing and may be repeated: for what looks around, refers back or calls itself. */
const nothing = () => '(?:)'
const opening = () => '(?:'
/** Without an end it stays, and is a fault: it has taken all that is left, so that nothing is gone through again. */
const leftOut = (piece: string) => (piece.endsWith(')') ? '' : undefined)
const character = () => 'x'
const unchanged = () => undefined

/** Most repetitions that PCRE counts. */
const mostRepeats = 65_535

/** A count that RE2 reads whatever its size; no possessive mark. */
function quantifier(piece: string): string | undefined {
  const lazy = piece.length > 1 && /[+?]$/.test(piece) ? piece.slice(-1).replace('+', '') : ''
  const [, least = '', most = least] = /^\{(\d+)(?:,(\d*))?\}/.exec(piece) ?? []
  if (least === '') return `${piece[0]}${lazy}`
  const isCount =
    Number(least) <= mostRepeats && (most === '' || (Number(least) <= Number(most) && Number(most) <= mostRepeats))
  return isCount ? `{1}${lazy}` : undefined
}

/** In a class, escapes that RE2 does not know; those that PCRE does not know stay. */
function characterClass(piece: string): string {
  return piece.replaceAll(/\\(?:c.|o\{[0-7]+\}|[0-7]{1,3}|[89ehHNRVX]|[^A-Za-z0-9])/gs, (escaped) =>
    /^\\[!-/:-@[-`{-~]/.test(escaped) ? escaped : '\\x01',
  )
}

/** Pieces of an expression of PCRE, the first form that fits; each is found in time linear in its length. Source: pcre2pattern(3). */
const forms: readonly (readonly [RegExp, StandIn])[] = [
  [/[^\\[(){*+?]+/y, unchanged],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?/y, quantifier],
  [/\\Q.*?(?:\\E|$)/sy, character],
  // A class without an end takes all that is left, so that nothing is gone through again for each [ in it.
  [/\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]?/sy, characterClass],
  [/\(\?#[^)]*\)?/y, leftOut],
  [/\(\?(?:[=!>|*]|<[=!*])/y, opening],
  [/\(\?(?:P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*')/y, () => '('],
  [/\(\?(?:R|[+-]?\d+|&\w+|P[>=]\w+)\)/y, nothing],
  [/\(\?\((?:[+-]?\d+|<\w+>|'\w+'|R&\w+|VERSION>?=[\d.]+|\w+)\)/y, opening],
  [/\(\?(?=\(\?(?:[=!]|<[=!]))/y, opening],
  [/\(\?\^?[imsxnJUXar]*(?:-[imsxnJUXar]*)?:/y, opening],
  [/\(\?(?:\^?[imsxnJUXar]*(?:-[imsxnJUXar]*)?|C\d*)\)/y, leftOut],
  [/\(\*[A-Z][A-Z0-9_]*(?:[:=][^)]*)?\)?/y, leftOut],
  [/\(\*[a-z_]+:/y, opening],
  [/\\(?:[1-9]\d*|k(?:<\w+>|'\w+'|\{\w+\})|g(?:<[+-]?\w+>|'[+-]?\w+'|\{[+-]?\w+\}|[+-]?\d+))/y, nothing],
  [/\\[KGZ]/y, nothing],
  [/\\E/y, () => ''],
  [/\\[pP]\{\^?(?:L&|X[a-z]{2}|Any)\}/y, character],
  [/\\(?:c[ -~]|o\{[0-7]+\}|0[0-7]{0,2}|N\{U\+[\dA-Fa-f]+\}|[eNhHRVXC]|[^A-Za-z0-9])/y, character],
  [/\\?./sy, unchanged],
]

/**
 * Whether a text that RE2 does not read is an expression of PCRE all the same: one that looks around, refers back or counts further. It is
 * one where RE2 reads it with something harmless in place of what PCRE alone has. In doubt it is none: escapes that PCRE2 refuses, a
 * reference to a group that is not there, a look behind without a longest length. What is longer than people write is taken to be one: to
 * find out would take too long.
 */
export function isPerlExpression(expression: string): boolean {
  if (expression.length > mostOfExpression) return true
  const standIns: string[] = []
  const references: string[] = []
  const names = new Set<string>()
  const behind = createBehind()
  for (let at = 0; at < expression.length; ) {
    const [piece, standIn] = pieceAt(expression, at)
    // RE2JS seeks the end of [: anew each time: a class without an end is not handed to it.
    if (!behind.take(piece, standIn) || /^\[(?:\^?\]?$|.*[^\]]$)/s.test(piece)) return false
    const [, name] = /^\(\?P?[<'](\w+)[>']$/.exec(piece) ?? []
    if (name !== undefined) names.add(name)
    references.push(...referencesIn(piece))
    standIns.push(standIn)
    at += piece.length
  }
  try {
    const groups = RE2JS.compile(standIns.join('')).groupCount()
    return references.every((reference) => names.has(reference) || Number(reference) <= groups)
  } catch {
    return false
  }
}

/** The group that a piece refers to, by number or name. */
function referencesIn(piece: string): readonly string[] {
  const [, ...found] =
    /^(?:\\([1-9])|\\[gk][<'{]?(\w+)[>'}]?|\(\?\(?([1-9]\d*)\)|\(\?(?:&|P[>=]|\([<'])([A-Za-z_]\w*)['>]?\))$/.exec(
      piece,
    ) ?? []
  return found.filter((one) => one !== undefined)
}

function pieceAt(expression: string, at: number): readonly [string, string] {
  for (const [form, standIn] of forms) {
    form.lastIndex = at
    const piece = form.exec(expression)?.[0]
    if (piece !== undefined) return [piece, standIn(piece) ?? piece]
  }
  return [expression.slice(at), expression.slice(at)]
}

/** Tells of each piece in turn whether it may stand where it does: nothing is repeated without end in what looks behind. */
function createBehind() {
  const groups: boolean[] = []
  return {
    take: (piece: string, standIn: string): boolean => {
      if (piece === ')') groups.pop()
      else if (standIn === '(' || standIn === '(?:') {
        const isAhead = piece === '(?=' || piece === '(?!'
        groups.push(/^\(\?<[=!]/.test(piece) || (!isAhead && groups.at(-1) === true))
      }
      return groups.at(-1) !== true || !/^(?:[*+]|\{\d+,\})/.test(piece)
    },
  }
}
