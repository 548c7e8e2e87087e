import { formatUtc, parseUtc, type UtcInstant } from '@yagura/formats'
import { type Pass, type PassPoint, searchPasses } from '@yagura/space'
import type { Answer, Asked } from '../../api/contract/common.ts'
import type { operations } from '../../api/contract/operations.ts'
import { inSlices } from '../in-slices.ts'
import { NoOrbitError, NoSuchInstantError } from './errors.ts'
import type { ObjectRecord } from './object-record.ts'
import { createStateAt } from './object-states.ts'

const DEG_PER_RAD = 180 / Math.PI
const METRES_PER_KM = 1000
const SECONDS_PER_DAY = 86_400
const DEFAULT_DAYS = 2
const DEFAULT_MIN_ELEVATION_DEG = 10

type Operation = typeof operations.listPasses

/** When an object stands above the horizon of a place. */
export async function listPasses(
  record: ObjectRecord,
  query: Asked<Operation>['query'],
  nowUtc: UtcInstant,
): Promise<Answer<Operation>> {
  const { latDeg, lonDeg, altM = 0, days = DEFAULT_DAYS, minElevationDeg = DEFAULT_MIN_ELEVATION_DEG } = query
  const startUtc = query.startUtc === undefined ? nowUtc : parseUtc(query.startUtc)
  if (startUtc === undefined) throw new NoSuchInstantError(query.startUtc ?? '')
  const stateAt = createStateAt(record.set)
  if (typeof stateAt === 'string') throw new NoOrbitError(record.id, stateAt)
  const search = searchPasses({
    stateAt,
    startUtc,
    site: {
      latitudeRad: latDeg / DEG_PER_RAD,
      longitudeRad: lonDeg / DEG_PER_RAD,
      altitudeKm: altM / METRES_PER_KM,
    },
    durationS: days * SECONDS_PER_DAY,
    minElevationRad: minElevationDeg / DEG_PER_RAD,
  })
  const { passes, failsFromUtc } = await inSlices(search)
  const endedEarly =
    failsFromUtc === undefined ? null : `SGP4 fails from ${formatUtc(failsFromUtc, 0)} on; no pass is known after it`
  return { passes: passes.map(passView), endedEarly }
}

function passView({ rise, culmination, set, isLit }: Pass): Answer<Operation>['passes'][number] {
  return {
    rise: pointView(rise),
    culmination: { ...pointView(culmination), rangeKm: culmination.rangeKm },
    set: pointView(set),
    sunlit: isLit,
  }
}

function pointView({ utc, azimuthRad, elevationRad }: PassPoint) {
  return {
    utc: formatUtc(utc, 3),
    azimuthDeg: azimuthRad * DEG_PER_RAD,
    elevationDeg: elevationRad * DEG_PER_RAD,
  }
}
