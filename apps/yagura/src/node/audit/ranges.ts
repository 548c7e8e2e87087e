/** Whole numbers from the first to the last. */
export type Range = readonly [first: number, last: number]

/** Ranges with one more number: in order, none touching another. */
export function withNumber(ranges: readonly Range[], number: number): readonly Range[] {
  const last = ranges.at(-1)
  // Numbers mostly come in their order.
  if (last !== undefined && number === last[1] + 1) return [...ranges.slice(0, -1), [last[0], number]]
  if (holds(ranges, number)) return ranges
  const before = ranges.filter(([, end]) => end < number - 1)
  const after = ranges.filter(([first]) => first > number + 1)
  const touching = ranges.slice(before.length, ranges.length - after.length)
  const first = Math.min(number, ...touching.map(([begin]) => begin))
  const end = Math.max(number, ...touching.map(([, one]) => one))
  return [...before, [first, end], ...after]
}

/** Whether a number is in one of the ranges. */
export function holds(ranges: readonly Range[], number: number): boolean {
  return ranges.some(([first, last]) => first <= number && number <= last)
}

/** Ranges as a sentence names them: `0–255, 300`. @param most - Ranges that are named; what is behind them is `…`. */
export function rangesText(ranges: readonly Range[], most: number): string {
  const named = ranges.slice(0, most).map(([first, last]) => (first === last ? String(first) : `${first}–${last}`))
  return ranges.length > most ? `${named.join(', ')}, …` : named.join(', ')
}
