import { isMembers } from '../../members.ts'
import { isDeeperThan } from '../json-schema/same-value.ts'
import { isStixObject } from '../stix-object.ts'
import { checkBundle } from './check-bundle.ts'
import { checkBySchemas } from './check-by-schemas.ts'
import { checksOn } from './check-names.ts'
import { checkObject21 } from './check-object.ts'
import { checkObject20 } from './check-object-20.ts'
import { type ExtensionSchemas, noSchemas } from './extension-schemas.ts'
import { createFindings, type Findings, type StixIssue } from './findings.ts'

/** What is asked of STIX beside its requirements. */
export type CheckOptions = {
  /** Recommendations count as requirements. */
  readonly isStrict?: boolean
  /** What relationships and sightings in a bundle name must be in it. */
  readonly enforcesRefs?: boolean
  /** Types that the standard does not define are not recommended. */
  readonly hasStrictTypes?: boolean
  /** Properties that the standard does not define are not recommended. */
  readonly hasStrictProperties?: boolean
  /** Checks of recommendations that do not run, by the names of `checkNames`. */
  readonly disabled?: ReadonlySet<string>
  /** Checks of recommendations that run; with nothing disabled, no others do. */
  readonly enabled?: ReadonlySet<string>
  /** JSON Schemas of extensions and types; those that extension definitions beside the objects hold as text need not be given. */
  readonly schemas?: ExtensionSchemas
}

/** What checking came to. */
export type CheckAnswer = { readonly isValid: boolean; readonly issues: readonly StixIssue[] }

/** Levels of lists and objects in each other: what is deeper nobody means, and it would exhaust the stack of who writes it down. */
export const mostLevels = 500

/** @returns Whether an object, or one in the bundle or list that is handed in, is nested deeper than any that a person would make. */
export function isTooDeep(value: unknown): boolean {
  const framesAround = Array.isArray(value) ? 1 : isMembers(value) && value['type'] === 'bundle' ? 2 : 0
  return isDeeperThan(value, mostLevels + framesAround)
}

/**
 * Checks an object, a bundle or a list of them by the requirements and recommendations of STIX 2.1. What says that it is of 2.0 is
 * checked by 2.0: a bundle with that `spec_version`, and in a bundle objects without one that have a time of creation.
 *
 * @param value - As parsed from JSON.
 * @returns Valid where no issue is an error.
 */
export function checkStix(value: unknown, options: CheckOptions = {}): CheckAnswer {
  const findings = findingsFor(options)
  if (isTooDeep(value)) {
    findings.must('too-deep', '3.1', `holds lists and objects in each other more than ${mostLevels} deep`)
    return answerOf(findings)
  }
  if (Array.isArray(value)) {
    if (value.length === 0) findings.must('empty-list', '2.12', 'is an empty list: neither an object nor a bundle')
    for (const [index, one] of value.entries()) {
      findings.enter(index)
      checkOne(one, options, findings)
      findings.leave()
    }
  } else checkOne(value, options, findings)
  checkBySchemas(value, options.schemas ?? noSchemas, findings)
  if (answerOf(findings).isValid) checkNumbers(value, findings)
  return answerOf(findings)
}

/** Of numbers that no rule is about, such as those of extensions: one that JSON was not read into would be written again as null. */
function checkNumbers(value: unknown, findings: Findings): void {
  const beyond = placeBeyondDoubles(value)
  if (beyond === undefined) return
  for (const step of beyond) findings.enter(step)
  findings.must('out-of-range', '2.6', 'is a number beyond the range of a double')
  for (const _ of beyond) findings.leave()
}

/** Where the first number stands that is not finite; undefined where there is none. */
function placeBeyondDoubles(value: unknown): readonly (string | number)[] | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  for (const name in value) {
    const below = placeBeyondDoubles(Reflect.get(value, name))
    if (below !== undefined) return [Array.isArray(value) ? Number(name) : name, ...below]
  }
  return undefined
}

function findingsFor(options: CheckOptions): Findings {
  const { isStrict = false, disabled = new Set<string>(), enabled = new Set<string>() } = options
  const isOn = checksOn(disabled, enabled)
  return createFindings((code) => {
    if (code === 'strict-types') return options.hasStrictTypes === true
    return code === 'strict-properties' ? options.hasStrictProperties === true : isOn(code)
  }, isStrict)
}

function answerOf(findings: Findings): CheckAnswer {
  return { isValid: !findings.issues.some(({ severity }) => severity === 'error'), issues: findings.issues }
}

function checkOne(value: unknown, options: CheckOptions, findings: Findings): void {
  if (!isMembers(value)) findings.must('not-an-object', '2', 'wants an object')
  else if (!isStixObject(value)) {
    findings.must('required', '3.2', 'has no text “type” or no text “id”, as every object and bundle has')
  } else if (value.type === 'bundle') checkBundle(value, options.enforcesRefs === true, findings)
  else if (value['spec_version'] === '2.0') checkObject20(value, findings)
  else checkObject21(value, findings)
}
