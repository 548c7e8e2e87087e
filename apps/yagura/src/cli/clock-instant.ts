import type { UtcInstant } from '@yagura/formats'

const dayMs = 86_400_000
/** 1970-01-01. */
const unixEpochMjd = 40_587

/**
 * The time now by the machine's clock.
 *
 * @param clockMs - Milliseconds since 1970-01-01 UTC, as `Date.now()` gives.
 */
export function clockInstant(clockMs: number): UtcInstant {
  const days = Math.floor(clockMs / dayMs)
  return { mjd: unixEpochMjd + days, secondOfDay: (clockMs - days * dayMs) / 1000 }
}
