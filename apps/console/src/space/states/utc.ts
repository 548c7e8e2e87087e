import type { UtcInstant } from '@yagura/kernels'

const MS_PER_DAY = 86_400_000
/** 1970-01-01. */
const UNIX_EPOCH_MJD = 40_587

/** Unix milliseconds as the kernels' instant of UTC; leap seconds are not told apart, as Unix time cannot. */
export function utcInstant(utcMs: number): UtcInstant {
  const days = Math.floor(utcMs / MS_PER_DAY)
  return { mjd: UNIX_EPOCH_MJD + days, secondOfDay: (utcMs - days * MS_PER_DAY) / 1000 }
}
