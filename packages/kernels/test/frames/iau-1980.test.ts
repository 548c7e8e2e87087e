import { expect, test } from 'vitest'
import { meanObliquity1980Rad, nutation1980 } from '../../src/frames/nutation-1980.ts'
import { j2000ToModRotation } from '../../src/frames/precession-1976.ts'
import { gmst1982Rad } from '../../src/frames/sidereal-time.ts'
import { centuriesSinceJ2000 } from '../../src/time/split-julian-date.ts'
import { vectorFile } from '../vector-file.ts'

type Fk5Case = {
  mjd: number
  fraction: number
  gmst82Rad: number
  nutationLongitudeRad: number
  nutationObliquityRad: number
  meanObliquityRad: number
  precession: number[]
}
const { rows } = vectorFile<{ rows: Fk5Case[] }>('frames/erfa-fk5.json')

/** Rounding of a sum of 106 sines whose arguments are thousands of turns. */
const nutationRoundingRad = 1e-13
/** 0.1 µs of UT1: the resolution of one double in Greenwich's turning over a century. */
const siderealRoundingRad = 1e-11

test.each(rows)('ERFA agrees on sidereal time, nutation, obliquity and precession at MJD $mjd', (row) => {
  const date = { day: row.mjd + 2_400_000.5, fraction: row.fraction }
  const t = centuriesSinceJ2000(date)
  const { longitudeRad, obliquityRad } = nutation1980(t)
  expect(Math.abs(gmst1982Rad(date) - row.gmst82Rad)).toBeLessThan(siderealRoundingRad)
  expect(Math.abs(longitudeRad - row.nutationLongitudeRad)).toBeLessThan(nutationRoundingRad)
  expect(Math.abs(obliquityRad - row.nutationObliquityRad)).toBeLessThan(nutationRoundingRad)
  expect(Math.abs(meanObliquity1980Rad(t) - row.meanObliquityRad)).toBeLessThan(1e-15)
  const precession = j2000ToModRotation(t)
  for (const [i, element] of row.precession.entries())
    expect(Math.abs((precession[i] ?? 0) - element)).toBeLessThan(1e-15)
})
