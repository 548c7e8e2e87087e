const blank = 32
const plus = 43
const minus = 45
const point = 46

/** Powers of ten that a double holds exactly: one division by them is correctly rounded. */
const tenTo = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/** A numeric field of an element line: its OMM keyword and its bytes `[from, to)`, counted from 0. */
export type Column = { readonly field: string; readonly from: number; readonly to: number }

/**
 * The decimal in `bytes[start, end)`: blanks, an optional sign, digits with at most one point, blanks. The double nearest to
 * what is written (an integer divided by a power of ten); NaN where there is no number.
 */
export function decimalAt(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === blank) start += 1
  while (end > start && bytes[end - 1] === blank) end -= 1
  const sign = bytes[start]
  if (sign !== plus && sign !== minus) return unsignedDecimalAt(bytes, start, end)
  const value = unsignedDecimalAt(bytes, start + 1, end)
  return sign === minus && value !== 0 ? -value : value
}

function unsignedDecimalAt(bytes: Uint8Array, start: number, end: number): number {
  let mantissa = 0
  let pointAt = end
  for (let at = start; at < end; at += 1) {
    const code = bytes[at] ?? 0
    if (code >= 48 && code <= 57) mantissa = mantissa * 10 + code - 48
    else if (code === point && pointAt === end) pointAt = at
    else return Number.NaN
  }
  const decimals = pointAt === end ? 0 : end - pointAt - 1
  const digits = end - start - (pointAt === end ? 0 : 1)
  return digits > 0 ? mantissa / (tenTo[decimals] ?? 1) : Number.NaN
}

/**
 * The value of an eight-byte field with an assumed decimal point, ` 28098-4` = 0.28098e-4; a blank exponent sign counts as +, a
 * field of blanks as 0. NaN where the field holds anything else.
 */
export function assumedDecimalAt(bytes: Uint8Array, start: number): number {
  const sign = bytes[start] ?? 0
  const exponentSign = bytes[start + 6] ?? 0
  const exponent = (bytes[start + 7] ?? 0) - 48
  if (isBlank(bytes, start, start + 8)) return 0
  const mantissa = plainDigitsAt(bytes, start + 1, start + 6)
  if (!(isSignOrBlank(sign) && isSignOrBlank(exponentSign) && exponent >= 0 && exponent <= 9)) return Number.NaN
  if (mantissa === 0) return 0
  const scale = exponentSign === minus ? 5 + exponent : 5 - exponent
  const value = scale >= 0 ? mantissa / (tenTo[scale] ?? 1) : mantissa * (tenTo[-scale] ?? 1)
  return sign === minus ? -value : value
}

/** The integer that the digits of `bytes[start, end)` state; NaN where one of them is not a digit. */
export function plainDigitsAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Whether `bytes[start, end)` holds nothing but blanks. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (bytes[i] !== blank) return false
  return true
}

function isSignOrBlank(code: number): boolean {
  return code === blank || code === plus || code === minus
}
