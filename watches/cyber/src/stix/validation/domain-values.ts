import type { Members } from '../../members.ts'
import { compareTimes } from './compare-times.ts'
import { type Findings, shown } from './findings.ts'
import { otherTypes } from './object-types.ts'
import { identifier } from './references.ts'
import { isRegistered } from './registries.ts'
import { text, type ValueRule } from './values.ts'

/** Times of a first and a last sighting. */
export const seenInOrder: (section: string) => ReturnType<typeof compareTimes> = (section) =>
  compareTimes('first_seen', 'last_seen', 'same-or-later', section)

/** A place by region, country or coordinates. Source: STIX 2.1 §4.10. */
export function checkPlace(value: Members, findings: Findings): void {
  const has = (name: string) => value[name] !== undefined
  if (!has('region') && !has('country') && !(has('latitude') && has('longitude'))) {
    findings.must('required', '4.10', 'has none of region, country, or latitude and longitude')
  }
  if (has('latitude') !== has('longitude')) findings.must('required', '4.10', 'latitude and longitude go together')
  if (has('precision') && !(has('latitude') && has('longitude'))) {
    findings.must('required', '4.10', 'precision wants latitude and longitude')
  }
}

/** A country by its code. Source: STIX 2.1 §4.10. */
export const country: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('regions', value.toUpperCase())) {
    findings.should('countries', '4.10', `${shown(value)} is no code of ISO 3166-1 alpha-2`)
  }
}

/** The name of a product of analysis. Source: STIX 2.1 §4.12. */
export const product: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !/^[a-z0-9-]+$/.test(value)) {
    findings.should('malware-analysis-product', '4.12', `${shown(value)} is not in lower case with hyphens`)
  }
}

/** What was observed, in one of two ways, in order of time. Source: STIX 2.1 §4.14. */
export function checkObserved(value: Members, findings: Findings): void {
  compareTimes('first_observed', 'last_observed', 'same-or-later', '4.14')(value, findings)
  const { objects, object_refs: refs } = value
  if ((objects === undefined) === (refs === undefined)) {
    findings.must('exclusive', '4.14', 'wants either objects or object_refs')
  }
  if (Array.isArray(refs) && refs.length > 0 && refs.every(isNoObservable)) {
    findings.must('not-observable', '4.14', 'object_refs names no observable')
  }
  if (objects !== undefined) findings.should('deprecated-properties', '4.14', '“objects” is deprecated')
}

/** A type that the standard does not define may be one of an observable. */
function isNoObservable(ref: unknown): boolean {
  return otherTypes.has(typeOfRef(ref))
}

function typeOfRef(ref: unknown): string {
  return typeof ref === 'string' ? (ref.split('--')[0] ?? '') : ''
}

/** Between what was observed. */
const relationships = new Set(['relationship', 'sighting'])

/** A reference to what was observed. Source: STIX 2.1 §4.14. */
export const observedRef: ValueRule = (value, findings) => {
  identifier(value, findings)
  const type = typeOfRef(value)
  if (otherTypes.has(type) && !relationships.has(type))
    findings.must('reference-type', '4.14', `a ${type} is not observed`)
}

/** A family of malware has a name. Source: STIX 2.1 §4.11. */
export function checkFamily(value: Members, findings: Findings): void {
  seenInOrder('4.11')(value, findings)
  if (value['is_family'] === true && value['name'] === undefined)
    findings.must('required', '4.11', 'a family wants a name')
}
