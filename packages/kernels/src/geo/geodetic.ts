/** A place by WGS 84 ellipsoidal coordinates. */
export type GeodeticPosition = {
  /** North positive, [−π/2, π/2], rad. */
  readonly latitudeRad: number
  /** East positive, rad. */
  readonly longitudeRad: number
  /** Above the ellipsoid, km. */
  readonly altitudeKm: number
}

/** WGS 84 semi-major axis, km. Source: NGA.STND.0036 1.0.0, Table 3.1. */
const semiMajorAxisKm = 6378.137
const flattening = 1 / 298.257223563
const eccentricity2 = flattening * (2 - flattening)
const axisRatio2 = 1 - eccentricity2
const eccentricity4 = eccentricity2 * eccentricity2
/** A point nearer to the equator's plane counts as in it. */
const planeKm = 1e-12

/**
 * ITRF position of a place on or above WGS 84.
 *
 * @returns [x, y, z], km. Source: Vallado 2013, eq. 3-14; WGS 84 and ITRF agree to a few centimetres.
 */
export function geodeticToItrf({ latitudeRad, longitudeRad, altitudeKm }: GeodeticPosition): Float64Array {
  const sinLatitude = Math.sin(latitudeRad)
  const cosLatitude = Math.cos(latitudeRad)
  const normalKm = semiMajorAxisKm / Math.sqrt(1 - eccentricity2 * sinLatitude * sinLatitude)
  const equatorialKm = (normalKm + altitudeKm) * cosLatitude
  return Float64Array.of(
    equatorialKm * Math.cos(longitudeRad),
    equatorialKm * Math.sin(longitudeRad),
    (normalKm * axisRatio2 + altitudeKm) * sinLatitude,
  )
}

/**
 * WGS 84 latitude, longitude and altitude of an ITRF position, in closed form: no iteration, no failure at the poles, on
 * the equator or at the centre of the Earth (where the nearest point of the ellipsoid is taken, the northern one of two).
 *
 * @returns Longitude in (−π, π], 0 on the polar axis. Accuracy 1e-8 km from the centre to 1e6 km.
 * Source: Vermeille 2011, J. Geodesy 85, 105.
 */
export function itrfToGeodetic(xKm: number, yKm: number, zKm: number): GeodeticPosition {
  const equatorialKm = Math.hypot(xKm, yKm)
  const longitudeRad = Math.atan2(yKm, xKm)
  const p = (equatorialKm / semiMajorAxisKm) ** 2
  // Squares of less would underflow; the latitude below still takes z itself.
  const q = Math.abs(zKm) < planeKm ? 0 : axisRatio2 * (zKm / semiMajorAxisKm) ** 2
  const u = vermeilleU(p, q)
  if (u === 0 && q === 0) return { longitudeRad, ...onSingularDisc(p) }
  const v = Math.sqrt(u * u + eccentricity4 * q)
  const w = (eccentricity2 * (u + v - q)) / (2 * v)
  const k = (u + v) / (Math.sqrt(w * w + u + v) + w)
  const dKm = (k * equatorialKm) / (k + eccentricity2)
  const normalLengthKm = Math.hypot(dKm, zKm)
  return {
    latitudeRad: 2 * Math.atan2(zKm, normalLengthKm + dKm),
    longitudeRad,
    altitudeKm: ((k + eccentricity2 - 1) / k) * normalLengthKm,
  }
}

/** The root u of Vermeille's resolvent; 0 exactly on the disc inside the evolute where the general formula is 0/0. */
function vermeilleU(p: number, q: number): number {
  const r = (p + q - eccentricity4) / 6
  const product = eccentricity4 * p * q
  const evolute = 8 * r * r * r + product
  if (evolute > 0) {
    const root = Math.cbrt((Math.sqrt(evolute) + Math.sqrt(product)) ** 2)
    return r + root / 2 + (2 * r * r) / root
  }
  if (q === 0) return 0
  const minusEightR3 = -8 * r * r * r
  const angleRad = (2 / 3) * Math.atan2(Math.sqrt(product), Math.sqrt(-evolute) + Math.sqrt(minusEightR3))
  return -4 * r * Math.sin(angleRad) * Math.cos(Math.PI / 6 + angleRad)
}

/** Equatorial plane inside the evolute's cusp circle, p ≤ e⁴: two nearest points, of which the northern is given. */
function onSingularDisc(p: number): { readonly latitudeRad: number; readonly altitudeKm: number } {
  const depth = Math.sqrt(eccentricity2 - p)
  return {
    latitudeRad:
      2 *
      Math.atan2(Math.sqrt(eccentricity4 - p), Math.sqrt(eccentricity2) * depth + Math.sqrt(axisRatio2) * Math.sqrt(p)),
    altitudeKm: (-semiMajorAxisKm * Math.sqrt(axisRatio2) * depth) / Math.sqrt(eccentricity2),
  }
}
