import { formatUtc, type UtcInstant } from '@yagura/formats'
import { createPropagator, elapsedS, rotateVectors, rtnRotation, type Sgp4Propagator } from '@yagura/kernels'
import { shippedPolicies } from '@yagura/record'
import { type CloseApproach, describeObject, sgp4Elements } from '@yagura/space'
import type { ApproachRow } from '../../api/contract/space-views.ts'
import type { ObjectRecords } from '../catalogue/merge-sets.ts'
import { wordsOf } from '../marking-words.ts'
import type { AlertMarks } from './alert-marks.ts'
import { approachIdOf } from './approach-id.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** What a row shows besides the screening. */
export type RowSurroundings = {
  readonly objects: ObjectRecords
  readonly marks: AlertMarks
  /** The alert of a detection's key. */
  readonly alertOf: (key: string) => { readonly id: string; readonly state: ApproachRow['state'] } | undefined
  readonly decisionOf: (approach: CloseApproach) => ApproachRow['decision']
}

/** Makes rows of a screening as a list shows them, and states of its objects. */
export type RowMaker = {
  readonly row: (index: number, surroundings: RowSurroundings) => ApproachRow
  /** TEME state of an object by the element set that the screening used: km and km/s; undefined where SGP4 gives none. */
  readonly stateAt: (id: number, utc: UtcInstant) => Float64Array | undefined
}

/** Propagators that are kept ready. */
const MOST_READY = 4000

/** For one screening. */
export function createRowMaker(screening: LoadedScreening): RowMaker {
  const ready = new Map<
    number,
    { readonly propagate: Sgp4Propagator; readonly minutesAt: (utc: UtcInstant) => number }
  >()
  const propagatorOf = (id: number) => {
    const known = ready.get(id)
    if (known !== undefined) return known
    const set = screening.setOf(id)
    if (ready.size >= MOST_READY) ready.clear()
    const made = {
      propagate: createPropagator(sgp4Elements(set), 'improved'),
      minutesAt: (utc: UtcInstant) => elapsedS(set.epochUtc, utc) / 60,
    }
    ready.set(id, made)
    return made
  }
  const stateAt: RowMaker['stateAt'] = (id, utc) => {
    const propagator = propagatorOf(id)
    const state = new Float64Array(6)
    return propagator.propagate(propagator.minutesAt(utc), state) === 0 ? state : undefined
  }
  return {
    stateAt,
    row: (index, surroundings) => {
      const approach = screening.approach(index)
      const { id1, id2, tcaUtc } = approach
      const rtnKm = relativeRtnKm(stateAt(id1, tcaUtc), stateAt(id2, tcaUtc))
      const [age1Days, age2Days] = [screening.age1Days[index] ?? 0, screening.age2Days[index] ?? 0]
      const mark = surroundings.marks.get(index)
      const alert = mark && surroundings.alertOf(mark.key)
      return {
        id: approachIdOf(approach),
        tcaUtc: formatUtc(tcaUtc),
        primary: party(screening, surroundings.objects, id1, age1Days),
        secondary: party(screening, surroundings.objects, id2, age2Days),
        missKm: approach.missKm,
        relativeSpeedKmPerS: approach.relativeSpeedKmPerS,
        radialKm: rtnKm[0] ?? 0,
        transverseKm: rtnKm[1] ?? 0,
        normalKm: rtnKm[2] ?? 0,
        maxPc: approach.maxPc,
        dilutionKm: approach.dilutionKm,
        oldestElementsDays: Math.abs(age1Days) > Math.abs(age2Days) ? age1Days : age2Days,
        restsOn: restsOn(screening, [id1, id2]),
        priority: mark?.priority ?? null,
        alertId: alert?.id ?? null,
        state: alert?.state ?? 'none',
        decision: surroundings.decisionOf(approach),
      }
    },
  }
}

/** Partners’ records whose sets of some objects a screening used. */
function restsOn({ datasetOf }: LoadedScreening, ids: readonly number[]): ApproachRow['restsOn'] {
  return markingsOf([...new Set(ids.flatMap((id) => datasetOf(id) ?? []))])
}

/** Records of partners with their markings in words. */
export function markingsOf(datasets: LoadedScreening['datasets']): ApproachRow['restsOn'] {
  if (datasets.length === 0) return []
  const policies = shippedPolicies()
  return datasets.map(({ recordId, node, mark }) => ({ recordId, node, mark, ...wordsOf(mark, policies) }))
}

/** Secondary from primary in the primary's radial, transverse and normal directions, km. */
export function relativeRtnKm(primary: Float64Array | undefined, secondary: Float64Array | undefined): Float64Array {
  const rtnKm = new Float64Array(3)
  if (primary === undefined || secondary === undefined) return rtnKm
  for (let axis = 0; axis < 3; axis++) rtnKm[axis] = (secondary[axis] ?? 0) - (primary[axis] ?? 0)
  rotateVectors(rtnRotation(primary.subarray(0, 3), primary.subarray(3, 6)), rtnKm, rtnKm)
  return rtnKm
}

function party(
  screening: LoadedScreening,
  objects: ObjectRecords,
  id: number,
  ageAtTcaDays: number,
): ApproachRow['primary'] {
  const set = screening.setOf(id)
  const record = objects.get(id)
  const name = record?.name ?? set.name
  const { objectType, owner } = record?.description ?? describeObject(name)
  return {
    id,
    name: name ?? null,
    objectType: objectType.basis === 'unknown' ? 'unknown' : objectType.value,
    owner: owner.basis === 'unknown' ? null : owner.value,
    epochUtc: formatUtc(set.epochUtc),
    ageAtTcaDays,
  }
}
