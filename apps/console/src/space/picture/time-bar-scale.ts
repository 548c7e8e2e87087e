import { PLAYBACK_REACH_MS } from '../../state/playback.ts'

const MS_PER_DAY = 86_400_000
/** The slider goes in steps of a minute. */
export const SLIDER_STEP_MIN = 1
/** End of the slider on either side, minutes from now. */
export const SLIDER_REACH_MIN: number = PLAYBACK_REACH_MS / 60_000

/** Where an instant lies on the bar: 0 seven days before now, 1 seven days after; held within. */
export function barShare(atMs: number, nowMs: number): number {
  return Math.min(1, Math.max(0, (atMs - nowMs + PLAYBACK_REACH_MS) / (2 * PLAYBACK_REACH_MS)))
}

/** Whether an instant lies on the bar at all. */
export function isOnBar(atMs: number, nowMs: number): boolean {
  return Math.abs(atMs - nowMs) <= PLAYBACK_REACH_MS
}

/** Days that the bar names, and where. */
export function barDays(): readonly { readonly days: number; readonly share: number }[] {
  return Array.from({ length: 15 }, (_, i) => ({ days: i - 7, share: barShare((i - 7) * MS_PER_DAY, 0) }))
}

/** Marks that would lie on one another are drawn as one; the most urgent of them is kept. */
export function thinMarks<Mark extends { readonly atMs: number; readonly rank: number }>(
  marks: readonly Mark[],
  nowMs: number,
  leastShare: number,
): readonly Mark[] {
  const kept: Mark[] = []
  for (const mark of [...marks].sort((one, other) => one.rank - other.rank || one.atMs - other.atMs)) {
    const share = barShare(mark.atMs, nowMs)
    const isFree = kept.every((other) => Math.abs(barShare(other.atMs, nowMs) - share) >= leastShare)
    if (isOnBar(mark.atMs, nowMs) && isFree) kept.push(mark)
  }
  return kept.sort((one, other) => one.atMs - other.atMs)
}
