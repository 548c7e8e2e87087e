import { meanObliquity1980Rad } from '../frames/nutation-1980.ts'
import { j2000ToModRotation } from '../frames/precession-1976.ts'
import { rotateVectors, transposeRotation } from '../frames/rotation.ts'
import { centuriesSinceJ2000, type SplitJulianDate } from '../time/split-julian-date.ts'

const degreeRad = Math.PI / 180
/** Source: IAU 2012 Resolution B2. */
const astronomicalUnitKm = 149_597_870.7

/**
 * Geocentric position of the Sun's centre: geometric, without light time or aberration (20.5″ together).
 *
 * @param tt - Terrestrial Time.
 * @returns [x, y, z] in EME2000 (23 mas from the GCRF, far below the accuracy), km.
 * Accuracy: direction 0.009°, distance 0.01 %, from 1950 to 2055; planetary perturbations are left out.
 * Source: Meeus 1998, Astronomical Algorithms, 2nd ed., ch. 25 (mean equinox of date), then IAU 1976 precession to J2000.
 */
export function sunPositionEme2000Km(tt: SplitJulianDate): Float64Array {
  const t = centuriesSinceJ2000(tt)
  const meanLongitudeDeg = 280.46646 + (36_000.76983 + 0.0003032 * t) * t
  const anomalyRad = (357.52911 + (35_999.05029 - 0.0001537 * t) * t) * degreeRad
  const centreDeg =
    (1.914602 - (0.004817 + 0.000014 * t) * t) * Math.sin(anomalyRad) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomalyRad) +
    0.000289 * Math.sin(3 * anomalyRad)
  const eccentricity = 0.016708634 - (0.000042037 + 0.0000001267 * t) * t
  const longitudeRad = (meanLongitudeDeg + centreDeg) * degreeRad
  const distanceKm =
    (astronomicalUnitKm * 1.000001018 * (1 - eccentricity * eccentricity)) /
    (1 + eccentricity * Math.cos(anomalyRad + centreDeg * degreeRad))
  const obliquityRad = meanObliquity1980Rad(t)
  const position = Float64Array.of(
    distanceKm * Math.cos(longitudeRad),
    distanceKm * Math.sin(longitudeRad) * Math.cos(obliquityRad),
    distanceKm * Math.sin(longitudeRad) * Math.sin(obliquityRad),
  )
  rotateVectors(transposeRotation(j2000ToModRotation(t)), position, position)
  return position
}
