import { type CameraPlace, cameraPosition, EARTH_RADIUS_KM, FIELD_OF_VIEW_RAD } from './orbit-camera.ts'

/** Size of the canvas, CSS pixels. */
export type CanvasSize = {
  readonly widthPx: number
  readonly heightPx: number
  /** How far the Earth's centre stands left of the middle, as something covers the right. */
  readonly shiftPx?: number
}

/** A point as the canvas shows it. */
export type ScreenPoint = {
  xPx: number
  yPx: number
  /** Along the line of sight, Earth radii; not above 0 behind the camera. */
  depth: number
  isBehindEarth: boolean
}

/** Turns ITRF positions into points of the canvas, without allocating. */
export type Projector = (positionItrfKm: Float64Array, out: ScreenPoint) => void

/** The projector of a camera: the same as the shaders use, in numbers. */
export function createProjector(camera: CameraPlace, { widthPx, heightPx, shiftPx = 0 }: CanvasSize): Projector {
  const [ex = 0, ey = 0, ez = 0] = cameraPosition(camera)
  const sinLongitude = Math.sin(camera.longitudeRad)
  const cosLongitude = Math.cos(camera.longitudeRad)
  const sinLatitude = Math.sin(camera.latitudeRad)
  const cosLatitude = Math.cos(camera.latitudeRad)
  const focalPx = heightPx / 2 / Math.tan(FIELD_OF_VIEW_RAD / 2)
  return (position, out) => {
    const x = (position[0] ?? 0) / EARTH_RADIUS_KM
    const y = (position[1] ?? 0) / EARTH_RADIUS_KM
    const z = (position[2] ?? 0) / EARTH_RADIUS_KM
    const right = -sinLongitude * x + cosLongitude * y
    const up = -sinLatitude * (cosLongitude * x + sinLongitude * y) + cosLatitude * z
    const towards = cosLatitude * (cosLongitude * x + sinLongitude * y) + sinLatitude * z
    const depth = camera.distanceEarthRadii - towards
    out.depth = depth
    out.xPx = widthPx / 2 - shiftPx + (focalPx * right) / depth
    out.yPx = heightPx / 2 - (focalPx * up) / depth
    out.isBehindEarth = isHidden(ex, ey, ez, x, y, z)
  }
}

/** Whether the unit sphere lies between an eye and a point. */
function isHidden(ex: number, ey: number, ez: number, x: number, y: number, z: number): boolean {
  const dx = x - ex
  const dy = y - ey
  const dz = z - ez
  const length2 = dx * dx + dy * dy + dz * dz
  const share = -(ex * dx + ey * dy + ez * dz) / length2
  if (share <= 0 || share >= 1) return false
  const cx = ex + share * dx
  const cy = ey + share * dy
  const cz = ez + share * dz
  return cx * cx + cy * cy + cz * cz < 1
}
