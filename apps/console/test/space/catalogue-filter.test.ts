import { describe, expect, test } from 'vitest'
import {
  filterCatalogue,
  formatCatalogueFilter,
  parseCatalogueFilter,
} from '../../src/space/catalogue/catalogue-filter.ts'
import {
  type CatalogueColumns,
  expiredCount,
  indexCatalogue,
  medianEpochMs,
} from '../../src/space/catalogue/catalogue-rows.ts'
import { moverTraits } from '../../src/space/catalogue/mover-traits.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const dayMs = 86_400_000

function columns(rows: readonly (readonly [number, string, string, string, number])[]): CatalogueColumns {
  const same = rows.map(() => 500)
  return {
    revision: 1,
    id: rows.map(([id]) => id),
    name: rows.map(([, name]) => name),
    designator: rows.map(([id]) => `2020-0${id % 10}A`),
    objectType: rows.map(([, , type]) => type),
    owner: rows.map(() => ''),
    regime: rows.map(([, , , regime]) => regime),
    perigeeKm: same,
    apogeeKm: same,
    inclinationDeg: same,
    periodMin: same,
    epochMs: rows.map(([, , , , ageDays]) => nowMs - ageDays * dayMs),
    usable: rows.map(() => true),
  }
}

const index = indexCatalogue(
  columns([
    [11, 'ISS (ZARYA)', 'payload', 'LEO', 0.5],
    [12, 'ｿﾗﾘｽ DEB', 'debris', 'LEO', 20],
    [13, 'QZS-6', 'payload', 'IGO', 2],
    [14, '', 'unknown', 'UFO', 40],
    [15, 'MOLNIYA 1-91', 'payload', 'HEO', 3],
  ]),
)
const all = parseCatalogueFilter(null, null)
const ids = (rows: readonly number[]) => rows.map((row) => index.columns.id[row])

describe('the filter of the catalogue', () => {
  test('leaves everything in when nothing is asked', () => {
    expect(ids(filterCatalogue(index, all, nowMs).rows)).toEqual([11, 12, 13, 14, 15])
  })

  test('finds by number, name and designator, whatever the width, the case and the kana', () => {
    const find = (words: string) => ids(filterCatalogue(index, { ...all, words }, nowMs).rows)
    expect(find('iss')).toEqual([11])
    expect(find('14')).toEqual([14])
    expect(find('2020-05')).toEqual([15])
    expect(find('そらりす')).toEqual([12])
    expect(find('ＱＺＳ')).toEqual([13])
    expect(find('zarya iss')).toEqual([11])
  })

  test('joins kinds with or, and with regimes with and', () => {
    const filter = { ...all, kinds: ['payload', 'debris'] as const, regimes: ['LEO', 'GEO'] as const }
    expect(ids(filterCatalogue(index, filter, nowMs).rows)).toEqual([11, 12, 13])
  })

  test('a chip counts what pressing it alone would leave of the other filters', () => {
    const filtered = filterCatalogue(index, { ...all, kinds: ['payload'] }, nowMs)
    expect(filtered.regimeCounts).toEqual({ LEO: 1, MEO: 0, GEO: 1, HEO: 1 })
    expect(filtered.kindCounts).toEqual({ payload: 3, 'rocket-body': 0, debris: 1, unknown: 1 })
    expect(filtered.staleCount).toBe(0)
  })

  test('stale and expired elements are found together', () => {
    const filtered = filterCatalogue(index, { ...all, staleOnly: true }, nowMs)
    expect(ids(filtered.rows)).toEqual([12, 14])
    expect(filtered.expiredCount).toBe(1)
  })

  test('an address holds it and gives it back', () => {
    const filter = parseCatalogueFilter('regime:GEO,kind:debris,kind:unknown,age:stale,kind:alien', 'x')
    expect(filter).toEqual({ words: 'x', regimes: ['GEO'], kinds: ['debris', 'unknown'], staleOnly: true })
    expect(parseCatalogueFilter(formatCatalogueFilter(filter), 'x')).toEqual(filter)
  })

  test('the globe draws what fits and the selected object, stale ones hollow, expired ones not at all', () => {
    const { fits } = filterCatalogue(index, { ...all, kinds: ['debris'] }, nowMs)
    const traits = moverTraits(index, Int32Array.of(14, 13, 12, 11, 99), fits, new Set([14, 13]), nowMs)
    expect(Array.from(traits)).toEqual([3, 0, 0, 0, 0, 1, 0, 0, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })
})

describe('at another time than now', () => {
  const weeksLaterMs = nowMs + 25 * dayMs

  test('ages, counts and what is off the map are those of the shown time', () => {
    const all = { words: '', regimes: [], kinds: [], staleOnly: false }
    expect(filterCatalogue(index, all, nowMs)).toMatchObject({ expiredCount: 1, staleCount: 2, oldestDays: 20 })
    expect(filterCatalogue(index, all, weeksLaterMs)).toMatchObject({ expiredCount: 2, staleCount: 5, oldestDays: 28 })
    // The set of 40 days ago is 10 days old then; that of half a day ago lies 29.5 days ahead.
    expect(filterCatalogue(index, all, nowMs - 30 * dayMs)).toMatchObject({ expiredCount: 0, oldestDays: 29.5 })
  })

  test('the globe draws what is in use then, hollow what is stale then', () => {
    const traits = moverTraits(index, Int32Array.of(14, 12), new Uint8Array(5).fill(1), new Set(), nowMs - 20 * dayMs)
    expect(Array.from(traits)).toEqual([3, 1, 1, 0, 2, 1, 0, 0])
  })

  test('the time that a catalogue is about is its median epoch', () => {
    expect(medianEpochMs(index)).toBe(nowMs - 3 * dayMs)
    expect(medianEpochMs(indexCatalogue(columns([])))).toBeUndefined()
    expect([nowMs, weeksLaterMs, nowMs + 400 * dayMs].map((ms) => expiredCount(index, ms))).toEqual([1, 2, 5])
  })
})
