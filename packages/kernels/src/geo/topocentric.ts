import { requireVectorPairs } from '../frames/rotation.ts'
import { type GeodeticPosition, geodeticToItrf } from './geodetic.ts'

/** A place on the ground with its local directions in the ITRF. */
export type TopocentricFrame = {
  /** [x, y, z] of the place, ITRF, km. */
  readonly positionItrfKm: Float64Array
  /** Rows east, north, up (the ellipsoid's normal) in ITRF components, row-major 3 × 3. */
  readonly eastNorthUp: Float64Array
}

/** The local frame of a place. At a pole, east is taken along the given longitude plus 90°. Source: Vallado 2013, §3.4.2. */
export function topocentricFrame(place: GeodeticPosition): TopocentricFrame {
  const sinLatitude = Math.sin(place.latitudeRad)
  const cosLatitude = Math.cos(place.latitudeRad)
  const sinLongitude = Math.sin(place.longitudeRad)
  const cosLongitude = Math.cos(place.longitudeRad)
  return {
    positionItrfKm: geodeticToItrf(place),
    // biome-ignore format: one row per direction
    eastNorthUp: Float64Array.of(
      -sinLongitude, cosLongitude, 0,
      -sinLatitude * cosLongitude, -sinLatitude * sinLongitude, cosLatitude,
      cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude,
    ),
  }
}

/**
 * Look angles of a batch of objects from one place: geometric, without refraction, light time or aberration.
 *
 * @param frame - From {@link topocentricFrame}.
 * @param positionsItrfKm - Shape [n, 3], km.
 * @param velocitiesItrfKmPerS - Shape [n, 3], relative to the turning Earth, km/s.
 * @param outLook - Shape [n, 4]: azimuth from north through east in [0, 2π), rad; elevation above the plane normal to the
 *   ellipsoid's normal, rad; range, km; range rate, km/s. Azimuth is 0 straight up; an object at the place itself gives NaN.
 * @throws RangeError where shapes do not agree.
 * Source: Vallado 2013, §4.4, algorithm 27.
 */
export function lookAngles(
  frame: TopocentricFrame,
  positionsItrfKm: Float64Array,
  velocitiesItrfKmPerS: Float64Array,
  outLook: Float64Array,
): void {
  requireVectorPairs(positionsItrfKm, velocitiesItrfKmPerS)
  const count = positionsItrfKm.length / 3
  if (outLook.length !== 4 * count) {
    throw new RangeError(`Look angles of ${count} objects need ${4 * count} places; there are ${outLook.length}`)
  }
  const [siteX, siteY, siteZ] = frame.positionItrfKm
  const [ex, ey, ez, nx, ny, nz, ux, uy, uz] = frame.eastNorthUp
  for (let i = 0; i < count; i++) {
    const x = positionsItrfKm[3 * i] - siteX
    const y = positionsItrfKm[3 * i + 1] - siteY
    const z = positionsItrfKm[3 * i + 2] - siteZ
    const east = ex * x + ey * y + ez * z
    const north = nx * x + ny * y + nz * z
    const up = ux * x + uy * y + uz * z
    const rangeKm = Math.sqrt(x * x + y * y + z * z)
    const azimuthRad = Math.atan2(east, north)
    outLook[4 * i] = azimuthRad < 0 ? azimuthRad + 2 * Math.PI : azimuthRad
    outLook[4 * i + 1] = rangeKm > 0 ? Math.atan2(up, Math.sqrt(east * east + north * north)) : Number.NaN
    outLook[4 * i + 2] = rangeKm
    outLook[4 * i + 3] =
      (x * velocitiesItrfKmPerS[3 * i] + y * velocitiesItrfKmPerS[3 * i + 1] + z * velocitiesItrfKmPerS[3 * i + 2]) /
      rangeKm
  }
}
