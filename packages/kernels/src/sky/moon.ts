import { centuriesSinceJ2000, type SplitJulianDate } from '../time/split-julian-date.ts'

const degreeRad = Math.PI / 180
const arcsecondRad = Math.PI / 648_000
const j2000ObliquityRad = 23.43929111 * degreeRad
const { sin, cos } = Math

/**
 * Geocentric position of the Moon's centre: geometric, without light time.
 *
 * @param tt - Terrestrial Time.
 * @returns [x, y, z] in EME2000 (23 mas from the GCRF, far below the accuracy), km.
 * Accuracy: direction 0.07°, distance 500 km, from 1950 to 2055.
 * Source: Montenbruck & Gill 2000, §3.3.2, eq. 3.47–3.51.
 */
export function moonPositionEme2000Km(tt: SplitJulianDate): Float64Array {
  const t = centuriesSinceJ2000(tt)
  // The rate is that of date less general precession, so that longitudes count from the equinox of J2000.
  const meanLongitudeRad = (218.31617 + (481_267.88088 - 1.3972) * t) * degreeRad
  const l = (134.96292 + 477_198.86753 * t) * degreeRad
  const lSun = (357.52543 + 35_999.04944 * t) * degreeRad
  const f = (93.27283 + 483_202.01873 * t) * degreeRad
  const d = (297.85027 + 445_267.11135 * t) * degreeRad
  const longitudeExcessRad = longitudeExcessArcseconds(l, lSun, f, d) * arcsecondRad
  const latitudeRad = latitudeArcseconds(l, lSun, f, d, longitudeExcessRad) * arcsecondRad
  const longitudeRad = meanLongitudeRad + longitudeExcessRad
  const rangeKm = distanceKm(l, lSun, d)
  const x = cos(longitudeRad) * cos(latitudeRad)
  const y = sin(longitudeRad) * cos(latitudeRad)
  const z = sin(latitudeRad)
  return Float64Array.of(
    rangeKm * x,
    rangeKm * (y * cos(j2000ObliquityRad) - z * sin(j2000ObliquityRad)),
    rangeKm * (y * sin(j2000ObliquityRad) + z * cos(j2000ObliquityRad)),
  )
}

/** Eq. 3.48. */
function longitudeExcessArcseconds(l: number, lSun: number, f: number, d: number): number {
  return (
    22_640 * sin(l) +
    769 * sin(2 * l) -
    4586 * sin(l - 2 * d) +
    2370 * sin(2 * d) -
    668 * sin(lSun) -
    412 * sin(2 * f) -
    212 * sin(2 * l - 2 * d) -
    206 * sin(l + lSun - 2 * d) +
    192 * sin(l + 2 * d) -
    165 * sin(lSun - 2 * d) +
    148 * sin(l - lSun) -
    125 * sin(d) -
    110 * sin(l + lSun) -
    55 * sin(2 * f - 2 * d)
  )
}

/** Eq. 3.49. */
function latitudeArcseconds(l: number, lSun: number, f: number, d: number, longitudeExcessRad: number): number {
  const argumentRad = f + longitudeExcessRad + (412 * sin(2 * f) + 541 * sin(lSun)) * arcsecondRad
  return (
    18_520 * sin(argumentRad) -
    526 * sin(f - 2 * d) +
    44 * sin(l + f - 2 * d) -
    31 * sin(-l + f - 2 * d) -
    25 * sin(-2 * l + f) -
    23 * sin(lSun + f - 2 * d) +
    21 * sin(-l + f) +
    11 * sin(-lSun + f - 2 * d)
  )
}

/** Eq. 3.50. */
function distanceKm(l: number, lSun: number, d: number): number {
  return (
    385_000 -
    20_905 * cos(l) -
    3699 * cos(2 * d - l) -
    2956 * cos(2 * d) -
    570 * cos(2 * l) +
    246 * cos(2 * l - 2 * d) -
    205 * cos(lSun - 2 * d) -
    171 * cos(l + 2 * d) -
    152 * cos(l + lSun - 2 * d)
  )
}
