import type { PatternFault } from './pattern.ts'

/** A word of a pattern with the place of its first character. */
export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'timestamp' | 'hex' | 'binary' | 'sign'
  /** Of a string the characters that it stands for; else as written. */
  readonly text: string
  readonly at: number
}

const forms: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  // The spaces of the grammar: with next line, without the mark of byte order.
  [
    'space',
    /(?:[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)+/y,
  ],
  ['timestamp', /t'[^'\\]*'/y],
  ['hex', /h'[^'\\]*'/y],
  ['binary', /b'[^'\\]+'/y],
  ['string', /'(?:[^'\\]|\\['\\])*'/y],
  ['number', /[+-]?(?:\d*\.\d+|\d+)(?![\d.])/y],
  ['word', /[A-Za-z_][A-Za-z0-9_-]*/y],
  ['sign', /==|!=|<>|<=|>=|[=<>[\]().,:*]/y],
]

/**
 * The words of a pattern. Source: STIX 2.1 §9.2, and its grammar.
 *
 * @returns A fault with code `pattern/syntax` at the first character that begins none.
 */
export function readTokens(
  text: string,
): { readonly ok: true; readonly tokens: readonly Token[] } | { readonly ok: false; readonly fault: PatternFault } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = firstForm(text, at)
    if (found === undefined) {
      return { ok: false, fault: { code: 'pattern/syntax', reason: `${placeIn(text, at)}: no word of a pattern` } }
    }
    const [kind, written] = found
    if (kind !== 'space') tokens.push({ kind, text: textOf(kind, written), at })
    at += written.length
  }
  return { ok: true, tokens }
}

function firstForm(text: string, at: number): readonly [Token['kind'] | 'space', string] | undefined {
  for (const [kind, form] of forms) {
    form.lastIndex = at
    const written = form.exec(text)?.[0]
    if (written !== undefined) return [kind, written]
  }
  return undefined
}

function textOf(kind: Token['kind'], written: string): string {
  if (kind === 'string') return written.slice(1, -1).replaceAll(/\\(['\\])/g, '$1')
  return kind === 'timestamp' || kind === 'hex' || kind === 'binary' ? written.slice(2, -1) : written
}

/** @returns `line:column` of a character, both from 1, for a person to find it. */
export function placeIn(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n')
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}
