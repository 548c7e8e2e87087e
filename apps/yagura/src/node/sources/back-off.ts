import { createHash } from 'node:crypto'

const firstDelayMs = 60_000
const minuteMs = 60_000
const halfHourMs = 30 * minuteMs

/**
 * How long to wait after failures in a row: a minute, doubled each time, at most the source's own interval or an hour if
 * that is longer; then up to a quarter more, so that many nodes do not come back at once.
 * @param fraction - In [0, 1).
 */
export function backOffMs(failures: number, intervalMs: number, fraction: number): number {
  const longestMs = Math.max(intervalMs, 60 * minuteMs)
  const delayMs = Math.min(firstDelayMs * 2 ** Math.min(failures - 1, 20), longestMs)
  return delayMs * (1 + fraction / 4)
}

/** A number in [0, 1) that looks random and follows from an identity. */
export function fractionOf(identity: string): number {
  return createHash('sha256').update(identity).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * The instant itself, or a later one that is 5 to 25 minutes after a full or half hour, when everybody else asks.
 * Source: Space-Track API use guidelines.
 * @param fraction - In [0, 1).
 */
export function awayFromFullHour(atMs: number, fraction: number): number {
  const intoMs = atMs % halfHourMs
  if (intoMs >= 5 * minuteMs && intoMs <= 25 * minuteMs) return atMs
  const startMs = intoMs < 5 * minuteMs ? atMs - intoMs : atMs - intoMs + halfHourMs
  return startMs + (5 + 20 * fraction) * minuteMs
}
