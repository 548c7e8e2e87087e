import type { UtcInstant } from '@yagura/formats'

/** One local minimum of the range between two objects. */
export type CloseApproach = {
  /** The smaller of the two catalogue numbers. */
  readonly id1: number
  /** The larger of the two catalogue numbers. */
  readonly id2: number
  /** Time of closest approach. */
  readonly tcaUtc: UtcInstant
  /** Range at that time, km. */
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
  /** Largest probability of collision that any covariance of the assumed shape can give, 0 to 1: a bound, not a probability. */
  readonly maxPc: number
  /** Standard deviation along the shorter axis at which that bound is reached, km. */
  readonly dilutionKm: number
}
