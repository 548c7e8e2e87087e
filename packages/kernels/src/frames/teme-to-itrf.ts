import { utcToUt1 } from '../time/time-scales.ts'
import type { UtcInstant } from '../time/utc-instant.ts'
import { type EarthOrientation, unobservedEarthOrientation } from './earth-orientation.ts'
import { rotationAboutX, rotationAboutY, rotationAboutZ } from './elementary-rotations.ts'
import { multiplyRotations, type RotationMatrix, requireVectorPairs } from './rotation.ts'
import { gmst1982Rad } from './sidereal-time.ts'

/** Angular velocity of the Earth at a length of day of 86,400 s, rad/s. Source: Vallado 2013, eq. 3-40. */
export const earthRotationRadPerS = 7.292115146706979e-5

/** A rotation that turns with time: the matrix and its derivative. */
export type TurningRotation = {
  /** Row-major 3 × 3. */
  readonly matrix: RotationMatrix
  /** Derivative of `matrix`, row-major 3 × 3, 1/s. */
  readonly ratePerS: Float64Array
}

/**
 * Rotation from TEME of date to the ITRF, to be computed once per instant and applied to a batch with {@link temeToItrf}.
 * TEME → PEF by GMST82 of UT1, PEF → ITRF by polar motion.
 *
 * @param utc - Instant of the state.
 * @param orientation - UT1 − UTC, polar motion and length of day; by default none (see `unobservedEarthOrientation`).
 * Source: Vallado, Crawford, Hujsak & Kelso 2006, AIAA 2006-6753, App. C.
 */
export function temeToItrfRotation(
  utc: UtcInstant,
  orientation: EarthOrientation = unobservedEarthOrientation,
): TurningRotation {
  const angleRad = gmst1982Rad(utcToUt1(utc, orientation.dut1S))
  const rateRadPerS = earthRotationRadPerS * (1 - orientation.lengthOfDayExcessS / 86_400)
  const c = Math.cos(angleRad)
  const s = Math.sin(angleRad)
  const pefToItrf = multiplyRotations(rotationAboutY(-orientation.xPolarRad), rotationAboutX(-orientation.yPolarRad))
  const temeToPefRatePerS = Float64Array.of(-s, c, 0, -c, -s, 0, 0, 0, 0).map((element) => element * rateRadPerS)
  return {
    matrix: multiplyRotations(pefToItrf, rotationAboutZ(angleRad)),
    ratePerS: multiplyRotations(pefToItrf, temeToPefRatePerS),
  }
}

/**
 * Turns a batch of TEME states into the ITRF, velocities relative to the turning Earth (ω × r taken off).
 *
 * @param rotation - From {@link temeToItrfRotation} for the batch's instant.
 * @param positionsTemeKm - Shape [n, 3], km.
 * @param velocitiesTemeKmPerS - Shape [n, 3], km/s.
 * @param outPositionsItrfKm - Shape [n, 3], km; may be the input.
 * @param outVelocitiesItrfKmPerS - Shape [n, 3], km/s; may be the input.
 * @throws RangeError where shapes do not agree.
 */
export function temeToItrf(
  rotation: TurningRotation,
  positionsTemeKm: Float64Array,
  velocitiesTemeKmPerS: Float64Array,
  outPositionsItrfKm: Float64Array,
  outVelocitiesItrfKmPerS: Float64Array,
): void {
  requireVectorPairs(positionsTemeKm, velocitiesTemeKmPerS)
  requireVectorPairs(positionsTemeKm, outPositionsItrfKm)
  requireVectorPairs(velocitiesTemeKmPerS, outVelocitiesItrfKmPerS)
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation.matrix
  const [rxx, rxy, rxz, ryx, ryy, ryz, rzx, rzy, rzz] = rotation.ratePerS
  for (let i = 0; i < positionsTemeKm.length; i += 3) {
    const x = positionsTemeKm[i]
    const y = positionsTemeKm[i + 1]
    const z = positionsTemeKm[i + 2]
    const vx = velocitiesTemeKmPerS[i]
    const vy = velocitiesTemeKmPerS[i + 1]
    const vz = velocitiesTemeKmPerS[i + 2]
    outPositionsItrfKm[i] = xx * x + xy * y + xz * z
    outPositionsItrfKm[i + 1] = yx * x + yy * y + yz * z
    outPositionsItrfKm[i + 2] = zx * x + zy * y + zz * z
    outVelocitiesItrfKmPerS[i] = xx * vx + xy * vy + xz * vz + rxx * x + rxy * y + rxz * z
    outVelocitiesItrfKmPerS[i + 1] = yx * vx + yy * vy + yz * vz + ryx * x + ryy * y + ryz * z
    outVelocitiesItrfKmPerS[i + 2] = zx * vx + zy * vy + zz * vz + rzx * x + rzy * y + rzz * z
  }
}
