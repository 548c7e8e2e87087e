import { describe, expect, test } from 'vitest'
import { msOfTimestamp, readTimestamp } from '../../src/patterns/timestamp.ts'

const dayMs = 86_400_000
const pad = (value: number, width: number): string => String(value).padStart(width, '0')

describe('a timestamp of STIX', () => {
  test('is the instant that the clock of JavaScript says, on every day of four centuries and in every hour', () => {
    for (let ms = Date.UTC(1699, 11, 31); ms < Date.UTC(2101, 0, 1); ms += dayMs + 3_599_999) {
      const text = new Date(ms).toISOString()
      expect(msOfTimestamp(text), text).toBe(ms)
    }
  })

  // Source of the example, and of the digits of a second: RFC 3339 §5.8, STIX 2.1 §2.16.
  test.each([
    ['1985-04-12T23:20:50.52Z', 482_196_050_520],
    ['1985-04-12T23:20:50Z', 482_196_050_000],
    ['1985-04-12T23:20:50.5200000000000000000001Z', 482_196_050_520],
    ['1970-01-01T00:00:00.000001Z', 0.001],
    // A leap second: RFC 3339 §5.8.
    ['1990-12-31T23:59:60Z', Date.UTC(1991, 0, 1)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['0000-02-29T00:00:00Z', -62_162_121_600_000],
  ])('%s', (text, ms) => {
    expect(msOfTimestamp(text)).toBeCloseTo(ms, 6)
  })

  test.each([
    ...['2023-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2023-04-31T00:00:00Z', '2023-00-10T00:00:00Z'],
    ...['2023-13-10T00:00:00Z', '2023-01-00T00:00:00Z', '2023-01-01T24:00:00Z', '2023-01-01T00:60:00Z'],
    ...['2023-01-01T00:00:61Z', '2023-01-01t00:00:00Z', '2023-01-01T00:00:00z', '2023-01-01T00:00:00+00:00'],
    ...['2023-01-01T00:00:00.Z', '2023-01-01T00:00:00,5Z', '2023-01-01T00:00Z', '+023-01-01T00:00:00Z', ''],
    ...['2023-01-01T00:00:00.5', '2023-01-01T00:00:00.5ZZ', '2023-01-01 00:00:00Z', '２023-01-01T00:00:00Z'],
  ])('“%s” is none', (text) => {
    expect(msOfTimestamp(text)).toBeUndefined()
    expect(readTimestamp(text)).toBeUndefined()
  })

  test('sorts as text by its sortable form, however many digits are written', () => {
    const inOrder = [0, 1, 9, 10, 99, 100, 999].map((ms) => `2024-01-01T00:00:00.${pad(ms, 3)}Z`)
    const sortable = inOrder.map((text) => readTimestamp(text)?.sortable ?? '')
    expect(sortable.toSorted()).toEqual(sortable)
    expect(readTimestamp('2024-01-01T00:00:00.100000Z')?.sortable).toBe(
      readTimestamp('2024-01-01T00:00:00.1Z')?.sortable,
    )
    expect(readTimestamp('2024-01-01T00:00:00Z')?.sortable).toBe(readTimestamp('2024-01-01T00:00:00.000Z')?.sortable)
  })
})
