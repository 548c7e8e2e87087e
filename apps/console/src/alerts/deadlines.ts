import type { Alert } from '../api/models.ts'

const DAY_MS = 86_400_000

/** Something that is due. */
export type Deadline = {
  readonly atMs: number
  /** The alert to act on; absent for the end of the watch. */
  readonly alert: Alert | undefined
}

/**
 * When the present watch ends.
 * @param endsUtc - Times of day, `21:00`.
 * @returns Unix ms; absent where no time is set.
 */
export function nextWatchEndMs(endsUtc: readonly string[], nowMs: number): number | undefined {
  const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  const nextMs = endsUtc.map((end) => {
    const [hours = 0, minutes = 0] = end.split(':').map(Number)
    const todayMs = midnightMs + (hours * 60 + minutes) * 60_000
    return todayMs > nowMs ? todayMs : todayMs + DAY_MS
  })
  return nextMs.length === 0 ? undefined : Math.min(...nextMs)
}

/** What is due, soonest first: times by which alerts need their action, and the end of the watch. */
export function deadlines(alerts: readonly Alert[], endsUtc: readonly string[], nowMs: number): readonly Deadline[] {
  const due = alerts.flatMap((alert) =>
    alert.actByUtc === null || alert.state === 'cleared' ? [] : [{ atMs: Date.parse(alert.actByUtc), alert }],
  )
  const endMs = nextWatchEndMs(endsUtc, nowMs)
  const all: Deadline[] = endMs === undefined ? due : [...due, { atMs: endMs, alert: undefined }]
  return all.sort((a, b) => a.atMs - b.atMs)
}
