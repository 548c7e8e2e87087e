import { centuriesSinceJ2000 } from '../time/split-julian-date.ts'
import { utcToTt } from '../time/time-scales.ts'
import type { UtcInstant } from '../time/utc-instant.ts'
import { type CelestialPoleOffset, predictedPoleOffset } from './celestial-pole-offset.ts'
import { delaunayArguments } from './delaunay-arguments.ts'
import { rotationAboutX, rotationAboutZ } from './elementary-rotations.ts'
import { equinoxNodeTermsRad, meanObliquity1980Rad, nutation1980 } from './nutation-1980.ts'
import { j2000ToModRotation } from './precession-1976.ts'
import { multiplyRotations, type RotationMatrix, rotateVectors, transposeRotation } from './rotation.ts'

/** 1997-02-27, from which sidereal time holds the terms of the Moon's node. */
const nodeTermsFromMjd = 50_506

/**
 * Rotation from TEME of date to the GCRF, to be computed once per instant and applied to a batch with {@link temeToGcrf}.
 *
 * TEME → true of date by the equation of the equinoxes (Δψ cos ε̄ with the node terms from 1997-02-27, so that the chain
 * agrees with TEME → ITRF by GMST82), → mean of date by IAU 1980 nutation, → J2000 by IAU 1976 precession. The pole
 * offset carries the result to the GCRF, frame bias included.
 *
 * @param utc - Instant of the state; TT is derived from it, UT1 is not needed.
 * @param poleOffset - Observed δΔψ, δΔε; by default the predicted one. With zeros the result is the FK5 "J2000" frame of
 *   Vallado (EME2000 as realised by IAU 1976/1980), which is 0.05″ from the GCRF in 2024, 10 m at geostationary distance.
 * Accuracy with the predicted offset: 0.2 m at geostationary distance from 1997 to 2055, 0.6 m before (against IAU
 * 2006/2000A). EME2000 proper differs from the GCRF by a constant bias of 23 mas, under 5 m there.
 * Source: Vallado, Crawford, Hujsak & Kelso 2006, AIAA 2006-6753, App. C; Vallado 2013, ch. 3.7.
 */
export function temeToGcrfRotation(utc: UtcInstant, poleOffset?: CelestialPoleOffset): RotationMatrix {
  const t = centuriesSinceJ2000(utcToTt(utc))
  const offset = poleOffset ?? predictedPoleOffset(t)
  const nutation = nutation1980(t)
  const longitudeRad = nutation.longitudeRad + offset.longitudeRad
  const obliquityRad = nutation.obliquityRad + offset.obliquityRad
  const meanObliquityRad = meanObliquity1980Rad(t)
  const nodeTermsRad = utc.mjd >= nodeTermsFromMjd ? equinoxNodeTermsRad(delaunayArguments(t)) : 0
  const equinoxesRad = longitudeRad * Math.cos(meanObliquityRad) + nodeTermsRad
  const todToMod = multiplyRotations(
    rotationAboutX(-meanObliquityRad),
    multiplyRotations(rotationAboutZ(longitudeRad), rotationAboutX(meanObliquityRad + obliquityRad)),
  )
  const temeToMod = multiplyRotations(todToMod, rotationAboutZ(-equinoxesRad))
  return multiplyRotations(transposeRotation(j2000ToModRotation(t)), temeToMod)
}

/**
 * Turns a batch of TEME states into the GCRF. Both are taken as inertial: the turning of TEME with precession,
 * 0.3 mm/s at geostationary distance, is left out of velocities, as is usual.
 *
 * @param rotation - From {@link temeToGcrfRotation} for the batch's instant.
 * @param positionsTemeKm - Shape [n, 3], km.
 * @param velocitiesTemeKmPerS - Shape [n, 3], km/s.
 * @param outPositionsGcrfKm - Shape [n, 3], km; may be the input.
 * @param outVelocitiesGcrfKmPerS - Shape [n, 3], km/s; may be the input.
 * @throws RangeError where shapes do not agree.
 */
export function temeToGcrf(
  rotation: RotationMatrix,
  positionsTemeKm: Float64Array,
  velocitiesTemeKmPerS: Float64Array,
  outPositionsGcrfKm: Float64Array,
  outVelocitiesGcrfKmPerS: Float64Array,
): void {
  rotateVectors(rotation, positionsTemeKm, outPositionsGcrfKm)
  rotateVectors(rotation, velocitiesTemeKmPerS, outVelocitiesGcrfKmPerS)
}
