/** Radius of the photosphere, km. Source: IAU 2015 Resolution B3. */
const sunRadiusKm = 695_700
/** The shadow is that of a sphere of the Earth's equatorial radius without an atmosphere, km. */
const earthRadiusKm = 6378.137

/**
 * The fraction of the Sun's disc that an object sees past the Earth: 1 in full sunlight, 0 in the umbra, between in the
 * penumbra (and in the annular cone beyond the umbra's tip, 1.4 million km away). Limb darkening, flattening (up to
 * 21 km of the shadow's edge) and refraction are left out.
 *
 * @param positionKm - [x, y, z] of the object from the Earth's centre, km; 0 where it is inside the Earth.
 * @param sunPositionKm - [x, y, z] of the Sun from the Earth's centre, same frame, km.
 * Source: Montenbruck & Gill 2000, §3.4.2, eq. 3.85–3.94.
 */
export function visibleSunFraction(positionKm: Float64Array, sunPositionKm: Float64Array): number {
  const [x, y, z] = positionKm
  const [sunX, sunY, sunZ] = sunPositionKm
  const toSunX = sunX - x
  const toSunY = sunY - y
  const toSunZ = sunZ - z
  const distanceKm = Math.sqrt(x * x + y * y + z * z)
  const sunDistanceKm = Math.sqrt(toSunX * toSunX + toSunY * toSunY + toSunZ * toSunZ)
  if (distanceKm <= earthRadiusKm) return 0
  const sunDiscRad = Math.asin(sunRadiusKm / sunDistanceKm)
  const earthDiscRad = Math.asin(earthRadiusKm / distanceKm)
  const cosSeparation = -(x * toSunX + y * toSunY + z * toSunZ) / (distanceKm * sunDistanceKm)
  const separationRad = Math.acos(Math.max(-1, Math.min(1, cosSeparation)))
  return 1 - coveredFraction(sunDiscRad, earthDiscRad, separationRad)
}

/** Part of a disc of radius a that a disc of radius b covers, their centres c apart; all rad, taken as plane. */
function coveredFraction(a: number, b: number, c: number): number {
  if (c >= a + b) return 0
  if (c <= b - a) return 1
  if (c <= a - b) return (b * b) / (a * a)
  const x = (c * c + a * a - b * b) / (2 * c)
  const y = Math.sqrt(Math.max(0, a * a - x * x))
  const overlap =
    a * a * Math.acos(Math.max(-1, Math.min(1, x / a))) +
    b * b * Math.acos(Math.max(-1, Math.min(1, (c - x) / b))) -
    c * y
  return overlap / (Math.PI * a * a)
}
