import type { RecordProblem } from '@yagura/formats'

/** What an object is, where that is known. */
export type ObjectType = 'payload' | 'rocket-body' | 'debris'

/** What the satellite catalogue (SATCAT) states of one object. */
export type SatcatEntry = {
  readonly id: number
  readonly name: string | undefined
  /** International designator, `1998-067A`. */
  readonly internationalDesignator: string | undefined
  /** Absent where the catalogue itself says unknown. */
  readonly objectType: ObjectType | undefined
  /** One character of CelesTrak's list of operational states: `+` operational, `-` not, `P B S X` partly or spare, `D` decayed. */
  readonly operationalStatus: string | undefined
  /** Owner code of the SATCAT, such as `JPN` or `CIS`; not an ISO country code. */
  readonly owner: string | undefined
  /** Calendar date, `YYYY-MM-DD`. */
  readonly launchDate: string | undefined
  /** Calendar date of re-entry, `YYYY-MM-DD`; absent for an object in orbit. */
  readonly decayDate: string | undefined
  /** Radar cross section, m². */
  readonly radarCrossSectionM2: number | undefined
}

const OBJECT_TYPES: ReadonlyMap<string, ObjectType | 'unknown'> = new Map<string, ObjectType | 'unknown'>([
  ['PAY', 'payload'],
  ['R/B', 'rocket-body'],
  ['DEB', 'debris'],
  ['UNK', 'unknown'],
  ['', 'unknown'],
])
const LARGEST_ID = 999_999_999
const DATE = /^\d{4}-\d{2}-\d{2}$/
const DIGITS = /^\d{1,9}$/

/**
 * One row of a SATCAT in CelesTrak's CSV form.
 * @param file - Named in problems.
 * @param line - One-based line of the row, named in problems.
 * @param fields - Header name to text. Only NORAD_CAT_ID and OBJECT_TYPE must be there; an absent or empty field is unknown.
 * @returns The entry, or what is wrong with the row; a row with a wrong field is not used at all.
 * Source: CelesTrak, "SATCAT Format Documentation".
 */
export function parseSatcatRow(
  file: string,
  line: number,
  fields: ReadonlyMap<string, string>,
): SatcatEntry | RecordProblem {
  const text = (name: string): string => (fields.get(name) ?? '').trim()
  const problem = (field: string, expected: string): RecordProblem => ({
    file,
    line,
    field,
    reason: `found "${text(field).slice(0, 40)}", expected ${expected}`,
  })
  const id = Number(text('NORAD_CAT_ID'))
  if (!DIGITS.test(text('NORAD_CAT_ID')) || id < 1 || id > LARGEST_ID) {
    return problem('NORAD_CAT_ID', 'a catalogue number of one to nine digits')
  }
  const objectType = OBJECT_TYPES.get(text('OBJECT_TYPE'))
  if (objectType === undefined || !fields.has('OBJECT_TYPE')) return problem('OBJECT_TYPE', 'PAY, R/B, DEB or UNK')
  const wrongDate = ['LAUNCH_DATE', 'DECAY_DATE'].find((name) => text(name) !== '' && !DATE.test(text(name)))
  if (wrongDate !== undefined) return problem(wrongDate, 'a date YYYY-MM-DD, or nothing')
  const radarCrossSectionM2 = text('RCS') === '' ? undefined : Number(text('RCS'))
  if (radarCrossSectionM2 !== undefined && !(radarCrossSectionM2 >= 0 && Number.isFinite(radarCrossSectionM2))) {
    return problem('RCS', 'square metres, 0 or more, or nothing')
  }
  return {
    id,
    name: text('OBJECT_NAME') || undefined,
    internationalDesignator: text('OBJECT_ID') || undefined,
    objectType: objectType === 'unknown' ? undefined : objectType,
    operationalStatus: text('OPS_STATUS_CODE') || undefined,
    owner: text('OWNER') || undefined,
    launchDate: text('LAUNCH_DATE') || undefined,
    decayDate: text('DECAY_DATE') || undefined,
    radarCrossSectionM2,
  }
}
