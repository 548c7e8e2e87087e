import { addSeconds, encounterPlane } from '@yagura/kernels'
import type { Encounter } from '../../api/contract/space-views.ts'
import { defaultRadiusM } from '../../screening/default-radius.ts'
import { type RowMaker, relativeRtnKm } from './approach-rows.ts'
import type { LoadedScreening } from './loaded-screening.ts'

const DEG_PER_RAD = 180 / Math.PI
const TRACK_HALF_S = 600
const TRACK_STEP_S = 5
const METRES_PER_KM = 1000

const PLANE =
  'Across the relative velocity at closest approach. x: larger axis of the assumed joined uncertainty, y: smaller axis; ' +
  'the first object at the origin. The bound does not use how the miss lies in it: it lays the larger axis along the miss.'
const METHOD =
  'Upper bound by the SOCRATES model, no covariance known: each object 1σ of 100, 300 and 100 m radial, in-track and ' +
  'cross-track, their sum scaled to the size that gives the largest probability; radii from the name (STARLINK 10 m, else 1 m).'

/** What of an encounter follows from the two element sets alone. */
export type EncounterGeometry = Pick<Encounter, 'plane' | 'method' | 'statesAtTca' | 'approachAngleDeg' | 'track'>

/** Geometry of a row of a screening, by exact SGP4. */
export function encounterGeometry(screening: LoadedScreening, rows: RowMaker, index: number): EncounterGeometry {
  const { id1, id2, tcaUtc, dilutionKm } = screening.approach(index)
  const primary = rows.stateAt(id1, tcaUtc)
  const secondary = rows.stateAt(id2, tcaUtc)
  if (primary === undefined || secondary === undefined)
    throw new RangeError('SGP4 gives no state at a TCA that it found')
  const { missMajorKm, missMinorKm, aspectRatio } = encounterPlane(Float64Array.of(...primary, ...secondary))
  const radiiM = [id1, id2].map((id) => defaultRadiusM(screening.setOf(id).name))
  return {
    plane: {
      description: PLANE,
      missXKm: missMajorKm,
      missYKm: missMinorKm,
      sigmaXKm: dilutionKm * aspectRatio,
      sigmaYKm: dilutionKm,
      hardBodyRadiusKm: radiiM.reduce((sum, radiusM) => sum + radiusM, 0) / METRES_PER_KM,
      aspectRatio,
    },
    method: METHOD,
    statesAtTca: [stateView(id1, primary), stateView(id2, secondary)],
    approachAngleDeg: angleRad(primary.subarray(3), secondary.subarray(3)) * DEG_PER_RAD,
    track: trackOf(screening, rows, index),
  }
}

function trackOf(screening: LoadedScreening, rows: RowMaker, index: number): Encounter['track'] {
  const { id1, id2, tcaUtc } = screening.approach(index)
  const track: Encounter['track'] = []
  for (let offsetS = -TRACK_HALF_S; offsetS <= TRACK_HALF_S; offsetS += TRACK_STEP_S) {
    const utc = addSeconds(tcaUtc, offsetS)
    const primary = rows.stateAt(id1, utc)
    const secondary = rows.stateAt(id2, utc)
    // An object that decays on the way has no state there: the track has a gap.
    if (primary === undefined || secondary === undefined) continue
    const rtnKm = [...relativeRtnKm(primary, secondary)]
    track.push({ offsetS, rtnKm, rangeKm: Math.hypot(...rtnKm) })
  }
  return track
}

function stateView(id: number, state: Float64Array): Encounter['statesAtTca'][number] {
  return { id, positionTemeKm: [...state.subarray(0, 3)], velocityTemeKmPerS: [...state.subarray(3)] }
}

/** Angle between two vectors, rad; exact near 0 and π too. Source: Kahan 2006, How Futile are Mindless Assessments…, §12. */
function angleRad(a: Float64Array, b: Float64Array): number {
  const [sizeA, sizeB] = [Math.hypot(...a), Math.hypot(...b)]
  let difference = 0
  let sum = 0
  for (let axis = 0; axis < 3; axis++) {
    const p = (a[axis] ?? 0) * sizeB
    const q = (b[axis] ?? 0) * sizeA
    difference += (p - q) ** 2
    sum += (p + q) ** 2
  }
  return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum))
}
