import { createPropagator, elapsedS, type Sgp4Elements, type UtcInstant } from '@yagura/kernels'
import type { TemeState } from '../../src/passes/teme-state.ts'

const degreeRad = Math.PI / 180
const mjdOf1950 = 33_281
const mjdOf2000 = 51_544

/** SGP4 states of one object of a 3LE catalogue, straight from the columns of its lines. */
export function catalogueProvider(catalogue: string, id: number): (utc: UtcInstant) => TemeState | undefined {
  const lines = catalogue.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`1 ${String(id).padStart(5, '0')}U`))
  const [first = '', second = ''] = lines.slice(start, start + 2)
  const epochMjd = mjdOf2000 + 365 * Number(first.slice(18, 20)) + Math.ceil(Number(first.slice(18, 20)) / 4)
  const dayOfYear = Number(first.slice(20, 32))
  const epoch = { mjd: epochMjd + Math.floor(dayOfYear) - 1, secondOfDay: (dayOfYear % 1) * 86_400 }
  const elements: Sgp4Elements = {
    epochDays1950: epoch.mjd - mjdOf1950,
    epochDayFraction: dayOfYear % 1,
    meanMotionRadPerMin: (Number(second.slice(52, 63)) * 2 * Math.PI) / 1440,
    eccentricity: Number(`.${second.slice(26, 33)}`),
    inclinationRad: Number(second.slice(8, 16)) * degreeRad,
    rightAscensionRad: Number(second.slice(17, 25)) * degreeRad,
    argumentOfPerigeeRad: Number(second.slice(34, 42)) * degreeRad,
    meanAnomalyRad: Number(second.slice(43, 51)) * degreeRad,
    bstar: Number(`${first.slice(53, 54)}.${first.slice(54, 59)}e${first.slice(59, 61)}`),
  }
  const propagate = createPropagator(elements, 'improved')
  const state = new Float64Array(6)
  const positionTemeKm = state.subarray(0, 3)
  const velocityTemeKmPerS = state.subarray(3, 6)
  return (utc) =>
    propagate(elapsedS(epoch, utc) / 60, state) === 0 ? { positionTemeKm, velocityTemeKmPerS } : undefined
}
