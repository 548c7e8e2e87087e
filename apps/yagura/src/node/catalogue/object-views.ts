import { formatUtc, type UtcInstant } from '@yagura/formats'
import { daysBetween, freshnessOf } from '@yagura/space'
import type { CatalogueColumns, SpaceObject } from '../../api/contract/space-views.ts'
import { unixMsOfUtc } from '../unix-time.ts'
import type { ObjectRecords } from './merge-sets.ts'
import { isUsable, type ObjectRecord } from './object-record.ts'

/** How an object without an orbit is classed. */
const UNDEFINED_REGIME = 'UFO'

/** One object as a list shows it. */
export function spaceObjectOf(
  record: ObjectRecord,
  nowUtc: UtcInstant,
  maxAgeDays: number,
  alert: SpaceObject['alert'],
): SpaceObject {
  const { set, description, facts } = record
  const { objectType, owner } = description
  const ageDays = daysBetween(set.epochUtc, nowUtc)
  return {
    id: record.id,
    name: record.name ?? null,
    internationalDesignator: record.internationalDesignator ?? null,
    objectType: objectType.basis === 'unknown' ? 'unknown' : objectType.value,
    objectTypeBasis: objectType.basis,
    owner: owner.basis === 'unknown' ? null : owner.value,
    ownerBasis: owner.basis,
    regime: record.regime ?? UNDEFINED_REGIME,
    perigeeKm: facts?.perigeeAltitudeKm ?? 0,
    apogeeKm: facts?.apogeeAltitudeKm ?? 0,
    inclinationDeg: set.inclinationDeg,
    periodMin: facts?.periodMin ?? 0,
    epochUtc: formatUtc(set.epochUtc),
    ageDays,
    freshness: freshnessOf(ageDays),
    usable: isUsable(record, nowUtc, maxAgeDays),
    source: record.sourceId,
    alert,
  }
}

/** The whole catalogue in columns. Yields between objects. */
export function* catalogueColumns(
  revision: number,
  records: ObjectRecords,
  nowUtc: UtcInstant,
  maxAgeDays: number,
): Generator<void, CatalogueColumns> {
  const columns: CatalogueColumns = {
    ...{ revision, id: [], name: [], designator: [], objectType: [], owner: [], regime: [] },
    ...{ perigeeKm: [], apogeeKm: [], inclinationDeg: [], periodMin: [], epochMs: [], usable: [] },
  }
  for (const record of records.values()) {
    const { set, description, facts } = record
    const { objectType, owner } = description
    columns.id.push(record.id)
    columns.name.push(record.name ?? '')
    columns.designator.push(record.internationalDesignator ?? '')
    columns.objectType.push(objectType.basis === 'unknown' ? 'unknown' : objectType.value)
    columns.owner.push(owner.basis === 'unknown' ? '' : owner.value)
    columns.regime.push(record.regime ?? UNDEFINED_REGIME)
    columns.perigeeKm.push(metres(facts?.perigeeAltitudeKm ?? 0))
    columns.apogeeKm.push(metres(facts?.apogeeAltitudeKm ?? 0))
    columns.inclinationDeg.push(set.inclinationDeg)
    columns.periodMin.push(Math.round((facts?.periodMin ?? 0) * 1e4) / 1e4)
    columns.epochMs.push(Math.round(unixMsOfUtc(set.epochUtc)))
    columns.usable.push(isUsable(record, nowUtc, maxAgeDays))
    yield
  }
  return columns
}

/** Rounded to a metre: mean heights say no more, and the list is a third shorter. */
function metres(km: number): number {
  return Math.round(km * 1000) / 1000
}
