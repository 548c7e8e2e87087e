const zero = 48
const nine = 57
const lowerE = 101

/**
 * The number that a decimal text states: optional sign, digits with at most one point, optional exponent (`.1845686`, `-.22483E-4`).
 * NaN for anything else, so that `0x10`, `Infinity`, a blank or a unit never pass as a number.
 */
export function parseDecimal(text: string): number {
  let at = isSign(text.charCodeAt(0)) ? 1 : 0
  const integerEnd = skipDigits(text, at)
  let count = integerEnd - at
  at = integerEnd
  if (text[at] === '.') {
    const fractionEnd = skipDigits(text, at + 1)
    count += fractionEnd - at - 1
    at = fractionEnd
  }
  if (count === 0) return Number.NaN
  if (at < text.length) {
    if ((text.charCodeAt(at) | 32) !== lowerE) return Number.NaN
    const exponentAt = isSign(text.charCodeAt(at + 1)) ? at + 2 : at + 1
    const exponentEnd = skipDigits(text, exponentAt)
    if (exponentEnd === exponentAt || exponentEnd !== text.length) return Number.NaN
  }
  // + 0 turns the negative zero of "-0.0" into zero, so that equal values are identical.
  return Number(text) + 0
}

function skipDigits(text: string, at: number): number {
  let code = text.charCodeAt(at)
  while (code >= zero && code <= nine) {
    at += 1
    code = text.charCodeAt(at)
  }
  return at
}

function isSign(code: number): boolean {
  return code === 43 || code === 45
}
