import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ElementSet, UtcInstant } from '../src/index.ts'
import { createElementSetWriter, formatUtc, parseUtc } from '../src/index.ts'
import { goesKvn, vanguardJson, vanguardLines } from './published.ts'
import { readAll, readOne, valuesOf, writeAll } from './read-all.ts'

const vanguard = readOne(vanguardLines.join('\n'))

function instant(text: string): UtcInstant {
  return parseUtc(text) ?? { mjd: Number.NaN, secondOfDay: 0 }
}

/** The lines that an element set is printed in, changed in some values. */
function linesWith(values: Partial<ElementSet>): readonly string[] {
  return writeAll('tle', [{ ...vanguard, ...values }]).text.split('\n')
}

describe('a written TLE', () => {
  test('is the published one, character for character', () => {
    expect(writeAll('tle', [vanguard]).text).toBe(`${vanguardLines.join('\n')}\n`)
    expect(writeAll('3le', [{ ...vanguard, name: 'VANGUARD 1' }]).text).toBe(
      `0 VANGUARD 1\n${vanguardLines.join('\n')}\n`,
    )
    expect(writeAll('3le', [vanguard]).text).toBe(`0 UNKNOWN\n${vanguardLines.join('\n')}\n`)
  })

  test.each([
    ['2023-12-31T23:59:59.9999999', '24001.00000000'],
    ['2024-02-28T23:59:59.999568', '24060.00000000'],
    ['2024-02-29T23:59:59.999567', '24060.99999999'],
    ['2016-12-31T23:59:59.999999', '17001.00000000'],
    ['2056-12-31T12:00:00', '56366.50000000'],
    ['1957-01-01T00:00:00', '57001.00000000'],
  ])('has the epoch %s rounded to %s', (epoch, columns) => {
    expect(linesWith({ epochUtc: instant(epoch) })[0]?.slice(18, 32)).toBe(columns)
  })

  test.each([
    ['rightAscensionDeg', 359.99996, 17, 25, '  0.0000'],
    ['rightAscensionDeg', 359.99994, 17, 25, '359.9999'],
    ['meanAnomalyDeg', 360, 43, 51, '360.0000'],
    ['inclinationDeg', 179.99999, 8, 16, '180.0000'],
    ['eccentricity', 0.14456611, 26, 33, '1445661'],
    ['meanMotionRevPerDay', 1.002732726, 52, 63, ' 1.00273273'],
    ['revolutionAtEpoch', 123_456, 63, 68, '23456'],
  ] as const)('has %s of %d rounded on line 2', (field, value, from, to, columns) => {
    expect(linesWith({ [field]: value })[1]?.slice(from, to)).toBe(columns)
  })

  test.each([
    ['bstarPerEarthRadius', 0.00053091218, 53, 61, ' 53091-3'],
    ['bstarPerEarthRadius', -0.0000099999999, 53, 61, '-10000-4'],
    ['bstarPerEarthRadius', 0.13519, 53, 61, ' 13519+0'],
    ['bstarPerEarthRadius', 1.4618149, 53, 61, ' 14618+1'],
    ['bstarPerEarthRadius', 1.234e-12, 53, 61, ' 00123-9'],
    ['bstarPerEarthRadius', 1e-15, 53, 61, ' 00000+0'],
    ['bstarPerEarthRadius', 0, 53, 61, ' 00000+0'],
    ['meanMotionDdotRevPerDay3', 0, 44, 52, ' 00000-0'],
    ['meanMotionDotRevPerDay2', -0.000001136, 33, 43, '-.00000114'],
    ['meanMotionDotRevPerDay2', 0.99999999, 33, 43, ' .99999999'],
  ] as const)('has %s of %d rounded on line 1', (field, value, from, to, columns) => {
    expect(linesWith({ [field]: value })[0]?.slice(from, to)).toBe(columns)
  })

  test.each([
    [{ id: 340_000 }, 'NORAD_CAT_ID'],
    [{ internationalDesignator: '2057-001A' }, 'OBJECT_ID'],
    [{ internationalDesignator: 'GOES' }, 'OBJECT_ID'],
    [{ epochUtc: instant('2057-01-01T00:00:00') }, 'EPOCH'],
    [{ epochUtc: instant('2056-12-31T23:59:59.999999') }, 'EPOCH'],
    [{ epochUtc: instant('2016-12-31T23:59:60.5') }, 'EPOCH'],
    [{ eccentricity: 0.99999999 }, 'ECCENTRICITY'],
    [{ meanMotionRevPerDay: 1e-9 }, 'MEAN_MOTION'],
    [{ meanMotionDotRevPerDay2: 0.999999999 }, 'MEAN_MOTION_DOT'],
    [{ elementSetNumber: 10_000 }, 'ELEMENT_SET_NO'],
  ] as const)('cannot hold %j, says so and has nothing of it', (values, field) => {
    const { text, problems } = writeAll('tle', [vanguard, { ...vanguard, ...values }, vanguard])
    expect(problems.map((problem) => [problem.field, problem.line])).toEqual([[field, 1]])
    expect(problems[0]?.reason).toContain('cannot be written as a TLE')
    expect(text).toBe(`${vanguardLines.join('\n')}\n`.repeat(2))
  })
})

const anyElementSet: fc.Arbitrary<ElementSet> = fc
  .record({
    id: fc.integer({ min: 1, max: 999_999_999 }),
    name: fc.constantFrom('ISS (ZARYA)', 'A "B", C', '<&> ]]>', 'やぐら [DEB]', '= x', undefined),
    internationalDesignator: fc.constantFrom('1998-067A', '2024-001ABC', undefined),
    mjd: fc.integer({ min: 36_000, max: 72_000 }),
    microseconds: fc.integer({ min: 0, max: 86_399_999_999 }),
    meanMotion: fc.double({ min: 1e-6, max: 20, noNaN: true }),
    unit: fc.double({ min: 0, max: 0.9999999, noNaN: true }),
    angle: fc.double({ min: 0, max: 180, noNaN: true }),
    drag: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  })
  .map(({ mjd, microseconds, meanMotion, unit, angle, drag, ...identity }) => ({
    ...vanguard,
    ...identity,
    epochUtc: { mjd, secondOfDay: microseconds / 1e6 },
    meanMotionRevPerDay: meanMotion,
    eccentricity: unit,
    inclinationDeg: angle,
    rightAscensionDeg: 2 * angle,
    argumentOfPerigeeDeg: 360 - angle,
    meanAnomalyDeg: angle / 3,
    bstarPerEarthRadius: drag + 0,
    meanMotionDotRevPerDay2: drag / 7 + 0,
    meanMotionDdotRevPerDay3: drag / 11 + 0,
  }))

describe('any element set', () => {
  test.each(['omm-csv', 'omm-json', 'omm-xml', 'omm-kvn'] as const)('comes back from %s to the last bit', (format) => {
    fc.assert(
      fc.property(fc.array(anyElementSet, { maxLength: 3 }), (sets) => {
        const { text, problems } = writeAll(format, sets)
        const expected = format === 'omm-csv' || sets.length > 0 ? sets.map(valuesOf) : []
        expect(problems).toEqual([])
        expect(readAll(text).sets.map(valuesOf)).toEqual(expected)
      }),
    )
  })

  test('comes back from a TLE within half a unit of the last digit of its columns', () => {
    fc.assert(
      fc.property(anyElementSet, (drawn) => {
        const set = { ...drawn, id: drawn.id % 340_000 || 1 }
        const back = readOne(writeAll('tle', [set]).text)
        const epochDifferenceS =
          (back.epochUtc.mjd - set.epochUtc.mjd) * 86_400 + back.epochUtc.secondOfDay - set.epochUtc.secondOfDay
        expect(Math.abs(epochDifferenceS)).toBeLessThanOrEqual(0.000432 + 1e-9)
        expect(Math.abs(back.meanMotionRevPerDay - set.meanMotionRevPerDay)).toBeLessThanOrEqual(0.5e-8 + 1e-14)
        expect(Math.abs(back.eccentricity - set.eccentricity)).toBeLessThanOrEqual(0.5e-7 + 1e-14)
        expect(Math.abs(back.inclinationDeg - set.inclinationDeg)).toBeLessThanOrEqual(0.5e-4 + 1e-10)
        const turnDeg = Math.abs(back.argumentOfPerigeeDeg - set.argumentOfPerigeeDeg)
        expect(Math.min(turnDeg, 360 - turnDeg)).toBeLessThanOrEqual(0.5e-4 + 1e-10)
        const bstarUnit = Math.max(Math.abs(set.bstarPerEarthRadius) * 1e-4, 1e-14)
        expect(Math.abs(back.bstarPerEarthRadius - set.bstarPerEarthRadius)).toBeLessThanOrEqual(
          0.5 * bstarUnit + 1e-20,
        )
        expect(writeAll('tle', [back]).text).toBe(writeAll('tle', [set]).text)
      }),
    )
  })
})

describe('a written OMM', () => {
  test('in JSON has the keys of CelesTrak in its order and its epoch', () => {
    const published: unknown = JSON.parse(vanguardJson)
    const written: unknown = JSON.parse(writeAll('omm-json', [readOne(vanguardJson)]).text)
    expect(written).toEqual([published])
    expect(JSON.stringify(written)).toBe(`[${JSON.stringify(published)}]`)
  })

  test('in KVN and XML says when and by whom it was made', () => {
    for (const format of ['omm-kvn', 'omm-xml'] as const) {
      let text = ''
      const header = { creationUtc: instant('2026-03-09T12:00:00Z'), originator: 'YAGURA' }
      const writer = createElementSetWriter(
        format,
        (part) => {
          text += part
        },
        header,
      )
      writer.write(readOne(goesKvn))
      writer.end()
      expect(text).toContain('2026-03-09T12:00:00.000000')
      expect(text).toContain('YAGURA')
      expect(readAll(text).problems).toEqual([])
    }
  })

  test.each([
    'omm-csv',
    'omm-json',
    'omm-xml',
    'omm-kvn',
    '3le',
  ] as const)('in %s refuses a name of two lines', (format) => {
    const { problems } = writeAll(format, [{ ...vanguard, name: 'TWO\nLINES' }])
    expect(problems.map(({ field }) => field)).toEqual(['OBJECT_NAME'])
  })

  test('holds ids above 339999, which a TLE does not', () => {
    const set = { ...vanguard, id: 799_500_001 }
    expect(readOne(writeAll('omm-csv', [set]).text).id).toBe(799_500_001)
    expect(writeAll('3le', [set]).problems).toHaveLength(1)
  })

  test('prints epochs to the microsecond', () => {
    expect(writeAll('omm-csv', [vanguard]).text).toContain(`,${formatUtc(vanguard.epochUtc, 6).slice(0, -1)},`)
    expect(writeAll('omm-csv', [vanguard]).text).toContain('2000-06-27T18:50:19.733568')
  })
})
