import type { CatalogueAuthority, UtcInstant } from '../element-set.ts'
import { type Finding, isFinding } from '../finding.ts'
import { decodeUtf8, quoted } from '../text/utf8.ts'
import { daysInYear, mjdOfYearStart } from '../time/calendar.ts'
import { digitsAfterBlanks, parseTleCatalogueNumber } from './catalogue-number.ts'
import { assumedDecimalAt, type Column, decimalAt, plainDigitsAt } from './columns.ts'
import { type Checksum, findFrameProblem, findUnreadable, readChecksum } from './line-frame.ts'

/** What line 1 states; `catalogueNumber` is columns 3–7, which line 2 must repeat (0 where they are blank). */
export type LineOne = {
  readonly catalogueNumber: number
  readonly id: number
  readonly authority: CatalogueAuthority
  readonly classification: string
  readonly internationalDesignator: string | undefined
  readonly epochUtc: UtcInstant
  readonly meanMotionDotRevPerDay2: number
  readonly meanMotionDdotRevPerDay3: number
  readonly bstarPerEarthRadius: number
  readonly ephemerisType: number
  readonly elementSetNumber: number
  readonly checksum: Checksum
}

const gaps = [1, 8, 17, 32, 43, 52, 61, 63]
const columns: readonly Column[] = [
  { field: 'NORAD_CAT_ID', from: 2, to: 7 },
  { field: 'MEAN_MOTION_DOT', from: 33, to: 43 },
  { field: 'MEAN_MOTION_DDOT', from: 44, to: 52 },
  { field: 'BSTAR', from: 53, to: 61 },
  { field: 'EPHEMERIS_TYPE', from: 62, to: 63 },
  { field: 'ELEMENT_SET_NO', from: 64, to: 68 },
]

/** One unit of a TLE's day fraction (1e-8 day) in microseconds, exactly. */
const microsecondsPerFractionUnit = 864

const noChecksumAsked: Checksum = { state: 'holds' }

/** Ephemeris types that are element sets of SGP4 (0, 2) or of SGP4-XP (4). */
const knownEphemerisTypes = new Set([0, 2, 4])

/**
 * Reads line 1 of a TLE from `bytes[start, end)`. The epoch is exact: an eight-digit day fraction is a whole number of 864 µs.
 *
 * Element sets of the JSC Vimpel catalogue have classification V, their own number in columns 10–17, where others
 * print the international designator, and a filler in column 69; their authority is JSC and no checksum is asked of them.
 * Source: Hoots & Roehrich 1980; Kelso, "FAQs: Two-Line Element Set Format".
 */
export function parseLineOne(bytes: Uint8Array, start: number, end: number): LineOne | Finding {
  const problem = findFrameProblem(bytes, start, end, gaps)
  if (problem !== undefined) return problem
  const catalogueNumber = parseTleCatalogueNumber(bytes, start + 2)
  const dot = decimalAt(bytes, start + 33, start + 43)
  const ddot = assumedDecimalAt(bytes, start + 44)
  const bstar = assumedDecimalAt(bytes, start + 53)
  const ephemerisType = digitsAfterBlanks(bytes, start + 62, start + 63)
  const elementSetNumber = digitsAfterBlanks(bytes, start + 64, start + 68)
  if (Number.isNaN(catalogueNumber + dot + ddot + bstar + ephemerisType + elementSetNumber)) {
    return findUnreadable(bytes, start, columns, [catalogueNumber, dot, ddot, bstar, ephemerisType, elementSetNumber])
  }
  const identity = identityAt(bytes, start, catalogueNumber)
  if (isFinding(identity)) return identity
  const epochUtc = epochAt(bytes, start)
  if (isFinding(epochUtc)) return epochUtc
  if (ephemerisType !== 0 && !knownEphemerisTypes.has(ephemerisType)) {
    return { field: 'EPHEMERIS_TYPE', reason: `found ${ephemerisType}, expected 0 or 2 (SGP4) or 4 (SGP4-XP)` }
  }
  return {
    catalogueNumber,
    id: identity.id,
    authority: identity.authority,
    classification: identity.classification,
    internationalDesignator: identity.internationalDesignator,
    epochUtc,
    meanMotionDotRevPerDay2: dot,
    meanMotionDdotRevPerDay3: ddot,
    bstarPerEarthRadius: bstar,
    ephemerisType,
    elementSetNumber,
    checksum: identity.authority === 'JSC' ? noChecksumAsked : readChecksum(bytes, start, end),
  }
}

type Identity = Pick<LineOne, 'id' | 'authority' | 'classification' | 'internationalDesignator'>

function identityAt(bytes: Uint8Array, start: number, catalogueNumber: number): Identity | Finding {
  const letter = bytes[start + 7] ?? 0
  if (letter === 86) return jscIdentityAt(bytes, start)
  if (letter !== 85 && letter !== 67 && letter !== 83 && letter !== 32) {
    const found = quoted(decodeUtf8(bytes.subarray(start + 7, start + 8)))
    return { field: 'CLASSIFICATION_TYPE', reason: `found ${found} in column 8, expected U, C or S (V for JSC Vimpel)` }
  }
  if (catalogueNumber === 0) {
    return { field: 'NORAD_CAT_ID', reason: 'found no catalogue number in columns 3-7, expected 00001 to Z9999' }
  }
  const designator = designatorAt(bytes, start + 9)
  if (designator === malformed) {
    const found = quoted(decodeUtf8(bytes.subarray(start + 9, start + 17)))
    return {
      field: 'OBJECT_ID',
      reason: `found ${found} in columns 10-17, expected a designator such as 98067A, or blanks`,
    }
  }
  return {
    id: catalogueNumber,
    authority: 'NORAD',
    classification: letter === 32 ? 'U' : String.fromCharCode(letter),
    internationalDesignator: designator,
  }
}

function jscIdentityAt(bytes: Uint8Array, start: number): Identity | Finding {
  const id = digitsAfterBlanks(bytes, start + 9, start + 17)
  if (!(id > 0)) {
    const found = quoted(decodeUtf8(bytes.subarray(start + 9, start + 17)))
    return {
      field: 'NORAD_CAT_ID',
      reason: `found ${found} in columns 10-17, expected a JSC number (classification V)`,
    }
  }
  return { id, authority: 'JSC', classification: 'V', internationalDesignator: undefined }
}

const malformed = 'malformed'

/** `98067A  ` as `1998-067A`; `undefined` for blanks; `malformed` for anything else. Years below 57 are of this century. */
function designatorAt(bytes: Uint8Array, start: number): string | undefined {
  let end = start + 8
  while (end > start && bytes[end - 1] === 32) end -= 1
  if (end === start) return undefined
  const year = plainDigitsAt(bytes, start, start + 2)
  if (end - start < 5 || !(plainDigitsAt(bytes, start, start + 5) >= 0)) return malformed
  for (let i = start + 5; i < end; i += 1) {
    const code = bytes[i] ?? 0
    if (code < 65 || code > 90) return malformed
  }
  return `${year < 57 ? 2000 + year : 1900 + year}-${decodeUtf8(bytes.subarray(start + 2, end))}`
}

function epochAt(bytes: Uint8Array, start: number): UtcInstant | Finding {
  const twoDigitYear = plainDigitsAt(bytes, start + 18, start + 20)
  const day = digitsAfterBlanks(bytes, start + 20, start + 23)
  let fractionEnd = start + 32
  while (bytes[fractionEnd - 1] === 32) fractionEnd -= 1
  const fraction = plainDigitsAt(bytes, start + 24, fractionEnd) * 10 ** (start + 32 - fractionEnd)
  const year = twoDigitYear < 57 ? 2000 + twoDigitYear : 1900 + twoDigitYear
  if (Number.isNaN(twoDigitYear + day + fraction) || bytes[start + 23] !== 46) {
    const found = quoted(decodeUtf8(bytes.subarray(start + 18, start + 32)))
    return {
      field: 'EPOCH',
      reason: `found ${found} in columns 19-32, expected year, day and fraction as 24187.49270102`,
    }
  }
  if (day < 1 || day > daysInYear(year)) {
    return { field: 'EPOCH', reason: `found day ${day}, expected 1 to ${daysInYear(year)} in ${year}` }
  }
  return { mjd: mjdOfYearStart(year) + day - 1, secondOfDay: (fraction * microsecondsPerFractionUnit) / 1e6 }
}
