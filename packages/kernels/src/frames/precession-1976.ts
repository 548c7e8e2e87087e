import { rotationAboutY, rotationAboutZ } from './elementary-rotations.ts'
import { multiplyRotations, type RotationMatrix } from './rotation.ts'

const arcsecondRad = Math.PI / 648_000

/**
 * Rotation from the mean equator and equinox of J2000 to those of date (MOD), IAU 1976.
 *
 * @param t - Julian centuries of TT since J2000.
 * Source: Lieske et al. 1977, A&A 58, 1, Table 5; Vallado 2013, eq. 3-88.
 */
export function j2000ToModRotation(t: number): RotationMatrix {
  const zetaRad = (2306.2181 + (0.30188 + 0.017998 * t) * t) * t * arcsecondRad
  const thetaRad = (2004.3109 + (-0.42665 - 0.041833 * t) * t) * t * arcsecondRad
  const zRad = (2306.2181 + (1.09468 + 0.018203 * t) * t) * t * arcsecondRad
  return multiplyRotations(rotationAboutZ(-zRad), multiplyRotations(rotationAboutY(thetaRad), rotationAboutZ(-zetaRad)))
}
