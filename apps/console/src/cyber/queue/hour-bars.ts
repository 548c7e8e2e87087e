const HOUR_MS = 3_600_000
/** Bars that are drawn at most: of a longer time several hours are one bar. */
const MOST_BARS = 168

/** Hits of one hour. @see Operations.readDetection */
export type HourCount = { readonly fromUtc: string; readonly count: number }

/** A bar of a chart of hits. */
export type HitBar = { readonly fromMs: number; readonly untilMs: number; readonly count: number }

/**
 * Bars for hits by hour. Of many hours several are one bar whose height is the most of them, so that no hour looks lower than it was.
 *
 * @param hours - Oldest first, without those that have none; at least one.
 */
export function barsOf(hours: readonly HourCount[]): {
  readonly bars: readonly HitBar[]
  readonly fromMs: number
  readonly toMs: number
  readonly most: number
} {
  const starts = hours.map(({ fromUtc }) => Date.parse(fromUtc))
  const fromMs = Math.min(...starts)
  const toMs = Math.max(...starts) + HOUR_MS
  const stepMs = Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS / MOST_BARS)) * HOUR_MS
  const counts = new Map<number, number>()
  for (const { fromUtc, count } of hours) {
    const step = Math.floor((Date.parse(fromUtc) - fromMs) / stepMs)
    counts.set(step, Math.max(counts.get(step) ?? 0, count))
  }
  const bars = [...counts].map(([step, count]) => ({
    fromMs: fromMs + step * stepMs,
    untilMs: Math.min(toMs, fromMs + (step + 1) * stepMs),
    count,
  }))
  return { bars, fromMs, toMs, most: Math.max(...hours.map(({ count }) => count)) }
}

/** Whole numbers from 0 for an axis of counts; the last is not below the most. */
export function countTicks(most: number): readonly number[] {
  const rough = Math.max(1, most / 2)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power)
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step)
}
