import { rotateVectors, sunPositionEme2000Km, temeToGcrfRotation, temeToItrfRotation, utcToTt } from '@yagura/kernels'
import { utcInstant } from '../space/states/utc.ts'

/**
 * Direction of the Sun in the ITRF at an instant, a unit vector.
 * Accuracy 0.02°, half a minute of the terminator's way: light time and UT1 − UTC are left out.
 */
export function sunDirectionItrf(utcMs: number): readonly [number, number, number] {
  const utc = utcInstant(utcMs)
  const sunKm = sunPositionEme2000Km(utcToTt(utc))
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = temeToGcrfRotation(utc)
  const gcrfToTeme = Float64Array.from([xx, yx, zx, xy, yy, zy, xz, yz, zz], (element) => element ?? 0)
  rotateVectors(gcrfToTeme, sunKm, sunKm)
  rotateVectors(temeToItrfRotation(utc).matrix, sunKm, sunKm)
  const [x = 0, y = 0, z = 0] = sunKm
  const distanceKm = Math.hypot(x, y, z)
  return [x / distanceKm, y / distanceKm, z / distanceKm]
}
