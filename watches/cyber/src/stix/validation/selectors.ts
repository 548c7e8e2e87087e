import { isMembers, type Members } from '../../members.ts'
import { type Findings, shown } from './findings.ts'

/** Granular markings mark what is there. Source: STIX 2.1 §7.2.3.1. */
export function checkSelectors(value: Members, findings: Findings): void {
  const markings = value['granular_markings']
  if (!Array.isArray(markings)) return
  for (const [index, marking] of markings.entries()) {
    if (!isMembers(marking) || !Array.isArray(marking['selectors'])) continue
    for (const selector of marking['selectors']) {
      if (typeof selector !== 'string' || hasSelected(value, selector)) continue
      findings.enter('granular_markings')
      findings.enter(index)
      findings.must('selector-missing', '7.2.3', `the object has nothing at ${shown(selector)}`)
      findings.leave()
      findings.leave()
    }
  }
}

/** @returns Whether an object has what a selector such as `external_references.[0].source_name` names. */
function hasSelected(value: Members, selector: string): boolean {
  let at: unknown = value
  for (const segment of selector.split('.')) {
    const [, digits] = /^\[(\d+)\]$/.exec(segment) ?? []
    if (digits !== undefined) at = Array.isArray(at) ? at[Number(digits)] : undefined
    else at = isMembers(at) && Object.hasOwn(at, segment) ? at[segment] : undefined
    if (at === undefined) return false
  }
  return true
}
