import { expect, test } from 'vitest'
import type { SplitJulianDate } from '../../src/time/split-julian-date.ts'
import { ttToTdb, utcToTai, utcToTt, utcToUt1 } from '../../src/time/time-scales.ts'
import { vectorFile } from '../vector-file.ts'

type ScaleCase = {
  mjd: number
  secondOfDay: number
  dut1S: number
  taiSecondOfDay: number
  ttSecondOfDay: number
  ut1SecondOfDay: number
  tdbMinusTtS: number
}
const { scales } = vectorFile<{ scales: ScaleCase[] }>('time/erfa-time.json')

const nanosecond = 1e-9
/** What the seven-term formula promises. */
const tenMicroseconds = 1e-5

const secondOfDay = (date: SplitJulianDate, mjd: number) => (date.day - 2_400_000.5 - mjd + date.fraction) * 86_400

test.each(scales)('ERFA agrees on TAI, TT and UT1 at MJD $mjd + $secondOfDay s', (scale) => {
  expect(Math.abs(secondOfDay(utcToTai(scale), scale.mjd) - scale.taiSecondOfDay)).toBeLessThan(nanosecond)
  expect(Math.abs(secondOfDay(utcToTt(scale), scale.mjd) - scale.ttSecondOfDay)).toBeLessThan(nanosecond)
  expect(Math.abs(secondOfDay(utcToUt1(scale, scale.dut1S), scale.mjd) - scale.ut1SecondOfDay)).toBeLessThan(nanosecond)
})

test.each(scales)('TDB − TT at MJD $mjd is within ten microseconds of Fairhead & Bretagnon', (scale) => {
  const tt = utcToTt(scale)
  const tdbMinusTtS = (ttToTdb(tt).fraction - tt.fraction) * 86_400
  expect(Math.abs(tdbMinusTtS - scale.tdbMinusTtS)).toBeLessThan(tenMicroseconds)
})
