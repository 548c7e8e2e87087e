import { elapsedS, type UtcInstant } from '@yagura/kernels'
import type { TemeState } from '../../src/passes/teme-state.ts'

/** A two-body orbit in TEME. */
export type KeplerOrbit = {
  readonly perigeeKm: number
  readonly eccentricity: number
  readonly inclinationRad: number
  readonly nodeRad: number
  readonly perigeeArgumentRad: number
  readonly meanAnomalyRad: number
  readonly epochUtc: UtcInstant
}

const gravitationKm3PerS2 = 398_600.8

/** States of a two-body orbit: an object whose motion is exactly known. */
export function keplerProvider(orbit: KeplerOrbit): (utc: UtcInstant) => TemeState {
  const e = orbit.eccentricity
  const axisKm = orbit.perigeeKm / (1 - e)
  const motionRadPerS = Math.sqrt(gravitationKm3PerS2 / axisKm ** 3)
  const [p, q] = perifocalAxes(orbit)
  return (utc) => {
    const anomalyRad = eccentricAnomaly(orbit.meanAnomalyRad + motionRadPerS * elapsedS(orbit.epochUtc, utc), e)
    const rateRadPerS = motionRadPerS / (1 - e * Math.cos(anomalyRad))
    const along = axisKm * (Math.cos(anomalyRad) - e)
    const across = axisKm * Math.sqrt(1 - e * e) * Math.sin(anomalyRad)
    const alongRate = -axisKm * Math.sin(anomalyRad) * rateRadPerS
    const acrossRate = axisKm * Math.sqrt(1 - e * e) * Math.cos(anomalyRad) * rateRadPerS
    return {
      positionTemeKm: Float64Array.from(p, (component, i) => along * component + across * (q[i] ?? 0)),
      velocityTemeKmPerS: Float64Array.from(p, (component, i) => alongRate * component + acrossRate * (q[i] ?? 0)),
    }
  }
}

function perifocalAxes({ inclinationRad, nodeRad, perigeeArgumentRad }: KeplerOrbit): [number[], number[]] {
  const [ci, si] = [Math.cos(inclinationRad), Math.sin(inclinationRad)]
  const [cn, sn] = [Math.cos(nodeRad), Math.sin(nodeRad)]
  const [cw, sw] = [Math.cos(perigeeArgumentRad), Math.sin(perigeeArgumentRad)]
  return [
    [cn * cw - sn * sw * ci, sn * cw + cn * sw * ci, sw * si],
    [-cn * sw - sn * cw * ci, -sn * sw + cn * cw * ci, cw * si],
  ]
}

function eccentricAnomaly(meanRad: number, e: number): number {
  const m = meanRad - 2 * Math.PI * Math.round(meanRad / (2 * Math.PI))
  let anomalyRad = e < 0.8 ? m : Math.PI * Math.sign(m)
  for (let i = 0; i < 50; i++) {
    const correctionRad = (anomalyRad - e * Math.sin(anomalyRad) - m) / (1 - e * Math.cos(anomalyRad))
    anomalyRad -= correctionRad
    if (Math.abs(correctionRad) < 1e-15) break
  }
  return anomalyRad
}
