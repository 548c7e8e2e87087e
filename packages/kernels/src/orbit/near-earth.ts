import { osculate } from './osculate.ts'
import * as C from './record.ts'
import { cos, sin } from './trigonometry.ts'

/**
 * SGP4 for periods below 225 min with the truncated drag terms, for perigees below 220 km.
 * Source: AIAA 2006-6753, `sgp4` with `isimp` = 1. Compiled to WebAssembly SIMD as well.
 *
 * @param c - Records; this one starts at c[k] (KIND_NEAR_EARTH_SIMPLE).
 * @param t - Minutes since the element set's epoch, either sign.
 * @param out - TEME position, km, and velocity, km/s, at out[at … at + 5]; meaningless where the status is not 0.
 * @returns Status: 0, or error 1, 4 or 6 of the published theory.
 */
export function nearEarthSimple(c: Float64Array, k: number, t: number, out: Float64Array, at: number): number {
  const t2 = t * t
  const argument = c[k + C.ARGUMENT] + c[k + C.ARGUMENT_DOT] * t
  const node = c[k + C.NODE] + c[k + C.NODE_DOT] * t + c[k + C.NODE_DRAG] * t2
  const axisFactor = 1 - c[k + C.CC1] * t
  const dragged = c[k + C.ECCENTRICITY] - c[k + C.BSTAR_CC4] * t
  const anomaly = c[k + C.MEAN_ANOMALY] + c[k + C.MEAN_ANOMALY_DOT] * t + c[k + C.MEAN_MOTION] * (c[k + C.T2] * t2)
  const state = osculate(
    c[k + C.SEMI_MAJOR_AXIS] * axisFactor * axisFactor,
    dragged < 1e-6 ? 1e-6 : dragged,
    argument,
    anomaly,
    node,
    c[k + C.SIN_INCLINATION],
    c[k + C.COS_INCLINATION],
    out,
    at,
  )
  return dragged >= 1 || dragged < -0.001 ? 1 : state
}

/**
 * SGP4 for periods below 225 min with all drag terms. Arguments, result and source as `nearEarthSimple`, `isimp` = 0.
 */
export function nearEarth(c: Float64Array, k: number, t: number, out: Float64Array, at: number): number {
  const t2 = t * t
  const t3 = t2 * t
  const t4 = t3 * t
  const undraggedAnomaly = c[k + C.MEAN_ANOMALY] + c[k + C.MEAN_ANOMALY_DOT] * t
  const node = c[k + C.NODE] + c[k + C.NODE_DOT] * t + c[k + C.NODE_DRAG] * t2
  const perigeeDrag = 1 + c[k + C.ETA] * cos(undraggedAnomaly)
  const shift = c[k + C.OMGCOF] * t + c[k + C.XMCOF] * (perigeeDrag * perigeeDrag * perigeeDrag - c[k + C.DELMO])
  const shiftedAnomaly = undraggedAnomaly + shift
  const argument = c[k + C.ARGUMENT] + c[k + C.ARGUMENT_DOT] * t - shift
  const axisFactor = 1 - c[k + C.CC1] * t - c[k + C.D2] * t2 - c[k + C.D3] * t3 - c[k + C.D4] * t4
  const dragged =
    c[k + C.ECCENTRICITY] -
    (c[k + C.BSTAR_CC4] * t + c[k + C.BSTAR_CC5] * (sin(shiftedAnomaly) - c[k + C.SIN_MEAN_ANOMALY]))
  const along = c[k + C.T2] * t2 + c[k + C.T3] * t3 + t4 * (c[k + C.T4] + t * c[k + C.T5])
  const state = osculate(
    c[k + C.SEMI_MAJOR_AXIS] * axisFactor * axisFactor,
    dragged < 1e-6 ? 1e-6 : dragged,
    argument,
    shiftedAnomaly + c[k + C.MEAN_MOTION] * along,
    node,
    c[k + C.SIN_INCLINATION],
    c[k + C.COS_INCLINATION],
    out,
    at,
  )
  return dragged >= 1 || dragged < -0.001 ? 1 : state
}
