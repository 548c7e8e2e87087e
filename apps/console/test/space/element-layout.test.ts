import { expect, test } from 'vitest'
import { decodeElements, ElementLayoutError } from '../../src/space/states/element-layout.ts'

/** Two rows, written byte by byte as docs/guide/positions.md draws them. */
function twoRows(): ArrayBuffer {
  const bytes = new ArrayBuffer(32 + 2 * 80)
  const view = new DataView(bytes)
  for (const [at, letter] of [...'YGELEM01'].entries()) view.setUint8(at, letter.charCodeAt(0))
  view.setUint32(8, 2, true)
  view.setUint32(12, 17, true)
  view.setFloat64(16, 1_795_000_000_000, true)
  const rows = [
    [25_544, 18_263, 0.5, 0.0676, 0.0007, 0.9, 1, 2, 3, 1e-4],
    [900_000_001, 28_085, 0, 0.0044, 0.1, 0, 0, 0, 0, 0],
  ]
  for (const [at, value] of rows.flat().entries()) view.setFloat64(32 + at * 8, value, true)
  return bytes
}

test('rows are read in their order, in the units of SGP4', () => {
  const { ids, elements } = decodeElements(twoRows())
  expect(Array.from(ids)).toEqual([25_544, 900_000_001])
  expect(elements[0]).toEqual({
    epochDays1950: 18_263,
    epochDayFraction: 0.5,
    meanMotionRadPerMin: 0.0676,
    eccentricity: 0.0007,
    inclinationRad: 0.9,
    rightAscensionRad: 1,
    argumentOfPerigeeRad: 2,
    meanAnomalyRad: 3,
    bstar: 1e-4,
  })
})

test.each([
  ['another magic word', (bytes: ArrayBuffer) => new Uint8Array(bytes).set([0x58])],
  ['a later version', (bytes: ArrayBuffer) => new Uint8Array(bytes).set([0x32], 7)],
  ['a count that does not fit the length', (bytes: ArrayBuffer) => new DataView(bytes).setUint32(8, 3, true)],
])('%s is refused and says what was found', (_, spoil) => {
  const bytes = twoRows()
  spoil(bytes)
  expect(() => decodeElements(bytes)).toThrow(ElementLayoutError)
})

test('a transfer that broke off is refused, however short', () => {
  for (const length of [0, 3, 31, 100])
    expect(() => decodeElements(twoRows().slice(0, length))).toThrow(ElementLayoutError)
})
