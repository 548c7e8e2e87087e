import type { Finding } from '../finding.ts'
import { digitsAfterBlanks, parseTleCatalogueNumber } from './catalogue-number.ts'
import { type Column, decimalAt, plainDigitsAt } from './columns.ts'
import { type Checksum, findFrameProblem, findUnreadable, readChecksum } from './line-frame.ts'

/** What line 2 states; `catalogueNumber` repeats that of line 1. */
export type LineTwo = {
  readonly catalogueNumber: number
  readonly meanMotionRevPerDay: number
  readonly eccentricity: number
  readonly inclinationDeg: number
  readonly rightAscensionDeg: number
  readonly argumentOfPerigeeDeg: number
  readonly meanAnomalyDeg: number
  readonly revolutionAtEpoch: number
  readonly checksum: Checksum
}

const gaps = [1, 7, 16, 25, 33, 42, 51]
const columns: readonly Column[] = [
  { field: 'NORAD_CAT_ID', from: 2, to: 7 },
  { field: 'INCLINATION', from: 8, to: 16 },
  { field: 'RA_OF_ASC_NODE', from: 17, to: 25 },
  { field: 'ECCENTRICITY', from: 26, to: 33 },
  { field: 'ARG_OF_PERICENTER', from: 34, to: 42 },
  { field: 'MEAN_ANOMALY', from: 43, to: 51 },
  { field: 'MEAN_MOTION', from: 52, to: 63 },
  { field: 'REV_AT_EPOCH', from: 63, to: 68 },
]

/** Reads line 2 of a TLE from `bytes[start, end)`; ranges are not checked here. Source: Hoots & Roehrich 1980. */
export function parseLineTwo(bytes: Uint8Array, start: number, end: number): LineTwo | Finding {
  const problem = findFrameProblem(bytes, start, end, gaps)
  if (problem !== undefined) return problem
  const catalogueNumber = parseTleCatalogueNumber(bytes, start + 2)
  const inclination = decimalAt(bytes, start + 8, start + 16)
  const rightAscension = decimalAt(bytes, start + 17, start + 25)
  const eccentricity = plainDigitsAt(bytes, start + 26, start + 33) / 1e7
  const perigee = decimalAt(bytes, start + 34, start + 42)
  const anomaly = decimalAt(bytes, start + 43, start + 51)
  const meanMotion = decimalAt(bytes, start + 52, start + 63)
  const revolution = digitsAfterBlanks(bytes, start + 63, start + 68)
  const angles = inclination + rightAscension + perigee + anomaly
  if (Number.isNaN(catalogueNumber + angles + eccentricity + meanMotion + revolution)) {
    return findUnreadable(bytes, start, columns, [
      ...[catalogueNumber, inclination, rightAscension, eccentricity, perigee, anomaly, meanMotion, revolution],
    ])
  }
  return {
    catalogueNumber,
    meanMotionRevPerDay: meanMotion,
    eccentricity,
    inclinationDeg: inclination,
    rightAscensionDeg: rightAscension,
    argumentOfPerigeeDeg: perigee,
    meanAnomalyDeg: anomaly,
    revolutionAtEpoch: revolution,
    checksum: readChecksum(bytes, start, end),
  }
}
