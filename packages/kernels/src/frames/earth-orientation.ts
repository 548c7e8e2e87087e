import type { CelestialPoleOffset } from './celestial-pole-offset.ts'

/** What observation adds to the models of the Earth's rotation at one instant. */
export type EarthOrientation = {
  /** UT1 − UTC, s. */
  readonly dut1S: number
  /** Position of the Celestial Ephemeris Pole in the ITRF: x towards longitude 0, rad. */
  readonly xPolarRad: number
  /** y towards longitude 90° W, rad. */
  readonly yPolarRad: number
  /** Excess of the length of day over 86,400 s of SI, s. */
  readonly lengthOfDayExcessS: number
  /** Observed correction to the IAU 1976/1980 pole; where absent, the predicted one is used (see `predictedPoleOffset`). */
  readonly poleOffset?: CelestialPoleOffset
}

/**
 * The Earth without observations: UT1 = UTC, no polar motion.
 *
 * Earth-fixed positions are then turned by the Earth's rotation in UT1 − UTC: at the surface 465 m per second of it, at
 * geostationary distance 3.1 km per second. That is at most 420 m and 2.8 km, in 2024 28 m and 190 m. Polar motion adds up
 * to 20 m and 120 m. The GCRF does not depend on either.
 */
export const unobservedEarthOrientation: EarthOrientation = {
  dut1S: 0,
  xPolarRad: 0,
  yPolarRad: 0,
  lengthOfDayExcessS: 0,
}
