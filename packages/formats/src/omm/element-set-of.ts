import { findOutOfRange } from '../element-limits.ts'
import type { ElementSet, RecordOrigin } from '../element-set.ts'
import type { Finding } from '../finding.ts'
import { parseDecimal } from '../text/decimal.ts'
import { isCleanText, quoted } from '../text/utf8.ts'
import { parseUtc } from '../time/utc.ts'

/** The value that a record gives to a keyword, trimmed; `undefined` where it gives none. */
export type KeywordValues = { get(keyword: string): string | undefined }

/** What must be stated where the record is a whole CCSDS message, and must be right wherever it is stated. */
const fixedMetadata: readonly { readonly keyword: string; readonly allowed: readonly string[] }[] = [
  { keyword: 'CENTER_NAME', allowed: ['EARTH'] },
  { keyword: 'REF_FRAME', allowed: ['TEME', 'TEMEOFDATE'] },
  { keyword: 'TIME_SYSTEM', allowed: ['UTC'] },
  { keyword: 'MEAN_ELEMENT_THEORY', allowed: ['SGP4', 'SGP/SGP4', 'SGP4-XP'] },
]

const extendedTheory = 'SGP4-XP'
const maxCatalogueNumber = 999_999_999

/**
 * Builds an element set from the keywords of one OMM record, or says which keyword forbids it.
 *
 * Drag terms of SGP4-XP (`BTERM`, `AGOM`; ephemeris type 4) take the places of `BSTAR` and `MEAN_MOTION_DDOT`, as they do in the
 * columns of a type 4 TLE. Source: CCSDS 502.0-B-3 §4.2.4.
 *
 * @param metadata - `required` in KVN and XML messages; `optional` in flat CSV and JSON, where publishers leave it out.
 */
export function elementSetOf(
  values: KeywordValues,
  metadata: 'required' | 'optional',
  origin: RecordOrigin,
): ElementSet | Finding {
  const unfit = findUnfitMetadata(values, metadata)
  if (unfit !== undefined) return unfit
  const record = new RecordFields(values)
  const ephemerisType = record.ephemerisType()
  const extended = ephemerisType === 4
  const elementSet: ElementSet = {
    id: record.wholeNumber('NORAD_CAT_ID', 1, maxCatalogueNumber, undefined),
    authority: 'NORAD',
    name: record.text('OBJECT_NAME'),
    internationalDesignator: record.text('OBJECT_ID'),
    epochUtc: record.epoch(),
    meanMotionRevPerDay: record.meanMotion(),
    eccentricity: record.decimal('ECCENTRICITY'),
    inclinationDeg: record.decimal('INCLINATION'),
    rightAscensionDeg: record.decimal('RA_OF_ASC_NODE'),
    argumentOfPerigeeDeg: record.decimal('ARG_OF_PERICENTER'),
    meanAnomalyDeg: record.decimal('MEAN_ANOMALY'),
    bstarPerEarthRadius: extended ? record.either('BTERM', 'BSTAR') : record.decimal('BSTAR'),
    meanMotionDotRevPerDay2: extended ? record.decimalOr('MEAN_MOTION_DOT', 0) : record.decimal('MEAN_MOTION_DOT'),
    meanMotionDdotRevPerDay3: extended ? record.either('AGOM', 'MEAN_MOTION_DDOT') : record.decimal('MEAN_MOTION_DDOT'),
    ephemerisType,
    classification: record.classification(),
    elementSetNumber: record.wholeNumber('ELEMENT_SET_NO', 0, maxCatalogueNumber, 0),
    revolutionAtEpoch: record.wholeNumber('REV_AT_EPOCH', 0, maxCatalogueNumber, 0),
    origin,
  }
  return record.finding ?? findOutOfRange(elementSet) ?? elementSet
}

function findUnfitMetadata(values: KeywordValues, metadata: 'required' | 'optional'): Finding | undefined {
  const unnamed = ['OBJECT_NAME', 'OBJECT_ID'].find((keyword) => values.get(keyword) === undefined)
  if (metadata === 'required' && unnamed !== undefined)
    return { field: unnamed, reason: 'missing, expected it, if only empty' }
  for (const { keyword, allowed } of fixedMetadata) {
    const found = values.get(keyword)
    if (found === undefined || found === '') {
      if (metadata === 'required') return { field: keyword, reason: `missing, expected ${allowed.join(' or ')}` }
    } else if (!allowed.includes(found.toUpperCase())) {
      return { field: keyword, reason: `found ${quoted(found)}, expected ${allowed.join(' or ')}` }
    }
  }
  return undefined
}

/** Reads one record's keywords; the first one that cannot be read is kept as the record's finding. */
class RecordFields {
  finding: Finding | undefined
  readonly #values: KeywordValues

  constructor(values: KeywordValues) {
    this.#values = values
  }

  text(keyword: string): string | undefined {
    const text = this.#values.get(keyword)
    if (text === undefined || text === '' || text === 'UNKNOWN') return undefined
    return isCleanText(text)
      ? text
      : this.#found(keyword, `found ${quoted(text)}, expected UTF-8 text on one line`, undefined)
  }

  decimal(keyword: string): number {
    const text = this.#values.get(keyword)
    if (text === undefined || text === '') return this.#found(keyword, 'missing, expected a number', 0)
    const value = parseDecimal(text)
    return Number.isFinite(value) ? value : this.#found(keyword, `found ${quoted(text)}, expected a number`, 0)
  }

  decimalOr(keyword: string, absent: number): number {
    return (this.#values.get(keyword) ?? '') === '' ? absent : this.decimal(keyword)
  }

  either(keyword: string, other: string): number {
    return (this.#values.get(keyword) ?? '') === '' ? this.decimal(other) : this.decimal(keyword)
  }

  meanMotion(): number {
    const missing = (this.#values.get('MEAN_MOTION') ?? '') === ''
    if (!missing || (this.#values.get('SEMI_MAJOR_AXIS') ?? '') === '') return this.decimal('MEAN_MOTION')
    return this.#found('MEAN_MOTION', 'missing, expected rev/day: SGP4 takes no SEMI_MAJOR_AXIS in its place', 1)
  }

  wholeNumber(keyword: string, min: number, max: number, absent: number | undefined): number {
    const text = this.#values.get(keyword)
    if (text === undefined || text === '') {
      return absent ?? this.#found(keyword, `missing, expected a whole number from ${min} to ${max}`, min)
    }
    const value = parseDecimal(text)
    if (Number.isInteger(value) && value >= min && value <= max) return value
    return this.#found(keyword, `found ${quoted(text)}, expected a whole number from ${min} to ${max}`, min)
  }

  epoch(): ElementSet['epochUtc'] {
    const text = this.#values.get('EPOCH')
    if (text === undefined || text === '') return this.#found('EPOCH', 'missing, expected an instant', noInstant)
    const instant = parseUtc(text)
    if (instant !== undefined) return instant
    const expected = 'an existing UTC instant such as 2026-03-09T19:18:25.550496'
    return this.#found('EPOCH', `found ${quoted(text)}, expected ${expected}`, noInstant)
  }

  classification(): string {
    const text = this.#values.get('CLASSIFICATION_TYPE')
    if (text === undefined || text === '') return 'U'
    if (text === 'U' || text === 'C' || text === 'S') return text
    return this.#found('CLASSIFICATION_TYPE', `found ${quoted(text)}, expected U, C or S`, 'U')
  }

  ephemerisType(): number {
    const extended = this.#values.get('MEAN_ELEMENT_THEORY')?.toUpperCase() === extendedTheory
    const type = this.wholeNumber('EPHEMERIS_TYPE', 0, 9, extended ? 4 : 0)
    if (type !== 0 && type !== 2 && type !== 4) {
      return this.#found('EPHEMERIS_TYPE', `found ${type}, expected 0 or 2 (SGP4) or 4 (SGP4-XP)`, 0)
    }
    if (extended && type !== 4) {
      return this.#found('EPHEMERIS_TYPE', `found ${type}, expected 4: MEAN_ELEMENT_THEORY is SGP4-XP`, 4)
    }
    return type
  }

  #found<T>(field: string, reason: string, standIn: T): T {
    this.finding ??= { field, reason }
    return standIn
  }
}

const noInstant: ElementSet['epochUtc'] = { mjd: 0, secondOfDay: 0 }
