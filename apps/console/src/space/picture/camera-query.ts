import type { CameraPlace } from '../../globe/orbit-camera.ts'

const RAD_PER_DEG = Math.PI / 180
const EARTH_RADIUS_KM = 6378.137

/** Over East Asia, the whole of low orbit in view. */
const FIRST_CAMERA: CameraPlace = {
  longitudeRad: 137 * RAD_PER_DEG,
  latitudeRad: 24 * RAD_PER_DEG,
  distanceEarthRadii: 6.2,
}

/** Reads `cam=lon,lat,km`, degrees and height over the surface; anything else is the first view. */
export function parseCamera(cam: string | null): CameraPlace {
  const [longitudeDeg, latitudeDeg, heightKm, ...rest] = (cam ?? '').split(',').map(Number)
  const given = [longitudeDeg, latitudeDeg, heightKm]
  if (cam === null || rest.length > 0 || !given.every(Number.isFinite)) return FIRST_CAMERA
  return {
    longitudeRad: (longitudeDeg ?? 0) * RAD_PER_DEG,
    latitudeRad: (latitudeDeg ?? 0) * RAD_PER_DEG,
    distanceEarthRadii: 1 + (heightKm ?? 0) / EARTH_RADIUS_KM,
  }
}

/** Writes a camera as `lon,lat,km`. */
export function formatCamera({ longitudeRad, latitudeRad, distanceEarthRadii }: CameraPlace): string {
  const longitudeDeg = (longitudeRad / RAD_PER_DEG).toFixed(1)
  const latitudeDeg = (latitudeRad / RAD_PER_DEG).toFixed(1)
  return `${longitudeDeg},${latitudeDeg},${Math.round((distanceEarthRadii - 1) * EARTH_RADIUS_KM)}`
}
