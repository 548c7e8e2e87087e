/** Where the camera stands: over a place of the Earth-fixed frame, looking at the centre. */
export type CameraPlace = {
  readonly longitudeRad: number
  readonly latitudeRad: number
  /** From the centre of the Earth, Earth radii. */
  readonly distanceEarthRadii: number
}

/** Equatorial radius that lengths of the scene count in, km. */
export const EARTH_RADIUS_KM = 6378.137
/** Vertical field of view. */
export const FIELD_OF_VIEW_RAD: number = Math.PI / 6
const STEEPEST_RAD = 1.52
const NEAREST = 1.25
const FARTHEST = 40

/** A camera place held within what can be looked at. */
export function heldCamera({ longitudeRad, latitudeRad, distanceEarthRadii }: CameraPlace): CameraPlace {
  const turns = Math.round(longitudeRad / (2 * Math.PI))
  return {
    longitudeRad: longitudeRad - turns * 2 * Math.PI,
    latitudeRad: Math.min(STEEPEST_RAD, Math.max(-STEEPEST_RAD, latitudeRad)),
    distanceEarthRadii: Math.min(FARTHEST, Math.max(NEAREST, distanceEarthRadii)),
  }
}

/** The camera turned by a drag of so many pixels, as if the Earth's surface were held under the pointer. */
export function draggedCamera(camera: CameraPlace, dxPx: number, dyPx: number, heightPx: number): CameraPlace {
  const surface = Math.max(0.15, camera.distanceEarthRadii - 1)
  const radPerPx = Math.min(0.01, (2 * Math.tan(FIELD_OF_VIEW_RAD / 2) * surface) / Math.max(1, heightPx))
  return heldCamera({
    ...camera,
    longitudeRad: camera.longitudeRad - dxPx * radPerPx,
    latitudeRad: camera.latitudeRad + dyPx * radPerPx,
  })
}

/** The camera nearer (below 1) or farther (above 1); the height over the surface is what is scaled. */
export function zoomedCamera(camera: CameraPlace, factor: number): CameraPlace {
  return heldCamera({ ...camera, distanceEarthRadii: 1 + (camera.distanceEarthRadii - 1) * factor })
}

const KEY_TURN_RAD = 0.08
const KEY_ZOOM = 1.2

/** The camera after a key of the globe; undefined where the key is not one. */
export function cameraAfterKey(camera: CameraPlace, key: string): CameraPlace | undefined {
  const turn = (longitudeRad: number, latitudeRad: number) =>
    heldCamera({
      ...camera,
      longitudeRad: camera.longitudeRad + longitudeRad,
      latitudeRad: camera.latitudeRad + latitudeRad,
    })
  switch (key) {
    case 'ArrowLeft':
      return turn(-KEY_TURN_RAD, 0)
    case 'ArrowRight':
      return turn(KEY_TURN_RAD, 0)
    case 'ArrowUp':
      return turn(0, KEY_TURN_RAD)
    case 'ArrowDown':
      return turn(0, -KEY_TURN_RAD)
    case '+':
    case '=':
      return zoomedCamera(camera, 1 / KEY_ZOOM)
    case '-':
      return zoomedCamera(camera, KEY_ZOOM)
    default:
      return undefined
  }
}

/** Position of the camera, ITRF, Earth radii. */
export function cameraPosition({ longitudeRad, latitudeRad, distanceEarthRadii }: CameraPlace): Float64Array {
  const equatorial = distanceEarthRadii * Math.cos(latitudeRad)
  return Float64Array.of(
    equatorial * Math.cos(longitudeRad),
    equatorial * Math.sin(longitudeRad),
    distanceEarthRadii * Math.sin(latitudeRad),
  )
}
