import type { ElementSet } from '@yagura/formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changedIds,
  createCatalogue,
  currentElementSet,
  FIRST_SIMULATED_ID,
  MixedAuthoritiesError,
  objectName,
  SimulatedMixedWithRealError,
} from '../../src/index.ts'
import { elementSet } from './element-set-builder.ts'

/** Few ids, epochs and values, so that equal epochs, repeated records and contradictions are common. */
const arbitraryElementSet: fc.Arbitrary<ElementSet> = fc
  .record({
    id: fc.integer({ min: 1, max: 4 }),
    mjd: fc.integer({ min: 60_000, max: 60_002 }),
    secondOfDay: fc.constantFrom(0, 0.5, 0.500_000_4, 43_200),
    elementSetNumber: fc.constantFrom(1, 999),
    inclinationDeg: fc.constantFrom(51.6, 51.7),
    name: fc.constantFrom('A', 'B', undefined),
    file: fc.constantFrom('a.tle', 'b.tle'),
    line: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ mjd, secondOfDay, file, line, ...rest }) =>
    elementSet({ ...rest, epochUtc: { mjd, secondOfDay }, origin: { file, line } }),
  )
const arbitraryFiles = fc.array(arbitraryElementSet, { maxLength: 20 })

describe('laws', () => {
  test('the order in which element sets come does not matter', () => {
    const shuffled = arbitraryFiles.chain((sets) =>
      fc.tuple(fc.constant(sets), fc.shuffledSubarray(sets, { minLength: sets.length })),
    )
    fc.assert(
      fc.property(shuffled, ([sets, other]) => {
        const catalogue = createCatalogue(other)
        expect(catalogue).toEqual(createCatalogue(sets))
        expect([...catalogue.histories.keys()]).toEqual([...createCatalogue(sets).histories.keys()])
      }),
    )
  })

  test('the current element set has the newest epoch of its id', () => {
    fc.assert(
      fc.property(arbitraryFiles, (sets) => {
        const catalogue = createCatalogue(sets)
        for (const set of sets) {
          const current = currentElementSet(catalogue, set.id)?.epochUtc ?? { mjd: 0, secondOfDay: 0 }
          expect(current.mjd).toBeGreaterThanOrEqual(set.epochUtc.mjd)
          if (current.mjd > set.epochUtc.mjd) continue
          expect(current.secondOfDay).toBeGreaterThan(set.epochUtc.secondOfDay - 1e-6)
        }
      }),
    )
  })

  test('a catalogue of what is in a catalogue is the same catalogue, and reading a file twice adds nothing to it', () => {
    fc.assert(
      fc.property(arbitraryFiles, (sets) => {
        const { histories } = createCatalogue(sets)
        const kept = [...histories.values()].flat()
        expect(createCatalogue(kept)).toEqual({ ...createCatalogue(kept), histories, duplicateEpochs: [] })
        expect(createCatalogue([...sets, ...sets]).histories).toEqual(histories)
      }),
    )
  })

  test('every element set is either in a history or reported as a duplicate', () => {
    fc.assert(
      fc.property(arbitraryFiles, (sets) => {
        const catalogue = createCatalogue(sets)
        const kept = [...catalogue.histories.values()].flat().length
        expect(kept + catalogue.duplicateEpochs.length).toBe(sets.length)
      }),
    )
  })
})

test('the current element set at an instant is the newest that is not after it', () => {
  const old = elementSet({ epochUtc: { mjd: 60_000, secondOfDay: 0 } })
  const fresh = elementSet({ epochUtc: { mjd: 60_002, secondOfDay: 0 } })
  const catalogue = createCatalogue([fresh, old])
  expect(currentElementSet(catalogue, 25544, { mjd: 60_001, secondOfDay: 0 })).toBe(old)
  expect(currentElementSet(catalogue, 25544, { mjd: 60_002, secondOfDay: 0 })).toBe(fresh)
  expect(currentElementSet(catalogue, 25544, { mjd: 59_999, secondOfDay: 0 })).toBeUndefined()
  expect(currentElementSet(catalogue, 1)).toBeUndefined()
})

test('of two element sets of one epoch that contradict each other the higher element set number is kept and the other reported', () => {
  const first = elementSet({ elementSetNumber: 12, inclinationDeg: 51.6 })
  const second = elementSet({ elementSetNumber: 13, inclinationDeg: 51.7, origin: { file: 'b.tle', line: 9 } })
  const catalogue = createCatalogue([first, second])
  expect(currentElementSet(catalogue, 25544)).toBe(second)
  expect(catalogue.duplicateEpochs).toEqual([{ id: 25544, kept: second, dropped: first, same: false }])
})

test('the same record in two files is a duplicate that says the same', () => {
  const catalogue = createCatalogue([elementSet(), elementSet({ origin: { file: 'b.tle', line: 3 } })])
  expect(catalogue.duplicateEpochs.map(({ same, dropped }) => [same, dropped.origin.file])).toEqual([[true, 'b.tle']])
})

test('an object keeps the name that an older element set states when the newest states none', () => {
  const named = elementSet({ name: 'OLD NAME', epochUtc: { mjd: 60_000, secondOfDay: 0 } })
  expect(objectName(createCatalogue([elementSet({ name: undefined }), named]), 25544)).toBe('OLD NAME')
})

test('ids of NORAD and of JSC are refused in one catalogue, with both places named', () => {
  const other = elementSet({ authority: 'JSC', origin: { file: 'vimpel.tle', line: 7 } })
  const attempt = () => createCatalogue([elementSet(), other])
  expect(attempt).toThrow(MixedAuthoritiesError)
  expect(attempt).toThrow(/vimpel\.tle:7 is numbered by JSC, but a\.tle:1 by NORAD/)
})

test('simulated and real objects are refused in one catalogue in either order', () => {
  const simulated = elementSet({ id: FIRST_SIMULATED_ID, name: 'SIMULATED X PAYLOAD 0001' })
  expect(() => createCatalogue([simulated, elementSet()])).toThrow(SimulatedMixedWithRealError)
  expect(() => createCatalogue([elementSet(), simulated])).toThrow(SimulatedMixedWithRealError)
})

test('a real uncorrelated track may have a number of the simulated range', () => {
  const track = elementSet({ id: FIRST_SIMULATED_ID, name: 'UNKNOWN' })
  expect(createCatalogue([track, elementSet()]).histories.size).toBe(2)
})

test('changed ids are those that are new, gone, or have another newest element set', () => {
  const before = createCatalogue([1, 2, 3].map((id) => elementSet({ id })))
  const fresh = elementSet({ id: 2, epochUtc: { mjd: 60_500, secondOfDay: 0 } })
  const older = elementSet({ id: 1, epochUtc: { mjd: 60_400, secondOfDay: 0 } })
  const after = createCatalogue([elementSet({ id: 1 }), elementSet({ id: 2 }), elementSet({ id: 4 }), fresh, older])
  expect(changedIds(before, after)).toEqual([2, 3, 4])
  expect(changedIds(after, after)).toEqual([])
})
