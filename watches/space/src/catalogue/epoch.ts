import type { UtcInstant } from '@yagura/formats'
import { elapsedS } from '@yagura/kernels'

const SECONDS_PER_DAY = 86_400
const MICROSECONDS_PER_SECOND = 1e6

/**
 * Order of two instants, to the microsecond that element sets are published with.
 * @returns Negative where the first is earlier, 0 where both are the same microsecond, positive where it is later.
 */
export function compareUtc(first: UtcInstant, second: UtcInstant): number {
  if (first.mjd !== second.mjd) return first.mjd - second.mjd
  return wholeMicroseconds(first) - wholeMicroseconds(second)
}

/** Microseconds since 00:00 UTC of the instant's day, rounded. */
export function wholeMicroseconds(utc: UtcInstant): number {
  return Math.round(utc.secondOfDay * MICROSECONDS_PER_SECOND)
}

/** Days of 86,400 SI seconds from one instant to another, positive where the second is later. */
export function daysBetween(fromUtc: UtcInstant, toUtc: UtcInstant): number {
  return elapsedS(fromUtc, toUtc) / SECONDS_PER_DAY
}
