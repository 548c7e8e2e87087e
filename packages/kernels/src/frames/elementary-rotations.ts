import type { RotationMatrix } from './rotation.ts'

/** Components after the axes turn about x, ROT1. @param angleRad - Positive by the right hand, rad. Source: Vallado 2013, eq. 3-15. */
export function rotationAboutX(angleRad: number): RotationMatrix {
  const c = Math.cos(angleRad)
  const s = Math.sin(angleRad)
  return Float64Array.of(1, 0, 0, 0, c, s, 0, -s, c)
}

/** Components after the axes turn about y, ROT2. @param angleRad - Positive by the right hand, rad. Source: Vallado 2013, eq. 3-15. */
export function rotationAboutY(angleRad: number): RotationMatrix {
  const c = Math.cos(angleRad)
  const s = Math.sin(angleRad)
  return Float64Array.of(c, 0, -s, 0, 1, 0, s, 0, c)
}

/** Components after the axes turn about z, ROT3. @param angleRad - Positive by the right hand, rad. Source: Vallado 2013, eq. 3-15. */
export function rotationAboutZ(angleRad: number): RotationMatrix {
  const c = Math.cos(angleRad)
  const s = Math.sin(angleRad)
  return Float64Array.of(c, s, 0, -s, c, 0, 0, 0, 1)
}
