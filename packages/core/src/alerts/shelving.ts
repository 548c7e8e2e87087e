import type { Priority } from '../assess/detection.ts'

const longestSeriousMs = 30 * 60_000
const longestAdvisoryMs = 24 * 3_600_000

/** A watch whose end nobody has stated is taken to end this long from now, ms. */
const unstatedWatchMs = 8 * 3_600_000
const dayMs = 86_400_000
const minuteMs = 60_000

/**
 * Until when an alert may be put aside at most: Critical never, Serious 30 minutes, Caution to the end of the watch,
 * Advisory 24 hours. Source: the console's specification §3, after ISA-18.2 practice.
 *
 * @param watchEndMs - Unix time, ms, at which the present watch ends.
 * @returns Unix time, ms; undefined where it may not be shelved at all.
 */
export function latestShelfEndMs(priority: Priority, nowMs: number, watchEndMs: number): number | undefined {
  switch (priority) {
    case 'critical':
      return undefined
    case 'serious':
      return nowMs + longestSeriousMs
    case 'caution':
      return watchEndMs
    case 'advisory':
      return nowMs + longestAdvisoryMs
  }
}

/**
 * When the present watch ends.
 *
 * @param endsOfWatchUtc - Times of day, `hh:mm`; where there is none, 8 hours from now are taken.
 * @returns Unix time, ms, after `nowMs`.
 */
export function watchEndMs(endsOfWatchUtc: readonly string[], nowMs: number): number {
  const midnightMs = Math.floor(nowMs / dayMs) * dayMs
  const ends = endsOfWatchUtc.map((time) => {
    const endMs = midnightMs + Number(time.slice(0, 2)) * 60 * minuteMs + Number(time.slice(3, 5)) * minuteMs
    return endMs > nowMs ? endMs : endMs + dayMs
  })
  return ends.length === 0 ? nowMs + unstatedWatchMs : Math.min(...ends)
}
