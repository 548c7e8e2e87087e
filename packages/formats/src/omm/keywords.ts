import type { Finding } from '../finding.ts'

/** Unit of each OMM keyword that has one; other keywords are numbers without unit, texts or times. Source: CCSDS 502.0-B-3 table 4-3. */
const unitOfKeyword: ReadonlyMap<string, string> = new Map([
  ['SEMI_MAJOR_AXIS', 'km'],
  ['MEAN_MOTION', 'rev/day'],
  ['INCLINATION', 'deg'],
  ['RA_OF_ASC_NODE', 'deg'],
  ['ARG_OF_PERICENTER', 'deg'],
  ['MEAN_ANOMALY', 'deg'],
  ['GM', 'km**3/s**2'],
  ['MASS', 'kg'],
  ['SOLAR_RAD_AREA', 'm**2'],
  ['DRAG_AREA', 'm**2'],
  ['BSTAR', '1/ER'],
  ['BTERM', 'm**2/kg'],
  ['MEAN_MOTION_DOT', 'rev/day**2'],
  ['MEAN_MOTION_DDOT', 'rev/day**3'],
  ['AGOM', 'm**2/kg'],
])

const otherKeywords: readonly string[] = [
  ...['CREATION_DATE', 'ORIGINATOR', 'CLASSIFICATION', 'MESSAGE_ID', 'OBJECT_NAME', 'OBJECT_ID', 'CENTER_NAME'],
  ...['REF_FRAME', 'REF_FRAME_EPOCH', 'TIME_SYSTEM', 'MEAN_ELEMENT_THEORY', 'EPOCH', 'ECCENTRICITY', 'SOLAR_RAD_COEFF'],
  ...['DRAG_COEFF', 'EPHEMERIS_TYPE', 'CLASSIFICATION_TYPE', 'NORAD_CAT_ID', 'ELEMENT_SET_NO', 'REV_AT_EPOCH'],
]

/** The 17 keywords of CelesTrak's flat OMM, in its order. Source: CelesTrak, "A New Way to Obtain GP Data". */
export const flatKeywords: readonly string[] = [
  ...['OBJECT_NAME', 'OBJECT_ID', 'EPOCH', 'MEAN_MOTION', 'ECCENTRICITY', 'INCLINATION', 'RA_OF_ASC_NODE'],
  ...['ARG_OF_PERICENTER', 'MEAN_ANOMALY', 'EPHEMERIS_TYPE', 'CLASSIFICATION_TYPE', 'NORAD_CAT_ID'],
  ...['ELEMENT_SET_NO', 'REV_AT_EPOCH', 'BSTAR', 'MEAN_MOTION_DOT', 'MEAN_MOTION_DDOT'],
]

const knownKeywords: ReadonlySet<string> = new Set([...unitOfKeyword.keys(), ...otherKeywords])

/** Whether a keyword may stand in an OMM message: its own, those of its covariance matrix and `USER_DEFINED_…`. */
export function isOmmKeyword(keyword: string): boolean {
  if (knownKeywords.has(keyword) || keyword.startsWith('USER_DEFINED_') || keyword === 'COV_REF_FRAME') return true
  return /^C[XYZ](_DOT)?_[XYZ](_DOT)?$/.test(keyword)
}

/**
 * What is wrong with the unit that a message states for a keyword: a stated unit must be the standard's own, for no value is
 * ever converted. `undefined` where it is right, or where the keyword is none of those with a unit.
 */
export function findWrongUnit(keyword: string, unit: string): Finding | undefined {
  const expected = unitOfKeyword.get(keyword)
  if (expected === undefined) {
    if (keyword !== 'ECCENTRICITY' && keyword !== 'EPOCH') return undefined
    return { field: keyword, reason: `found unit "${unit}", expected none` }
  }
  if (unit.toLowerCase() === expected.toLowerCase()) return undefined
  return { field: keyword, reason: `found unit "${unit}", expected "${expected}"` }
}

/** Whether a KVN value of this keyword may end in a unit in brackets: texts may end in brackets of their own. */
export function mayStateUnit(keyword: string): boolean {
  return unitOfKeyword.has(keyword) || keyword === 'ECCENTRICITY' || keyword === 'EPOCH'
}

/** Keywords whose absence is not a fault, so that a misspelt one would be taken for absent. */
const optionalKeywords = [
  ...['OBJECT_NAME', 'OBJECT_ID', 'EPHEMERIS_TYPE', 'CLASSIFICATION_TYPE', 'ELEMENT_SET_NO', 'REV_AT_EPOCH'],
  ...['CENTER_NAME', 'REF_FRAME', 'TIME_SYSTEM', 'MEAN_ELEMENT_THEORY'],
]

/**
 * Of the names in a flat record, the one that is an optional OMM keyword but for one character (or two swapped): it would pass as
 * an unknown name, and the keyword as absent.
 */
export function findMisspeltKeyword(names: ReadonlySet<string>): Finding | undefined {
  for (const keyword of optionalKeywords) {
    if (names.has(keyword)) continue
    for (const name of names) {
      if (differByOneEdit(name, keyword)) return { field: keyword, reason: `found "${name}", expected ${keyword}` }
    }
  }
  return undefined
}

function differByOneEdit(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  const shorter = Math.min(one.length, other.length)
  let head = 0
  while (head < shorter && one[head] === other[head]) head += 1
  let tail = 0
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1
  const oneRest = one.slice(head, one.length - tail)
  const otherRest = other.slice(head, other.length - tail)
  if (oneRest.length <= 1 && otherRest.length <= 1) return true
  return oneRest.length === 2 && otherRest.length === 2 && oneRest[0] === otherRest[1] && oneRest[1] === otherRest[0]
}
