/** Alerts raised of late, and whether they are too many for a person. */
export type Flood = {
  /** Unix times, ms, of the alerts raised within the last ten minutes, oldest first. */
  readonly raisedMs: readonly number[]
  /** Since when there is a flood; undefined where there is none. */
  readonly beganMs: number | undefined
  /** How many were raised in the present or the last flood. */
  readonly alerts: number
}

/** No flood and nothing raised. */
export const calm: Flood = { raisedMs: [], beganMs: undefined, alerts: 0 }

/** The span in which alerts are counted, ms. */
export const FLOOD_SPAN_MS = 600_000
const mostBeforeFlood = 10
const fewestInFlood = 5

/**
 * A flood begins with more than 10 alerts in 10 minutes and ends when fewer than 5 came in the last 10.
 * Source: console specification §3 (the beginning); EEMUA 191 practice, as quoted by ISA-18.2 (the end).
 *
 * @param raisedMs - Unix times, ms, of the alerts raised since the last step, oldest first.
 */
export function stepFlood(flood: Flood, raisedMs: readonly number[], nowMs: number): Flood {
  const recentMs = [...flood.raisedMs, ...raisedMs].filter((atMs) => nowMs - atMs < FLOOD_SPAN_MS)
  if (flood.beganMs === undefined) {
    const floods = recentMs.length > mostBeforeFlood
    return { raisedMs: recentMs, beganMs: floods ? nowMs : undefined, alerts: floods ? recentMs.length : flood.alerts }
  }
  const lasts = recentMs.length >= fewestInFlood
  return { raisedMs: recentMs, beganMs: lasts ? flood.beganMs : undefined, alerts: flood.alerts + raisedMs.length }
}
