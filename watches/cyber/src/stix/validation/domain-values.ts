import type { Members } from '../../members.ts'
import { compareTimes } from './compare-times.ts'
import { type Findings, shown } from './findings.ts'
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
  if (objects !== undefined) findings.should('deprecated-properties', '4.14', '“objects” is deprecated')
}

/** What was observed: an observable of the standard or of somebody's own, or a relationship between such. */
const notObserved = new Set(
  'attack-pattern bundle campaign course-of-action extension-definition grouping identity incident indicator infrastructure intrusion-set language-content location malware malware-analysis marking-definition note observed-data opinion report threat-actor tool vulnerability'.split(
    ' ',
  ),
)

/** A reference to what was observed. Source: STIX 2.1 §4.14. */
export const observedRef: ValueRule = (value, findings) => {
  identifier(value, findings)
  const type = typeof value === 'string' ? value.split('--')[0] : undefined
  if (type !== undefined && notObserved.has(type)) findings.must('reference-type', '4.14', `a ${type} is not observed`)
}

/** A family of malware has a name. Source: STIX 2.1 §4.11. */
export function checkFamily(value: Members, findings: Findings): void {
  seenInOrder('4.11')(value, findings)
  if (value['is_family'] === true && value['name'] === undefined)
    findings.must('required', '4.11', 'a family wants a name')
}
