/** `improved` is the theory as AIAA 2006-6753 mends it, `afspc` the one operated by the US Air Force Space Command. */
export type Sgp4Mode = 'improved' | 'afspc'

/** Mean elements of the SGP4 theory: TEME, WGS72. */
export type Sgp4Elements = {
  /** Days since 1949-12-31T00:00 UTC (JD 2433281.5), whole part. */
  readonly epochDays1950: number
  /** The epoch's fraction of a day, in [0, 1). */
  readonly epochDayFraction: number
  /** Mean motion in Kozai's sense as published, rad/min. */
  readonly meanMotionRadPerMin: number
  readonly eccentricity: number
  readonly inclinationRad: number
  readonly rightAscensionRad: number
  readonly argumentOfPerigeeRad: number
  readonly meanAnomalyRad: number
  /** Drag term, 1/Earth radii. */
  readonly bstar: number
}

/** What both branches derive from the elements; lengths in Earth radii, rates per minute. Names of AIAA 2006-6753. */
export type EpochOrbit = {
  readonly no: number
  readonly ao: number
  readonly cosio: number
  readonly sinio: number
  readonly eccsq: number
  readonly omeosq: number
  readonly con41: number
}
