/**
 * How far apart two samples lie by the ranks of their values: a standard normal deviate where both are of one distribution, positive
 * where the first has the larger values. Source: Mann and Whitney 1947, with the variance corrected for ties.
 */
export function differenceOf(one: readonly number[], other: readonly number[]): number {
  const [n, m] = [one.length, other.length]
  const values = [...one.map((value) => ({ value, isOne: true })), ...other.map((value) => ({ value, isOne: false }))]
  values.sort((a, b) => a.value - b.value)
  let rankSum = 0
  let ties = 0
  for (let from = 0; from < values.length; ) {
    let to = from
    while (to < values.length && values[to]?.value === values[from]?.value) to += 1
    const tied = values.slice(from, to)
    // Ranks from 1; those that are tied share their mean.
    rankSum += tied.filter(({ isOne }) => isOne).length * ((from + 1 + to) / 2)
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  const all = n + m
  const mean = (n * m) / 2
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)))
  return (rankSum - (n * (n + 1)) / 2 - mean) / Math.sqrt(variance)
}
