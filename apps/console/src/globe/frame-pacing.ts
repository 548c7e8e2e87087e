import { type CameraPlace, EARTH_RADIUS_KM, FIELD_OF_VIEW_RAD } from './orbit-camera.ts'

/** Fastest that anything in orbit moves, km/s, as seen from the turning Earth. */
const FASTEST_KM_PER_S = 11
/** A step that the eye does not see. */
const STEP_PX = 0.5
const LONGEST_MS = 1000
/** With reduced motion the sky goes in steps. */
const REDUCED_MOTION_MS = 5000

/**
 * How long the picture may stand before what moves has moved by half a pixel: real time seen from afar needs one picture a
 * second, not sixty.
 * @param speed - Shown seconds per second, of either sign.
 */
export function pictureIntervalMs(
  camera: CameraPlace,
  heightPx: number,
  speed: number,
  reducedMotion: boolean,
): number {
  if (speed === 0) return Number.POSITIVE_INFINITY
  if (reducedMotion) return REDUCED_MOTION_MS
  const nearest = Math.max(0.1, camera.distanceEarthRadii - 1.1)
  const pxPerKm = heightPx / (2 * Math.tan(FIELD_OF_VIEW_RAD / 2) * nearest * EARTH_RADIUS_KM)
  const pxPerMs = (FASTEST_KM_PER_S * Math.abs(speed) * pxPerKm) / 1000
  return Math.min(LONGEST_MS, STEP_PX / pxPerMs)
}

/** Opacity of the shell of low orbits: from far out it would hide the Earth and drown the belt. */
export function lowShellOpacity(camera: CameraPlace): number {
  const far = (camera.distanceEarthRadii - 6) / 12
  return 1 - 0.72 * Math.min(1, Math.max(0, far))
}

/** How much larger points are from near and on a tall canvas, so that their shapes can be told apart. */
export function pointScale(camera: CameraPlace, heightPx: number): number {
  const near = Math.min(2.2, Math.max(0.9, 3.8 / (camera.distanceEarthRadii - 1)))
  return near * Math.min(1.2, Math.max(0.8, heightPx / 700))
}
