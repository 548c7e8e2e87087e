import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeObject, parseSatcatRow } from '../../src/index.ts'

const header =
  'OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,LAUNCH_DATE,LAUNCH_SITE,DECAY_DATE,PERIOD,INCLINATION,APOGEE,PERIGEE,RCS,DATA_STATUS_CODE,ORBIT_CENTER,ORBIT_TYPE'

function row(values: string): ReadonlyMap<string, string> {
  const cells = values.split(',')
  return new Map(header.split(',').map((name, index) => [name, cells[index] ?? '']))
}

test('a row of CelesTrak’s form is read', () => {
  const values = 'ISS (ZARYA),1998-067A,25544,PAY,+,ISS,1998-11-20,TTMTR,,92.93,51.64,421,413,399.0524,,EA,ORB'
  expect(parseSatcatRow('satcat.csv', 2, row(values))).toEqual({
    id: 25544,
    name: 'ISS (ZARYA)',
    internationalDesignator: '1998-067A',
    objectType: 'payload',
    operationalStatus: '+',
    owner: 'ISS',
    launchDate: '1998-11-20',
    decayDate: undefined,
    radarCrossSectionM2: 399.0524,
  })
})

test.each([
  ['NORAD_CAT_ID', 'A,,T0001,PAY,+,US,,,,,,,,,,,'],
  ['NORAD_CAT_ID', 'A,,0,PAY,+,US,,,,,,,,,,,'],
  ['OBJECT_TYPE', 'A,,5,PAYLOAD,+,US,,,,,,,,,,,'],
  ['LAUNCH_DATE', 'A,,5,PAY,+,US,20/11/1998,,,,,,,,,,'],
  ['DECAY_DATE', 'A,,5,PAY,+,US,,,soon,,,,,,,,'],
  ['RCS', 'A,,5,PAY,+,US,,,,,,,,-1,,,'],
  ['RCS', 'A,,5,PAY,+,US,,,,,,,,large,,,'],
])('a row with a bad %s is a problem that names file, line and field: %s', (field, values) => {
  expect(parseSatcatRow('satcat.csv', 9, row(values))).toMatchObject({ file: 'satcat.csv', line: 9, field })
})

test('a file without the column of types is not taken for a SATCAT', () => {
  expect(parseSatcatRow('x.csv', 2, new Map([['NORAD_CAT_ID', '5']]))).toMatchObject({ field: 'OBJECT_TYPE' })
})

test('no row makes the reader throw', () => {
  const fields = fc.dictionary(fc.constantFrom(...header.split(',')), fc.string())
  fc.assert(
    fc.property(fields, (cells) => {
      const result = parseSatcatRow('f', 1, new Map(Object.entries(cells)))
      expect('id' in result || result.reason.length > 0).toBe(true)
    }),
  )
})

// Types and owners of these objects are those of the public SATCAT.
test.each([
  ['STARLINK-1007', 'payload', 'US'],
  ['STARLINK-1007 DEB', 'debris', 'US'],
  ['COSMOS 2251 DEB', 'debris', 'CIS'],
  ['FENGYUN 1C DEB', 'debris', 'PRC'],
  ['FENGYUN 1C', 'payload', 'PRC'],
  ['SL-16 R/B', 'rocket-body', 'CIS'],
  ['CZ-6A DEB', 'debris', 'PRC'],
  ['FALCON 9 R/B', 'rocket-body', 'US'],
  ['H-2A R/B', 'rocket-body', 'JPN'],
  ['QZS-6', 'payload', 'JPN'],
  ['NAVSTAR 43 (USA 132)', 'payload', 'US'],
  ['ONEWEB-0012', 'payload', 'UK'],
] as const)('the name %s says %s and %s, and both are shown as inferred', (name, objectType, owner) => {
  expect(describeObject(name)).toMatchObject({
    objectType: { basis: 'inferred', value: objectType },
    owner: { basis: 'inferred', value: owner },
  })
})

test.each([
  'OBJECT A',
  'TBA - TO BE ASSIGNED',
  'UNKNOWN',
  'COSMO-SKYMED 1',
  'DEBUT (ORIZURU)',
  'THOR 5',
  undefined,
])('nothing is guessed from the name %s', (name) => {
  expect(describeObject(name)).toEqual({ objectType: { basis: 'unknown' }, owner: { basis: 'unknown' } })
})

test('a stage sold to others does not tell an owner: SL-23 was also launched by Sea Launch', () => {
  expect(describeObject('SL-23 R/B').owner).toEqual({ basis: 'unknown' })
})

test('the SATCAT goes before the name, and where it says unknown the name may still tell', () => {
  const entry = parseSatcatRow('s', 2, row('COSMOS 1,,5,UNK,,TBD,,,,,,,,,,,'))
  const stated = parseSatcatRow('s', 2, row('COSMOS 1,,5,DEB,,UKR,,,,,,,,,,,'))
  if (!('id' in entry && 'id' in stated)) expect.fail('both rows are good')
  expect(describeObject('COSMOS 1 R/B', entry)).toMatchObject({
    objectType: { basis: 'inferred', value: 'rocket-body' },
    owner: { basis: 'inferred', value: 'CIS' },
  })
  expect(describeObject('COSMOS 1 R/B', stated)).toEqual({
    objectType: { basis: 'satcat', value: 'debris' },
    owner: { basis: 'satcat', value: 'UKR' },
  })
})

const snapshot = sharedData('space/catalogue/spacetrack_20240705.3le')
test.skipIf(snapshot === undefined)(
  'on the catalogue of 2024-07-05 every R/B is a rocket body and every DEB is debris',
  () => {
    const lines = readFileSync(snapshot ?? '', 'utf8').split(/\r?\n/)
    const names = lines.filter((line) => line.startsWith('0 ')).map((line) => line.slice(2).trim())
    expect(names.length).toBeGreaterThan(26_000)
    for (const name of names) {
      const { objectType } = describeObject(name)
      const value = objectType.basis === 'unknown' ? 'unknown' : objectType.value
      if (/ DEB( |$)/.test(name)) expect(value, name).toBe('debris')
      else if (/ R\/B( |\(|$)/.test(name)) expect(value, name).toBe('rocket-body')
    }
  },
)
