import { propagateBatch, RESONANCE_STATE_LENGTH, restartStates } from '@yagura/kernels'
import type { ScreeningPlan } from './plan-screening.ts'

/** A pair whose relative speed stays below 1 mm/s for the whole screening: docked, or one element set under two ids. */
export type StillPair = {
  readonly first: number
  readonly second: number
  /** Seconds since the start at which the range is least. */
  readonly tcaS: number
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
}

const STILL_KM_PER_S = 1e-6
const SAMPLE_S = 60
/** Samples held at once for each object, so that memory does not grow with the length of the screening. */
const SAMPLES_AT_ONCE = 1440

/**
 * Finds the pairs that stay still, and where each is closest. Such a pair has no minima worth the name, only rounding, so
 * that it gets one row: its global minimum.
 */
export function findStillPairs(plan: ScreeningPlan): readonly StillPair[] {
  const candidates = stillAtStart(plan)
  if (candidates.length === 0) return []
  const objects = [...new Set(candidates.flat())].sort((a, b) => a - b)
  const tracks = candidates.map(([first, second]) => ({ first, second, tcaS: 0, missKm: Infinity, speed: 0, ok: true }))
  const { durationS } = plan.request
  const last = Math.ceil(durationS / SAMPLE_S)
  const states = new Float64Array(plan.batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(plan.batch, states)
  for (let from = 0; from <= last; from += SAMPLES_AT_ONCE) {
    const count = Math.min(SAMPLES_AT_ONCE, last - from + 1)
    const timesS = Float64Array.from({ length: count }, (_, j) => Math.min((from + j) * SAMPLE_S, durationS))
    const sampled = new Map(objects.map((object) => [object, sample(plan, states, object, timesS)]))
    for (const track of tracks) if (track.ok) follow(track, sampled, timesS)
  }
  return tracks
    .filter(({ ok, missKm }) => ok && missKm <= plan.request.thresholdKm)
    .map(({ first, second, tcaS, missKm, speed }) => ({ first, second, tcaS, missKm, relativeSpeedKmPerS: speed }))
}

type Track = {
  readonly first: number
  readonly second: number
  tcaS: number
  missKm: number
  speed: number
  ok: boolean
}

type Samples = { readonly statesTemeKm: Float64Array; readonly status: Uint8Array }

function sample(plan: ScreeningPlan, states: Float64Array, object: number, timesS: Float64Array): Samples {
  const statesTemeKm = new Float64Array(timesS.length * 6)
  const status = new Uint8Array(timesS.length)
  const grid = { minutesAtOrigin: plan.minutesAtStart, offsetsMin: timesS.map((atS) => atS / 60) }
  propagateBatch(plan.batch, states, grid, object, object + 1, statesTemeKm, status)
  return { statesTemeKm, status }
}

function follow(track: Track, sampled: ReadonlyMap<number, Samples>, timesS: Float64Array): void {
  const a = sampled.get(track.first)
  const b = sampled.get(track.second)
  if (!a || !b) return
  for (let j = 0; j < timesS.length && track.ok; j++) {
    if (a.status[j] !== 0 || b.status[j] !== 0) continue
    const missKm = distance(a.statesTemeKm, j * 6, b.statesTemeKm, j * 6)
    const speed = distance(a.statesTemeKm, j * 6 + 3, b.statesTemeKm, j * 6 + 3)
    if (speed >= STILL_KM_PER_S) track.ok = false
    if (missKm < track.missKm) Object.assign(track, { missKm, speed, tcaS: timesS[j] })
  }
}

function distance(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const x = (b[j] ?? 0) - (a[i] ?? 0)
  const y = (b[j + 1] ?? 0) - (a[i + 1] ?? 0)
  const z = (b[j + 2] ?? 0) - (a[i + 2] ?? 0)
  return Math.sqrt(x * x + y * y + z * z)
}

/** Pairs that do not move against each other at the start and may be within the threshold at some time. */
function stillAtStart(plan: ScreeningPlan): readonly (readonly [number, number])[] {
  const { batch, minutesAtStart, primaryMarks, request } = plan
  const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(batch, states)
  const at = new Float64Array(batch.count * 6)
  const status = new Uint8Array(batch.count)
  const grid = { minutesAtOrigin: minutesAtStart, offsetsMin: Float64Array.of(0) }
  propagateBatch(batch, states, grid, 0, batch.count, at, status)
  const bySpeed = Array.from({ length: batch.count }, (_, i) => i)
    .filter((i) => status[i] === 0)
    .sort((i, j) => (at[i * 6 + 3] ?? 0) - (at[j * 6 + 3] ?? 0))
  const hasPrimaries = primaryMarks.includes(1)
  // At this speed a pair may still drift into the threshold by the end.
  const withinKm = request.thresholdKm + STILL_KM_PER_S * request.durationS
  const pairs: [number, number][] = []
  bySpeed.forEach((i, place) => {
    for (let next = place + 1; next < bySpeed.length; next++) {
      const j = bySpeed[next] ?? 0
      if ((at[j * 6 + 3] ?? 0) - (at[i * 6 + 3] ?? 0) >= STILL_KM_PER_S) break
      if (hasPrimaries && !primaryMarks[i] && !primaryMarks[j]) continue
      const isStill = distance(at, i * 6 + 3, at, j * 6 + 3) < STILL_KM_PER_S
      if (isStill && distance(at, i * 6, at, j * 6) <= withinKm) pairs.push([Math.min(i, j), Math.max(i, j)])
    }
  })
  return pairs
}
