const MS_PER_DAY = 86_400_000
/** How far the bar reaches on either side of its anchor, ms. */
const REACH_MS = 7 * MS_PER_DAY
/** The slider goes in steps of a minute. */
export const SLIDER_STEP_MIN = 1
/** End of the slider on either side, minutes from the anchor. */
export const SLIDER_REACH_MIN: number = REACH_MS / 60_000

/**
 * The middle of the bar where it is another time than now: the day that is shown, kept while the shown instant is on the bar.
 * @param before - What this function gave before.
 * @returns UTC midnight, Unix ms; absent where now is in the middle.
 */
export function barAnchorMs(
  before: number | undefined,
  shownMs: number | undefined,
  nowMs: number,
): number | undefined {
  if (shownMs === undefined) return undefined
  if (before !== undefined && isOnBar(shownMs, before)) return before
  return isOnBar(shownMs, nowMs) ? undefined : Math.floor(shownMs / MS_PER_DAY) * MS_PER_DAY
}

/** Where an instant lies on the bar: 0 seven days before its anchor, 1 seven days after; held within. */
export function barShare(atMs: number, anchorMs: number): number {
  return Math.min(1, Math.max(0, (atMs - anchorMs + REACH_MS) / (2 * REACH_MS)))
}

/** Whether an instant lies on the bar at all. */
function isOnBar(atMs: number, anchorMs: number): boolean {
  return Math.abs(atMs - anchorMs) <= REACH_MS
}

/** Days that the bar names, and where. @param everyDays - Dates need more room than counts of days. */
export function barDays(everyDays: number): readonly { readonly days: number; readonly share: number }[] {
  const each = Math.floor(7 / everyDays)
  return Array.from({ length: 2 * each + 1 }, (_, i) => {
    const days = (i - each) * everyDays
    return { days, share: barShare(days * MS_PER_DAY, 0) }
  })
}

/** Marks that would lie on one another are drawn as one; the most urgent of them is kept. */
export function thinMarks<Mark extends { readonly atMs: number; readonly rank: number }>(
  marks: readonly Mark[],
  anchorMs: number,
  leastShare: number,
): readonly Mark[] {
  const kept: Mark[] = []
  for (const mark of [...marks].sort((one, other) => one.rank - other.rank || one.atMs - other.atMs)) {
    const share = barShare(mark.atMs, anchorMs)
    const isFree = kept.every((other) => Math.abs(barShare(other.atMs, anchorMs) - share) >= leastShare)
    if (isOnBar(mark.atMs, anchorMs) && isFree) kept.push(mark)
  }
  return kept.sort((one, other) => one.atMs - other.atMs)
}
