/** How far an element set can be trusted by its age. */
export type Freshness = 'fresh' | 'old' | 'stale' | 'expired'

const OLD_DAYS = 3
const STALE_DAYS = 14
const EXPIRED_DAYS = 30

/**
 * The class of an element set by the days between its epoch and the instant of use, on either side: predictions backwards are no
 * better. From 3 days it is old, from 14 stale (out of automatic judgement), from 30 expired (off the map).
 */
export function freshnessOf(ageDays: number): Freshness {
  const distanceDays = Math.abs(ageDays)
  if (distanceDays < OLD_DAYS) return 'fresh'
  if (distanceDays < STALE_DAYS) return 'old'
  return distanceDays < EXPIRED_DAYS ? 'stale' : 'expired'
}
