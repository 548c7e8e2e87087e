import type { PatternFault } from './pattern.ts'
import { placeIn, type Token } from './tokens.ts'

/** Ends the reading of a pattern; never leaves `readPattern`. */
export class SyntaxFault extends Error {
  readonly fault: PatternFault

  constructor(fault: PatternFault) {
    super(fault.reason)
    this.fault = fault
  }
}

/** Goes through the words of a pattern. What expects something throws `SyntaxFault` where something else stands. */
export type Reader = {
  /** Of STIX, whose words the pattern may use. */
  readonly version: '2.0' | '2.1'
  readonly peek: () => Token | undefined
  readonly takeWord: (word: string) => boolean
  readonly takeSign: (...signs: readonly string[]) => string | undefined
  readonly expect: (kind: Token['kind'], what: string) => Token
  readonly expectWord: (word: string) => void
  readonly expectSign: (sign: string) => void
  readonly expectNumber: () => number
  /** A number that is written as a whole one: 5, not 5.0. */
  readonly expectInteger: () => number
  /** Of the word that was taken last. */
  readonly demand: (isSo: boolean, code: string, reason: string) => void
  readonly fault: (code: string, reason: string) => SyntaxFault
  readonly end: () => void
  /** Keeps in mind that nothing can fit the word that was taken last. */
  readonly noteUnfit: (reason: string) => void
  /** The first of what was noted so, with its place. */
  readonly unfit: () => string | undefined
}

/** @param text - The pattern, for places in it. */
export function createReader(text: string, tokens: readonly Token[], version: '2.0' | '2.1'): Reader {
  let next = 0
  let unfit: string | undefined
  const peek = (): Token | undefined => tokens[next]
  const fault = (code: string, reason: string, token: Token | undefined = tokens[next - 1]): SyntaxFault =>
    new SyntaxFault({ code, reason: `${placeIn(text, token?.at ?? text.length)}: ${reason}` })
  const take = (isWanted: (token: Token) => boolean): Token | undefined => {
    const token = peek()
    if (token === undefined || !isWanted(token)) return undefined
    next += 1
    return token
  }
  const demandNext = (token: Token | undefined, what: string): Token => {
    if (token !== undefined) return token
    throw fault('pattern/syntax', `${what} is expected${peek() === undefined ? ', and the pattern ends' : ''}`, peek())
  }
  const expect: Reader['expect'] = (kind, what) =>
    demandNext(
      take((token) => token.kind === kind),
      what,
    )
  const expectNumber = (what = 'a number'): number => {
    const { text: written } = expect('number', what)
    if (/^[+-]?0\d+$/.test(written)) throw fault('pattern/syntax', 'a number does not begin with 0')
    return Number(written)
  }
  return {
    version,
    peek,
    takeWord: (word) => take(({ kind, text: written }) => kind === 'word' && written === word) !== undefined,
    takeSign: (...signs) => take(({ kind, text: written }) => kind === 'sign' && signs.includes(written))?.text,
    expect,
    expectWord: (word) => {
      demandNext(
        take(({ kind, text: written }) => kind === 'word' && written === word),
        word,
      )
    },
    expectSign: (sign) => {
      demandNext(
        take(({ kind, text: written }) => kind === 'sign' && written === sign),
        sign,
      )
    },
    expectNumber,
    expectInteger: () => {
      const next = peek()
      const isWhole = next?.kind !== 'number' || /^[+-]?\d+$/.test(next.text)
      const value = expectNumber('a whole number')
      if (!isWhole) throw fault('pattern/syntax', 'a whole number is expected')
      return value
    },
    demand: (isSo, code, reason) => {
      if (!isSo) throw fault(code, reason)
    },
    fault,
    noteUnfit: (reason) => {
      unfit ??= fault('pattern/value', reason).fault.reason
    },
    unfit: () => unfit,
    end: () => {
      if (peek() !== undefined) throw fault('pattern/syntax', 'the pattern should end here', peek())
    },
  }
}
