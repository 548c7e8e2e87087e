/** A point of a function: where, and its value. */
export type FunctionPoint = { readonly at: number; readonly value: number }

const maximumIterations = 100

/**
 * A root between two points of opposite sign, by false position with halving of the stale end, and bisection where that is slow.
 *
 * @param valueAt - Continuous between the points.
 * @param first - One end of the bracket.
 * @param last - The other end, of opposite sign.
 * @param tolerance - Width of the bracket at which to stop, in units of the argument.
 * @returns The argument of the root, to the tolerance or the resolution of `valueAt`.
 * Source: Dowell & Jarratt 1971, BIT 11, 168 (Illinois).
 */
export function bracketedRoot(
  valueAt: (at: number) => number,
  first: FunctionPoint,
  last: FunctionPoint,
  tolerance: number,
): number {
  let stale = first
  let fresh = last
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    if (fresh.value === 0 || Math.abs(fresh.at - stale.at) <= tolerance) return fresh.at
    const bisects = iteration % 4 === 3
    const at = bisects ? (stale.at + fresh.at) / 2 : falsePosition(stale, fresh)
    const value = valueAt(at)
    const converged = Math.abs(at - fresh.at) <= tolerance / 8
    if (value * fresh.value < 0) stale = fresh
    else if (!bisects) stale = { at: stale.at, value: stale.value / 2 }
    fresh = { at, value }
    if (converged && !bisects) return at
  }
  return fresh.at
}

function falsePosition(a: FunctionPoint, b: FunctionPoint): number {
  return b.at - (b.value * (b.at - a.at)) / (b.value - a.value)
}
