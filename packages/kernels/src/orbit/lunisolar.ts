import * as C from './record.ts'
import { cos, sin } from './trigonometry.ts'

/*
 * The periodic pull of one third body. `first` is C.SUN or C.MOON; f2, f3 and sinF are the body's `harmonicTwo`,
 * `harmonicThree` and sine of true longitude. Source: AIAA 2006-6753, `dpper`. Compiled to WebAssembly SIMD as well.
 */

/** Mean motion of the Sun, rad/min. */
export const SUN_RATE = 1.19459e-5
/** Twice the eccentricity of the Sun's orbit. */
export const SUN_TWICE_ECCENTRICITY = 0.0335
/** Mean motion of the Moon, rad/min. */
export const MOON_RATE = 1.5835218e-4
/** Twice the eccentricity of the Moon's orbit. */
export const MOON_TWICE_ECCENTRICITY = 0.1098

/** The body's true longitude to first order, rad, from its mean longitude, rad. */
export function trueLongitude(mean: number, twiceEccentricity: number): number {
  return mean + twiceEccentricity * sin(mean)
}

/** Second harmonic ½ sin² F - ¼. */
export function harmonicTwo(sinF: number): number {
  return 0.5 * sinF * sinF - 0.25
}

/** Third harmonic -½ sin F cos F, from the longitude F, rad, and its sine. */
export function harmonicThree(longitude: number, sinF: number): number {
  return -0.5 * sinF * cos(longitude)
}

/** Periodic change of the eccentricity. */
export function eccentricityPull(c: Float64Array, first: number, f2: number, f3: number): number {
  return c[first + C.E2] * f2 + c[first + C.E3] * f3
}

/** Periodic change of the inclination, rad. */
export function inclinationPull(c: Float64Array, first: number, f2: number, f3: number): number {
  return c[first + C.I2] * f2 + c[first + C.I3] * f3
}

/** Periodic change of the mean anomaly, rad. */
export function anomalyPull(c: Float64Array, first: number, f2: number, f3: number, sinF: number): number {
  return c[first + C.L2] * f2 + c[first + C.L3] * f3 + c[first + C.L4] * sinF
}

/** Periodic change of argument of perigee plus cos(i) times node, rad. */
export function perigeePull(c: Float64Array, first: number, f2: number, f3: number, sinF: number): number {
  return c[first + C.GH2] * f2 + c[first + C.GH3] * f3 + c[first + C.GH4] * sinF
}

/** Periodic change of sin(i) times node, rad. */
export function nodePull(c: Float64Array, first: number, f2: number, f3: number): number {
  return c[first + C.H2] * f2 + c[first + C.H3] * f3
}
