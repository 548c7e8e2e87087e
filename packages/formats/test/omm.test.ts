import { describe, expect, test } from 'vitest'
import { csvHeader, goesKvn, starletteXml, vanguardCsv, vanguardJson } from './published.ts'
import { readAll, readOne, valuesOf, writeAll } from './read-all.ts'

function located(content: string): readonly (readonly [number, string])[] {
  return readAll(content).problems.map(({ line, field }) => [line, field])
}

function xmlWith(from: string, to: string): string {
  return starletteXml.replace(from, to)
}

describe('an OMM message in KVN', () => {
  test('is read into the values that it states', () => {
    expect(valuesOf(readOne(goesKvn))).toEqual({
      id: 23_581,
      authority: 'NORAD',
      name: 'GOES 9',
      internationalDesignator: '1995-025A',
      // Day 64 of 2007; 2007-01-01 is MJD 54101.
      epochUtc: { mjd: 54_164, secondOfDay: 38_081.4264 },
      meanMotionRevPerDay: 1.00273272,
      eccentricity: 0.0005013,
      inclinationDeg: 3.0539,
      rightAscensionDeg: 81.7939,
      argumentOfPerigeeDeg: 249.2363,
      meanAnomalyDeg: 150.1602,
      bstarPerEarthRadius: 0.0001,
      meanMotionDotRevPerDay2: -0.00000113,
      meanMotionDdotRevPerDay3: 0,
      ephemerisType: 0,
      classification: 'U',
      elementSetNumber: 925,
      revolutionAtEpoch: 4316,
    })
  })

  test.each([
    ['comments and blank lines', goesKvn.replace('EPOCH', '\nCOMMENT mean elements\nEPOCH')],
    ['units in brackets', goesKvn.replace('1.00273272', '1.00273272 [rev/day]').replace('81.7939', '81.7939 [deg]')],
    ['CR LF', goesKvn.replaceAll('\n', '\r\n')],
  ])('with %s gives the same values', (_what, content) => {
    expect(valuesOf(readOne(content))).toEqual(valuesOf(readOne(goesKvn)))
  })
})

describe('OMM messages in KVN', () => {
  test('follow one another in the same file', () => {
    const { sets, problems } = readAll(`${goesKvn}\n${goesKvn.replace('23581', '123456789')}`)
    expect([sets.map(({ id }) => id), problems]).toEqual([[23_581, 123_456_789], []])
  })

  test.each([
    ['a unit rad', '81.7939', '81.7939 [rad]', 14, 'RA_OF_ASC_NODE'],
    ['a unit rad/s', '1.00273272', '1.00273272 [rad/s]', 11, 'MEAN_MOTION'],
    ['frame EME2000', 'TEME', 'EME2000', 7, 'REF_FRAME'],
    ['time system TAI', 'UTC', 'TAI', 8, 'TIME_SYSTEM'],
    ['theory DSST', 'SGP/SGP4', 'DSST', 9, 'MEAN_ELEMENT_THEORY'],
    ['center MARS', 'EARTH', 'MARS', 6, 'CENTER_NAME'],
    ['no center', 'CENTER_NAME = EARTH\n', '', 1, 'CENTER_NAME'],
    ['a keyword twice', 'BSTAR', 'BSTAR = 0.0002\nBSTAR', 24, 'BSTAR'],
    ['an unknown keyword', 'BSTAR', 'BSTARR', 23, 'BSTARR'],
    ['a line without =', 'BSTAR = ', 'BSTAR ', 23, 'LINE'],
    ['no number', '0.0005013', '0.0005O13', 12, 'ECCENTRICITY'],
    ['a hexadecimal number', '0.0005013', '0x10', 12, 'ECCENTRICITY'],
    ['an eccentricity of 1', '0.0005013', '1.0', 12, 'ECCENTRICITY'],
    ['a date that does not exist', '2007-064', '2007-366', 10, 'EPOCH'],
    ['an id of ten digits', '23581', '1000000000', 20, 'NORAD_CAT_ID'],
    ['an id that is no number', '23581', 'A3581', 20, 'NORAD_CAT_ID'],
    ['version 9.0', '3.0', '9.0', 1, 'CCSDS_OMM_VERS'],
    ['ephemeris type 3', 'EPHEMERIS_TYPE = 0', 'EPHEMERIS_TYPE = 3', 18, 'EPHEMERIS_TYPE'],
    ['classification T', 'TYPE = U', 'TYPE = T', 19, 'CLASSIFICATION_TYPE'],
    ['a lost line end', '\nNORAD', 'NORAD', 1, 'NORAD_CAT_ID'],
    ['no mean motion but an axis', 'MEAN_MOTION = 1.00273272', 'SEMI_MAJOR_AXIS = 42164', 1, 'MEAN_MOTION'],
  ])('with %s is refused at its line, and its neighbours are read', (_what, from, to, line, field) => {
    const { sets, problems } = readAll(`${goesKvn}${goesKvn.replace(from, to)}${goesKvn}`)
    expect(problems.map((problem) => [problem.line - 25, problem.field])).toEqual([[line, field]])
    expect(sets).toHaveLength(2)
  })

  test('says why a semi-major axis is no mean motion', () => {
    const { problems } = readAll(goesKvn.replace('MEAN_MOTION = 1.00273272', 'SEMI_MAJOR_AXIS = 42164'))
    expect(problems[0]?.reason).toContain('SEMI_MAJOR_AXIS')
  })

  test('of SGP4-XP has ephemeris type 4 and its own drag terms', () => {
    const extended = goesKvn
      .replace('SGP/SGP4', 'SGP4-XP')
      .replace('EPHEMERIS_TYPE = 0', 'EPHEMERIS_TYPE = 4')
      .replace('BSTAR = 0.0001', 'BTERM = 0.0235')
      .replace('MEAN_MOTION_DDOT = 0.0', 'AGOM = 0.0412')
    expect(readOne(extended)).toMatchObject({
      ephemerisType: 4,
      bstarPerEarthRadius: 0.0235,
      meanMotionDdotRevPerDay3: 0.0412,
    })
    for (const format of ['omm-kvn', 'omm-xml', 'omm-json', 'omm-csv'] as const) {
      expect(valuesOf(readOne(writeAll(format, [readOne(extended)]).text))).toEqual(valuesOf(readOne(extended)))
    }
    expect(located(extended.replace('TYPE = 4', 'TYPE = 0'))).toEqual([[18, 'EPHEMERIS_TYPE']])
  })
})

describe('an OMM message in XML', () => {
  const ndm = (...messages: readonly string[]): string =>
    `<?xml version="1.0"?>\n<ndm>\n${messages.join('\n')}\n</ndm>\n`

  test('is read from an <omm> of its own and from an <ndm> of many', () => {
    const set = readOne(starletteXml)
    expect(set).toMatchObject({
      id: 7646,
      name: 'STARLETTE',
      bstarPerEarthRadius: -0.47102e-5,
      eccentricity: 0.0205751,
    })
    const { sets, problems } = readAll(ndm(starletteXml, '<!-- <omm> -->', starletteXml))
    expect([sets.length, problems]).toEqual([2, []])
  })

  test('in UTF-16 with its byte order mark is read', () => {
    const units = Uint16Array.from(`\uFEFF${ndm(starletteXml)}`, (character) => character.charCodeAt(0))
    const { sets, problems } = readAll(new Uint8Array(units.buffer), 7)
    expect([sets.length, problems]).toEqual([1, []])
  })

  test.each([
    ['a unit rad', '<INCLINATION>', '<INCLINATION units="rad">', 17, 'INCLINATION'],
    ['a unit rad/s', '<MEAN_MOTION>', '<MEAN_MOTION units="rad/s">', 15, 'MEAN_MOTION'],
    ['a keyword twice', '<BSTAR>', '<BSTAR>1</BSTAR><BSTAR>', 28, 'BSTAR'],
    ['an unknown element', '<BSTAR>', '<B_STAR>1</B_STAR><BSTAR>', 28, 'B_STAR'],
    ['a section twice', '</metadata>', '</metadata><metadata></metadata>', 11, 'metadata'],
    ['an entity of its own', 'STARLETTE', '&star;', 5, 'record'],
    ['a broken tag', '</BSTAR>', '</BSTAL>', 28, 'record'],
    ['frame GCRF', 'TEME', 'GCRF', 8, 'REF_FRAME'],
    ['version 9', '2.0', '9.0', 1, 'CCSDS_OMM_VERS'],
  ])('with %s is refused at its line, and its neighbours are read', (_what, from, to, line, field) => {
    const { sets, problems } = readAll(ndm(starletteXml, xmlWith(from, to), starletteXml))
    const before = 2 + starletteXml.split('\n').length
    expect(problems.map((problem) => [problem.line - before, problem.field])).toEqual([[line, field]])
    expect(sets).toHaveLength(2)
  })

  test.each([
    ['a DOCTYPE', `<!DOCTYPE ndm [<!ENTITY a "b">]>\n${starletteXml}`],
    ['another root', '<html><body>503 Service Unavailable</body></html>'],
  ])('is not read behind %s', (_what, content) => {
    expect(readAll(content).sets).toEqual([])
    expect(located(content)).toEqual([[1, 'record']])
  })
})

describe('OMM in CSV', () => {
  test('is read with its columns in any order, unknown ones ignored, numbers without a leading zero', () => {
    const set = readOne(`${csvHeader}\n${vanguardCsv}\n`)
    expect(set).toMatchObject({ id: 5, eccentricity: 0.1845686, bstarPerEarthRadius: -0.22483e-4, origin: { line: 2 } })
    const reversed = (row: string): string => `EXTRA,${row.split(',').toReversed().join(',')}`
    expect(valuesOf(readOne(`${reversed(csvHeader)}\n${reversed(vanguardCsv)}`))).toEqual(valuesOf(set))
  })

  test.each([
    ['a column too few', vanguardCsv.replace(',999', ''), 'record'],
    ['an empty number', vanguardCsv.replace('10.84869164', ''), 'MEAN_MOTION'],
    ['a stray quote', vanguardCsv.replace('VANG', '"VANG'), 'record'],
    ['a quote inside', vanguardCsv.replace('VANG', 'VA"NG'), 'record'],
    ['a day that does not exist', vanguardCsv.replace('10-13', '13-10'), 'EPOCH'],
  ])('with %s loses that row only', (_what, row, field) => {
    const { sets, problems } = readAll(`${csvHeader}\n${vanguardCsv}\n${row}\n${vanguardCsv}\n${vanguardCsv}\n`)
    expect(problems.map((problem) => [problem.line, problem.field])).toEqual([[3, field]])
    expect(sets).toHaveLength(3)
  })

  test.each([
    ['lacks a column', csvHeader.replace('MEAN_MOTION_DOT,', ''), 'MEAN_MOTION_DOT'],
    ['has a column twice', `${csvHeader},EPOCH`, 'record'],
    ['misspells an optional column', csvHeader.replace('EPHEMERIS', 'EPHEMERES'), 'EPHEMERIS_TYPE'],
  ])('is one problem where its header %s', (_what, header, field) => {
    expect(located(`${header}\n${vanguardCsv}\n${vanguardCsv}\n`)).toEqual([[1, field]])
  })
})

describe('OMM in JSON', () => {
  test.each([
    ['an array', `[${vanguardJson}]`],
    ['a single object', vanguardJson],
    ['an object on one line', `${JSON.stringify(JSON.parse(vanguardJson))}\n`],
    ['numbers as strings', vanguardJson.replaceAll(/: (-?[\d.e-]+)/g, ': "$1"')],
    ['unknown and null members', vanguardJson.replace('{', '{"X": {"Y": [1, "}"]}, "CENTER_NAME": null,')],
  ])('is read from %s', (_what, content) => {
    const set = readOne(content)
    expect(set).toMatchObject({ id: 5, meanMotionDotRevPerDay2: 2.64e-6, bstarPerEarthRadius: 0.00035436 })
    // 2025-02-14 is MJD 60720.
    expect(set.epochUtc).toEqual({ mjd: 60_720, secondOfDay: 52_608.662784 })
  })

  test('is read from objects one after another', () => {
    const line = JSON.stringify(JSON.parse(vanguardJson))
    expect(readAll(`${line}\n${line}\n`)).toMatchObject({ sets: [{ id: 5 }, { id: 5 }], problems: [] })
  })

  test.each([
    ['a member twice', '"BSTAR"', '"BSTAR": 1, "BSTAR"', 15, 'BSTAR'],
    ['a boolean', '0.00035436', 'true', 15, 'BSTAR'],
    ['a fraction as id', '": 5,', '": 5.5,', 12, 'NORAD_CAT_ID'],
    ['a lost brace', /\}$/, '', 0, 'record'],
    ['a lost quote', '"OBJECT_NAME', 'OBJECT_NAME', 0, 'record'],
    ['a lost comma', '"U",', '"U"', 0, 'record'],
    ['a member misspelt', 'EPHEMERIS_TYPE', 'EPHEMERIS_TYPES', 0, 'EPHEMERIS_TYPE'],
  ])('with %s loses that record only', (_what, from, to, line, field) => {
    const { sets, problems } = readAll(`[${vanguardJson},\n${vanguardJson.replace(from, to)},\n${vanguardJson}]`)
    expect(problems.map((problem) => [problem.line - 20, problem.field])).toEqual([[line, field]])
    expect(sets).toHaveLength(2)
  })

  test('on one line loses only the record that a quote is lost of', () => {
    const record = JSON.stringify(JSON.parse(vanguardJson))
    const { sets, problems } = readAll(`[${record},${record.replace('"OBJECT_ID"', '"OBJECT_ID')},${record},${record}]`)
    expect([sets.length, problems.length]).toEqual([3, 1])
  })
})
