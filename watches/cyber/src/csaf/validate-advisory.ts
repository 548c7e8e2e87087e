import type { CheckAnswer } from '../stix/validation/check-stix.ts'
import type { StixIssue } from '../stix/validation/findings.ts'
import { type CsafIssue, readAdvisory } from './advisory.ts'
import { checkAdvisory } from './check-advisory.ts'
import { checkInformative } from './check-informative.ts'
import { checkOptional } from './check-optional.ts'

/** @returns Whether it is a document of CSAF 2.0. */
export function isAdvisory(json: unknown): boolean {
  return readAdvisory(json) !== undefined
}

/**
 * Checks a document of CSAF 2.0: what a mandatory test finds is an error, an optional one a warning, an informative one a note.
 *
 * @param json - As parsed.
 * @param isStrict - Warnings are errors.
 * @returns Issues with codes such as `csaf-6.1.9`, and the section of CSAF 2.0.
 */
export function validateAdvisory(json: unknown, isStrict: boolean): CheckAnswer {
  const issues = [
    ...issuesOf(checkAdvisory(json), 'error'),
    ...issuesOf(checkOptional(json), isStrict ? 'error' : 'warning'),
    ...issuesOf(checkInformative(json), 'note'),
  ]
  return { isValid: !issues.some(({ severity }) => severity === 'error'), issues }
}

function issuesOf(found: readonly CsafIssue[], severity: StixIssue['severity']): readonly StixIssue[] {
  return found.map(({ test, path, message }) => {
    const section = `CSAF 2.0 §${test === 'schema' ? '3.2' : test}`
    return { severity, code: `csaf-${test}`, path, section, message }
  })
}
