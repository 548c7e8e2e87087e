/**
 * An instant of UTC that keeps microseconds over centuries: the day and the time within it are kept apart.
 * Within a day that ends in a leap second, `secondOfDay` runs to just under 86,401.
 */
export type UtcInstant = {
  /** Modified Julian Day, an integer (MJD 0 = 1858-11-17T00:00 UTC). */
  readonly mjd: number
  /** Seconds since that day's 00:00 UTC, in [0, 86401). */
  readonly secondOfDay: number
}

/** The numbering authority that an id belongs to: ids of different catalogues are never the same object. */
export type CatalogueAuthority = 'NORAD' | 'JSC'

/** Where a record was read: what a message about it must name. */
export type RecordOrigin = {
  readonly file: string
  /** One-based line on which the record starts. */
  readonly line: number
}

/**
 * One set of mean orbital elements as published (TLE or OMM): the values a record states, in the units it states them in.
 * Mean elements of the SGP4 theory in the TEME frame; they are not osculating and must not be used as such.
 * Source: CCSDS 502.0-B-3 §4 (OMM); Hoots & Roehrich 1980 (TLE).
 */
export type ElementSet = {
  /** Catalogue number, a positive integer of up to nine digits. */
  readonly id: number
  readonly authority: CatalogueAuthority
  /** Common name; absent where the record carries none. */
  readonly name: string | undefined
  /** International designator in the long form, `1998-067A`; absent where the record carries none. */
  readonly internationalDesignator: string | undefined
  readonly epochUtc: UtcInstant
  readonly meanMotionRevPerDay: number
  readonly eccentricity: number
  readonly inclinationDeg: number
  readonly rightAscensionDeg: number
  readonly argumentOfPerigeeDeg: number
  readonly meanAnomalyDeg: number
  /** SGP4 drag term, 1/Earth radii. */
  readonly bstarPerEarthRadius: number
  /** First derivative of mean motion as printed in a TLE: half the derivative, rev/day². */
  readonly meanMotionDotRevPerDay2: number
  /** Second derivative of mean motion as printed in a TLE: a sixth of the derivative, rev/day³. */
  readonly meanMotionDdotRevPerDay3: number
  /** 0 = SGP4; 4 = SGP4-XP, which SGP4 must not propagate. */
  readonly ephemerisType: number
  readonly classification: string
  readonly elementSetNumber: number
  readonly revolutionAtEpoch: number
  readonly origin: RecordOrigin
}

/** A record, or a part of one, that could not be read: what, where and why. */
export type RecordProblem = {
  readonly file: string
  /** One-based line. */
  readonly line: number
  /** The field at fault, by its standard name (`MEAN_MOTION`), or `record`. */
  readonly field: string
  /** What was found and what was expected, for a person. */
  readonly reason: string
}
