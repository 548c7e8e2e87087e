import { describe, expect, test } from 'vitest'
import { vanguardLines } from './published.ts'
import { readAll, readOne, valuesOf, withChecksum, writeAll } from './read-all.ts'

const [one, two] = vanguardLines

function changed(line: string, at: number, text: string): string {
  return `${line.slice(0, at)}${text}${line.slice(at + text.length)}`
}

function reasons(content: string): readonly (readonly [number, string])[] {
  return readAll(content).problems.map(({ line, field }) => [line, field])
}

describe('a TLE', () => {
  test('is read into the values that its columns state', () => {
    expect(valuesOf(readOne(`0 VANGUARD 1\r\n${one}\r\n${two}\r\n`))).toEqual({
      id: 5,
      authority: 'NORAD',
      name: 'VANGUARD 1',
      internationalDesignator: '1958-002B',
      // Day 179 of 2000 is MJD 51544 + 178; the fraction .78495062 is 78495062 × 864 µs.
      epochUtc: { mjd: 51_722, secondOfDay: 67_819.733568 },
      meanMotionRevPerDay: 10.82419157,
      eccentricity: 0.1859667,
      inclinationDeg: 34.2682,
      rightAscensionDeg: 348.7242,
      argumentOfPerigeeDeg: 331.7664,
      meanAnomalyDeg: 19.3264,
      bstarPerEarthRadius: 0.000028098,
      meanMotionDotRevPerDay2: 0.00000023,
      meanMotionDdotRevPerDay3: 0,
      ephemerisType: 0,
      classification: 'U',
      elementSetNumber: 475,
      revolutionAtEpoch: 41_366,
    })
  })

  test.each([
    ['two lines', `${one}\n${two}`],
    ['CR LF and a byte order mark', `\uFEFF${one}\r\n${two}\r\n`],
    ['comment and blank lines', `# a comment\n\n${one}\n\n# another\n${two}\n`],
    ['68 characters, no checksum', `${one.slice(0, 68)}\n${two.slice(0, 68)}\n`],
    ['70 characters, a trailing backslash', `${one}\\\n${two}\\\n`],
    ['trailing blanks', `${one}   \n${two} \n`],
    ['text behind column 69', `${one}\n${two}     0.00      4320.0        360.00\n`],
    ['leading plus signs', `${withChecksum(changed(changed(one, 33, '+'), 44, '+'))}\n${two}\n`],
    ['zero-padded angles', `${one}\n${withChecksum(changed(changed(two, 8, '0'), 43, '0'))}\n`],
    ['a catalogue number without leading zeros', `${changed(one, 2, '    5')}\n${changed(two, 2, '    5')}\n`],
  ])('with %s gives the same values', (_what, content) => {
    expect(valuesOf(readOne(content))).toEqual(valuesOf(readOne(`${one}\n${two}\n`)))
  })
})

describe('the name of a TLE', () => {
  test.each([
    ['0 VANGUARD 1', 'VANGUARD 1'],
    ['VANGUARD 1', 'VANGUARD 1'],
    ['  0 IN FRONT', '0 IN FRONT'],
    ['0 やぐら', 'やぐら'],
    ['0 UNKNOWN', undefined],
    ['0 ', undefined],
  ])('takes the name of the line %j before it', (line, name) => {
    const set = readOne(`${line}\n${one}\n${two}\n`)
    expect(set.name).toBe(name)
  })
})

describe('the catalogue number of a TLE', () => {
  test.each([
    ['A0000', 100_000],
    ['E8493', 148_493],
    ['H9999', 179_999],
    ['J0000', 180_000],
    ['P0000', 230_000],
    ['Z9999', 339_999],
  ])('reads and writes the Alpha-5 number %s as %i', (alpha, id) => {
    // Source: Space-Track, Alpha-5: A is 10 to Z is 33, I and O left out.
    const text = `${withChecksum(changed(one, 2, alpha))}\n${withChecksum(changed(two, 2, alpha))}\n`
    expect(readOne(text).id).toBe(id)
    expect(writeAll('tle', [readOne(text)]).text).toBe(text)
  })

  test.each([
    'I0000',
    'O0000',
    'a0000',
    'AB000',
    'A 000',
    '00000',
    '     ',
  ])('refuses the catalogue number %j', (number) => {
    const text = `${withChecksum(changed(one, 2, number))}\n${withChecksum(changed(two, 2, number))}\n`
    expect(reasons(text)).toEqual([[1, 'NORAD_CAT_ID']])
  })
})

describe('line 1 of a TLE', () => {
  test.each([
    [1957, '57001.00000000', 35_839],
    [1999, '99365.00000000', 51_543],
    [2000, '00366.00000000', 51_909],
    [2056, '56366.00000000', 72_363],
  ])('has a two-digit year of the years 1957 to 2056: %i', (_year, epoch, mjd) => {
    expect(readOne(`${withChecksum(changed(one, 18, epoch))}\n${two}\n`).epochUtc).toEqual({ mjd, secondOfDay: 0 })
  })

  test('keeps ephemeris type 4 for who must not propagate it', () => {
    expect(readOne(`${withChecksum(changed(one, 62, '4'))}\n${two}\n`).ephemerisType).toBe(4)
  })

  test('may leave designator, element set number and ephemeris type blank', () => {
    const set = readOne(`${withChecksum(changed(changed(changed(one, 9, '        '), 62, ' '), 64, '    '))}\n${two}\n`)
    expect([set.internationalDesignator, set.ephemerisType, set.elementSetNumber]).toEqual([undefined, 0, 0])
  })
})

describe('a TLE that is wrong', () => {
  const good = `${one}\n${two}\n`
  test.each([
    ['a digit changed', changed(one, 30, '7'), two, 1, 'CHECKSUM'],
    ['a minus sign lost', one, changed(two, 68, '8'), 2, 'CHECKSUM'],
    ['only one line without a checksum', one, two.slice(0, 68), 2, 'CHECKSUM'],
    ['other ids on its lines', one, withChecksum(changed(two, 2, '00006')), 2, 'NORAD_CAT_ID'],
    ['an inclination of 180.0001', one, withChecksum(changed(two, 8, '180.0001')), 2, 'INCLINATION'],
    ['an angle of 360.0001', one, withChecksum(changed(two, 17, '360.0001')), 2, 'RA_OF_ASC_NODE'],
    ['a negative angle', one, withChecksum(changed(two, 43, '-19.3264')), 2, 'MEAN_ANOMALY'],
    ['a mean motion of 0', one, withChecksum(changed(two, 52, ' 0.00000000')), 2, 'MEAN_MOTION'],
    ['a mean motion of 20.1', one, withChecksum(changed(two, 52, '20.10000000')), 2, 'MEAN_MOTION'],
    ['a letter in a number', one, withChecksum(changed(two, 34, '33l.7664')), 2, 'ARG_OF_PERICENTER'],
    ['a blank in the eccentricity', one, withChecksum(changed(two, 26, '18 9667')), 2, 'ECCENTRICITY'],
    ['day 366 of a common year', withChecksum(changed(one, 18, '01366')), two, 1, 'EPOCH'],
    ['day 0', withChecksum(changed(one, 18, '00000')), two, 1, 'EPOCH'],
    ['a damaged exponent', withChecksum(changed(one, 59, 'x')), two, 1, 'BSTAR'],
    ['a damaged designator', withChecksum(changed(one, 9, '58-02B')), two, 1, 'OBJECT_ID'],
    ['classification X', changed(one, 7, 'X'), two, 1, 'CLASSIFICATION_TYPE'],
    ['ephemeris type 7', withChecksum(changed(one, 62, '7')), two, 1, 'EPHEMERIS_TYPE'],
    ['shifted columns', withChecksum(`${one.slice(0, 20)} ${one.slice(20)}`), two, 1, 'LINE'],
    ['a cut line', one, two.slice(0, 40), 2, 'LINE'],
    ['a line longer by a digit', one, `${two}7`, 2, 'LINE'],
    ['a damaged line number', one, changed(two, 0, '3'), 2, 'LINE'],
    ['a damaged first line number', changed(one, 0, '3'), two, 1, 'LINE'],
  ])('by %s is one problem, and its neighbours are read', (_what, first, second, line, field) => {
    const { sets, problems } = readAll(`${good}${first}\n${second}\n${good}`)
    expect(problems.map((problem) => [problem.line - 2, problem.field])).toEqual([[line, field]])
    expect(sets).toHaveLength(2)
  })

  test.each([
    ['line 2 alone', `${two}\n${good}`, 1],
    ['line 1 alone', `${one}\n${good}`, 1],
    ['line 1 before a name', `${one}\n0 NAME\n${good}`, 1],
    ['line 1 at the end', `${good}${one}\n`, 3],
    ['a name alone', `0 LONELY\n0 NAME\n${good}`, 1],
    ['a name at the end', `${good}0 LONELY\n`, 3],
  ])('because of %s is one problem', (_what, content, line) => {
    const { sets, problems } = readAll(content)
    expect(problems.map((problem) => [problem.line, problem.field])).toEqual([[line, 'LINE']])
    expect(sets).toHaveLength(1)
  })

  test('does not lend its damaged line to the next record as a name', () => {
    const { sets } = readAll(`${one}\n${changed(two, 0, 'x')}\n${good}`)
    expect(sets.map((set) => set.name)).toEqual([undefined])
  })

  test('is named with what was found and what was expected', () => {
    const [problem] = readAll(`${one}\n${withChecksum(changed(two, 8, '180.5000'))}`).problems
    expect(problem).toEqual({
      file: 'test',
      line: 2,
      field: 'INCLINATION',
      reason: 'found 180.5, expected a value in [0, 180] deg',
    })
  })
})

describe('the lines of a TLE in JSON', () => {
  test.each([
    ['TLE1 and TLE2', { TLE1: one, TLE2: two }, undefined],
    [
      'TLE_LINE1, TLE_LINE2 and OBJECT_NAME',
      { OBJECT_NAME: 'VANGUARD 1', TLE_LINE1: one, TLE_LINE2: two },
      'VANGUARD 1',
    ],
    ['TLE_LINE0 too', { TLE_LINE0: '0 VANGUARD 1', TLE_LINE1: one, TLE_LINE2: two }, 'VANGUARD 1'],
  ])('are read from %s', (_what, members, name) => {
    const set = readOne(JSON.stringify([members], undefined, 1))
    expect(set).toMatchObject({ id: 5, name, meanMotionRevPerDay: 10.82419157, origin: { line: 2 } })
  })

  test('are refused where they are damaged', () => {
    expect(reasons(JSON.stringify([{ TLE1: changed(one, 30, '7'), TLE2: two }]))).toEqual([[1, 'CHECKSUM']])
    expect(reasons(JSON.stringify([{ TLE1: one }]))).toEqual([[1, 'LINE']])
  })
})

describe('an element set of the JSC Vimpel catalogue', () => {
  // Layout as published by JSC Vimpel: classification V, own number in columns 10-17, filler instead of a checksum.
  const lines = [
    '1      V 12104    25007.20347222 +.00000000 +00000+0 +00000-0 0 49990',
    '2       064.8350 009.7330 1627170 165.9900 359.1946 12.12185514 00010',
  ]

  test('has the id of its own authority, and no checksum is asked of it', () => {
    const set = readOne(lines.join('\n'))
    expect(set).toMatchObject({ id: 12_104, authority: 'JSC', name: 'JSC 12104', classification: 'V' })
    expect(set.internationalDesignator).toBeUndefined()
  })

  test('comes back from a 3LE of its own and is refused by every OMM format', () => {
    const set = readOne(lines.join('\n'))
    expect(valuesOf(readOne(writeAll('3le', [set]).text))).toEqual(valuesOf(set))
    for (const format of ['omm-csv', 'omm-json', 'omm-xml', 'omm-kvn'] as const) {
      expect(writeAll(format, [set]).problems.map(({ field }) => field)).toEqual(['NORAD_CAT_ID'])
    }
  })
})
