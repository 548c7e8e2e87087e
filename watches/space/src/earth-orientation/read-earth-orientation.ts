import type { RecordProblem } from '@yagura/formats'
import { calendarToMjd } from '@yagura/kernels'
import type { EarthOrientationDay } from './earth-orientation-at.ts'

/** What a file of Earth orientation says. */
export type EarthOrientationFile = {
  /** One row a day, in the order of time. */
  readonly days: readonly EarthOrientationDay[]
  /** The lines that were left out and why. */
  readonly problems: readonly RecordProblem[]
}

/** Names and greatest believable sizes of the columns after the date, in the file's order and units (″, s, ″, mas as ″, s). */
const columns = [
  ['x', 2],
  ['y', 2],
  ['UT1-UTC', 1],
  ['LOD', 0.1],
  ['dPsi', 1],
  ['dEpsilon', 1],
  ['dX', 1],
  ['dY', 1],
  ['DAT', 100],
] as const

const arcsecondRad = Math.PI / 648_000
const longestLine = 200

/**
 * Reads an Earth orientation file in CelesTrak's format (`EOP-All.txt`, `EOP-Last5Years.txt`), observed and predicted days.
 * A line that is not as it should be is left out and told; comments and header lines are skipped.
 *
 * @param file - Name for messages.
 * @param text - The whole file, a few megabytes.
 * Source: https://celestrak.org/SpaceData/EOP-format.php.
 */
export function readEarthOrientation(file: string, text: string): EarthOrientationFile {
  const days: EarthOrientationDay[] = []
  const problems: RecordProblem[] = []
  let isData = false
  let lastMjd = Number.NEGATIVE_INFINITY
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.slice(0, longestLine).trim()
    if (trimmed.startsWith('BEGIN ')) isData = true
    else if (trimmed.startsWith('END ')) isData = false
    else if (isData && trimmed !== '' && !trimmed.startsWith('#')) {
      const day = readDay(trimmed, lastMjd)
      if ('reason' in day) problems.push({ file, line: index + 1, ...day })
      else {
        days.push(day)
        lastMjd = day.mjd
      }
    }
  }
  if (days.length === 0) {
    problems.push({ file, line: 1, field: 'record', reason: 'no row between BEGIN OBSERVED and END OBSERVED was read' })
  }
  return { days, problems }
}

type LineProblem = Pick<RecordProblem, 'field' | 'reason'>

function readDay(line: string, lastMjd: number): EarthOrientationDay | LineProblem {
  const texts = line.split(/\s+/)
  if (texts.length !== columns.length + 4) {
    return { field: 'record', reason: `${texts.length} columns found, ${columns.length + 4} expected` }
  }
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN, mjd = Number.NaN, ...values] = texts.map(Number)
  if (!Number.isInteger(mjd) || calendarToMjd(year, month, day) !== mjd) {
    return {
      field: 'MJD',
      reason: `${texts.slice(0, 4).join(' ')} is no calendar date with its own Modified Julian Day`,
    }
  }
  if (mjd <= lastMjd) return { field: 'MJD', reason: `${mjd} does not follow ${lastMjd}` }
  for (const [i, [field, greatest]] of columns.entries()) {
    const value = values[i] ?? Number.NaN
    if (!(Math.abs(value) <= greatest)) {
      return { field, reason: `${texts[i + 4] ?? ''} is not a number within ±${greatest}` }
    }
  }
  const [x = 0, y = 0, dut1S = 0, lengthOfDayExcessS = 0, dPsi = 0, dEpsilon = 0, , , taiMinusUtcS = 0] = values
  return {
    mjd,
    xPolarRad: x * arcsecondRad,
    yPolarRad: y * arcsecondRad,
    ut1MinusTaiS: dut1S - taiMinusUtcS,
    lengthOfDayExcessS,
    poleOffset: { longitudeRad: dPsi * arcsecondRad, obliquityRad: dEpsilon * arcsecondRad },
  }
}
