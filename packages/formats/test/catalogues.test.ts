import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { readAll, valuesOf, writeAll } from './read-all.ts'

function needed(relative: string): { readonly absent: boolean; bytes(): Uint8Array } {
  const path = sharedData(relative)
  return { absent: path === undefined, bytes: () => new Uint8Array(readFileSync(path ?? '')) }
}

describe('a published catalogue', () => {
  // Numbers of objects: the data folder's own list of sources.
  for (const [name, objects] of [
    ['spacetrack_20131023.tle', 14_917],
    ['spacetrack_20240705.3le', 26_389],
    ['spacetrack_20240917.tle', 26_905],
    ['celestrak_gp_20260309_omm.csv', 21_569],
    ['jsc_vimpel_2025.json', 7_170],
  ] as const) {
    const file = needed(`space/catalogue/${name}`)
    test.skipIf(file.absent)(`${name} is read whole, without a problem`, () => {
      const { sets, problems } = readAll(file.bytes())
      expect(problems).toEqual([])
      expect(sets).toHaveLength(objects)
    })
  }

  const tle = needed('space/catalogue/spacetrack_20240917.tle')
  test.skipIf(tle.absent)('in the standard layout is written character for character', () => {
    const { sets } = readAll(tle.bytes())
    const published = new TextDecoder().decode(tle.bytes()).split('\n')
    const written = writeAll('tle', sets).text.split('\n')
    const differing = published.filter((line, index) => line !== written[index])
    // Seven lines print an exponent of zero as -0, which elsewhere in the same file is +0.
    expect(differing.filter((line) => line.slice(50, 52) !== '-0')).toEqual([])
    expect(differing).toHaveLength(7)
  })

  const threeLine = needed('space/catalogue/spacetrack_20240705.3le')
  test.skipIf(threeLine.absent)('of 3LE goes through every OMM format and back without losing a digit', () => {
    // Every seventh object: 3,770 of all kinds.
    const sets = readAll(threeLine.bytes()).sets.filter((_set, index) => index % 7 === 0)
    const values = sets.map(valuesOf)
    for (const format of ['omm-csv', 'omm-json', 'omm-xml', 'omm-kvn', '3le'] as const) {
      const { text, problems } = writeAll(format, sets)
      expect(problems).toEqual([])
      expect(readAll(text).problems).toEqual([])
      expect(readAll(text).sets.map(valuesOf), format).toEqual(values)
    }
  })

  const csv = needed('space/catalogue/celestrak_gp_20260309_omm.csv')
  test.skipIf(csv.absent)('of OMM keeps in a TLE every digit that its columns hold, and ids and epochs exactly', () => {
    const { sets } = readAll(csv.bytes())
    const back = readAll(writeAll('3le', sets).text).sets
    expect(back).toHaveLength(sets.length)
    for (const [index, set] of sets.entries()) {
      if (index % 7 !== 0) continue
      expect(back[index]).toMatchObject({
        id: set.id,
        name: set.name,
        epochUtc: set.epochUtc,
        meanMotionRevPerDay: set.meanMotionRevPerDay,
        eccentricity: Number(set.eccentricity.toFixed(7)),
        inclinationDeg: set.inclinationDeg,
        rightAscensionDeg: set.rightAscensionDeg,
        argumentOfPerigeeDeg: set.argumentOfPerigeeDeg,
        meanAnomalyDeg: set.meanAnomalyDeg,
        meanMotionDotRevPerDay2: set.meanMotionDotRevPerDay2,
      })
      const fiveDigits = Number(set.bstarPerEarthRadius.toExponential(4))
      // Below 1e-10 the exponent of the TLE ends and digits go with it.
      expect(Math.abs((back[index]?.bstarPerEarthRadius ?? 1) - fiveDigits)).toBeLessThanOrEqual(1e-14)
    }
  })
})

describe('the SGP4 verification set', () => {
  const verification = needed('space/sgp4/SGP4-VER.TLE')
  test.skipIf(verification.absent)('is read whole, and its five checksums that never held are told', () => {
    const { sets, problems } = readAll(verification.bytes())
    expect(sets).toHaveLength(33)
    expect(sets.slice(-4).map(({ id }) => id)).toEqual([33_333, 33_334, 33_335, 20_413])
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [100, 'CHECKSUM'],
      [101, 'CHECKSUM'],
      [103, 'CHECKSUM'],
      [106, 'CHECKSUM'],
      [107, 'CHECKSUM'],
    ])
  })
})

describe('a sample of an OMM message', () => {
  for (const [name, id] of [
    ['orekit/odm/omm/OMM-empty-object-id.txt', 23_581],
    ['orekit/odm/omm/OMM-empty-object-id.xml', 7646],
    ['orekit/odm/omm/OMM-with-units.xml', 23_581],
    ['orekit/odm/omm/OMMExample1.txt', 23_581],
    ['orekit/odm/omm/OMMExample4.txt', 7646],
    ['orekit/odm/omm/OMMExample4.xml', 7646],
    ['python-sgp4/sample_omm.csv', 5],
    ['python-sgp4/sample_omm.json', 5],
    ['python-sgp4/sample_omm.xml', 5],
  ] as const) {
    const file = needed(`space/ccsds/${name}`)
    test.skipIf(file.absent)(`${name} is read`, () => {
      const { sets, problems } = readAll(file.bytes())
      expect(problems).toEqual([])
      expect(sets.map((set) => set.id)).toEqual([id])
    })
  }

  for (const [name, line, field] of [
    ['orekit/odm/omm/OMMExample3.txt', 11, 'REF_FRAME'],
    ['orekit/odm/omm/spurious-metadata.xml', 17, 'metadata'],
    ['orekit/odm/opm/OPMExample1.txt', 1, 'CCSDS_OPM_VERS'],
    ['orekit/odm/opm/OPMExample3.xml', 2, 'record'],
    ['orekit/odm/oem/OEMExample1.txt', 1, 'CCSDS_OEM_VERS'],
    ['orekit/ndm/NDM-opm-entity.xml', 2, 'record'],
    ['orekit/ndm/wrong-format.txt', 1, 'CCSDS_NDM_VERS'],
    ['orekit/lexical/minimalist-UTF-16-LE.xml', 1, 'record'],
    ['orekit/lexical/minimalist-UCS-4-LE.xml', 1, 'record'],
  ] as const) {
    const file = needed(`space/ccsds/${name}`)
    test.skipIf(file.absent)(`${name} is refused with one problem at its line`, () => {
      const { sets, problems } = readAll(file.bytes())
      expect(sets).toEqual([])
      expect(problems.map((problem) => [problem.line, problem.field])).toEqual([[line, field]])
    })
  }
})
