/** The five fundamental arguments of the IAU 1980 nutation theory, rad. */
export type DelaunayArguments = {
  /** l, mean anomaly of the Moon. */
  readonly moonAnomalyRad: number
  /** l′, mean anomaly of the Sun. */
  readonly sunAnomalyRad: number
  /** F, mean argument of latitude of the Moon. */
  readonly moonLatitudeArgumentRad: number
  /** D, mean elongation of the Moon from the Sun. */
  readonly moonElongationRad: number
  /** Ω, longitude of the Moon's ascending node. */
  readonly moonNodeRad: number
}

const arcsecondRad = Math.PI / 648_000
const turnArcseconds = 1_296_000

/**
 * The fundamental arguments at a time.
 *
 * @param t - Julian centuries of TT since J2000.
 * Source: Seidelmann 1982, Celestial Mechanics 27, 79; Vallado 2013, eq. 3-82 (FK5 column).
 */
export function delaunayArguments(t: number): DelaunayArguments {
  return {
    moonAnomalyRad: argumentRad(t, 1325, 485_866.733, 715_922.633, 31.31, 0.064),
    sunAnomalyRad: argumentRad(t, 99, 1_287_099.804, 1_292_581.224, -0.577, -0.012),
    moonLatitudeArgumentRad: argumentRad(t, 1342, 335_778.877, 295_263.137, -13.257, 0.011),
    moonElongationRad: argumentRad(t, 1236, 1_072_261.307, 1_105_601.328, -6.891, 0.019),
    moonNodeRad: argumentRad(t, -5, 450_160.28, -482_890.539, 7.455, 0.008),
  }
}

function argumentRad(t: number, turns: number, c0: number, c1: number, c2: number, c3: number): number {
  const wholeTurnsArcseconds = ((turns * t) % 1) * turnArcseconds
  return (c0 + (c1 + (c2 + c3 * t) * t) * t + wholeTurnsArcseconds) * arcsecondRad
}
