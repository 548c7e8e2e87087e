import type { Store } from '@yagura/core'
import { formatUtc, type UtcInstant } from '@yagura/formats'
import {
  itrfToGeodetic,
  rotateVectors,
  sunPositionEme2000Km,
  temeToGcrfRotation,
  temeToItrf,
  temeToItrfRotation,
  transposeRotation,
  utcToTt,
  visibleSunFraction,
} from '@yagura/kernels'
import { judgeElementSet } from '@yagura/space'
import type { SpaceObject, SpaceObjectDetail } from '../../api/contract/space-views.ts'
import { ELEMENTS, keyPrefix, type ReceivedSet, receivedSetOf } from './archived-set.ts'
import { elementSetView } from './element-set-view.ts'
import { ageRules, type ObjectRecord } from './object-record.ts'
import { createStateAt } from './object-states.ts'
import { spaceObjectOf } from './object-views.ts'

const DEG_PER_RAD = 180 / Math.PI

/** One object: what it is, its elements, what is odd with them, where it is at an instant. */
export function objectDetail(
  store: Store,
  record: ObjectRecord,
  nowUtc: UtcInstant,
  maxAgeDays: number,
  alert: SpaceObject['alert'],
): Omit<SpaceObjectDetail, 'fromPartners'> {
  const { objectType, owner } = record.description
  const { satcat } = record
  const findings = judgeElementSet(record.set, nowUtc, ageRules(maxAgeDays))
  return {
    object: spaceObjectOf(record, nowUtc, maxAgeDays, alert),
    elements: elementSetView(record),
    findings: findings.map(({ code, verdict, reason }) => ({ code, verdict, message: reason })),
    historyCount: elementHistory(store, record.id).length,
    typeBecause: objectType.basis === 'inferred' ? objectType.because : null,
    ownerBecause: owner.basis === 'inferred' ? owner.because : null,
    satcat:
      satcat === undefined
        ? null
        : {
            operationalStatus: satcat.operationalStatus ?? null,
            launchDate: satcat.launchDate ?? null,
            decayDate: satcat.decayDate ?? null,
            radarCrossSectionM2: satcat.radarCrossSectionM2 ?? null,
          },
    state: stateView(record, nowUtc),
  }
}

/** The element sets that are kept of an object, newest epoch first. */
export function elementHistory(store: Store, id: number): readonly ReceivedSet[] {
  const history: ReceivedSet[] = []
  for (const { body } of store.readArchive(ELEMENTS, keyPrefix(id))) {
    const received = receivedSetOf(body)
    if (received !== undefined) history.push(received)
  }
  return history.reverse()
}

function stateView(record: ObjectRecord, atUtc: UtcInstant): SpaceObjectDetail['state'] {
  const stateAt = createStateAt(record.set)
  const state = typeof stateAt === 'string' ? undefined : stateAt(atUtc)
  if (state === undefined) return null
  const { positionTemeKm, velocityTemeKmPerS } = state
  const positionItrfKm = new Float64Array(3)
  const velocityItrfKmPerS = new Float64Array(3)
  temeToItrf(temeToItrfRotation(atUtc), positionTemeKm, velocityTemeKmPerS, positionItrfKm, velocityItrfKmPerS)
  const [x = 0, y = 0, z = 0] = positionItrfKm
  const { latitudeRad, longitudeRad, altitudeKm } = itrfToGeodetic(x, y, z)
  const sunPositionKm = sunPositionEme2000Km(utcToTt(atUtc))
  rotateVectors(transposeRotation(temeToGcrfRotation(atUtc)), sunPositionKm, sunPositionKm)
  return {
    atUtc: formatUtc(atUtc, 3),
    latitudeDeg: latitudeRad * DEG_PER_RAD,
    longitudeDeg: longitudeRad * DEG_PER_RAD,
    altitudeKm,
    speedKmPerS: Math.hypot(...velocityTemeKmPerS),
    sunlit: visibleSunFraction(positionTemeKm, sunPositionKm) > 0,
  }
}
