import type { Members } from '../../members.ts'
import type { Comparison, ObjectPath, ObservationExpression } from '../../patterns/pattern.ts'
import { readPattern } from '../../patterns/read-pattern.ts'
import { checkCustomName } from './custom-names.ts'
import { type Findings, shown } from './findings.ts'
import { observableRules } from './observable-rules.ts'

const typeForm = /^-?[a-z0-9]+(?:-[a-z0-9]+)*-?$/
const propertyForm = /^[a-z0-9_]{3,250}$/

/** The pattern of an indicator: that it is one, and that it asks of observables what they have. Source: STIX 2.1 §4.7, §9. */
export function checkPattern(value: Members, findings: Findings): void {
  const { pattern, pattern_type: type, pattern_version: version } = value
  if (typeof pattern !== 'string' || (type !== 'stix' && type !== undefined)) return
  findings.enter('pattern')
  const read = readPattern(pattern)
  if (!read.ok) findings.must('pattern', '9', read.fault.reason)
  else {
    if (read.pattern.hasDoubledQualifier && version !== '2.0') {
      findings.must('pattern', '9.4', 'a qualifier of one kind stands twice on one expression')
    }
    for (const path of pathsOf(read.pattern.expression)) checkPath(path, findings)
  }
  findings.leave()
}

function checkPath(path: ObjectPath, findings: Findings): void {
  const { objectType: type } = path
  const rules = Object.hasOwn(observableRules, type) ? observableRules[type] : undefined
  if (rules === undefined) checkType(type, findings)
  const [step] = path.steps
  const name = step !== undefined && 'key' in step ? step.key : undefined
  if (name === undefined || (rules !== undefined && Object.hasOwn(rules.members, name))) return
  if (!propertyForm.test(name)) findings.must('pattern', '3.1', `${shown(name)} is no name of a property`)
  else if (rules !== undefined) checkCustomName(name, 'property', withoutExtensions(findings))
}

function checkType(type: string, findings: Findings): void {
  if (!typeForm.test(type) || type.length < 3 || type.length > 250) {
    findings.must('pattern', '3.1', `${shown(type)} is no name of a type`)
  } else checkCustomName(type, 'type', withoutExtensions(findings))
}

/** A pattern cannot say which extension it means. */
function withoutExtensions(findings: Findings): Findings {
  return {
    ...findings,
    should: (code, section, message) => {
      if (code !== 'extensions-use') findings.should(code, section, message)
    },
  }
}

function pathsOf(expression: ObservationExpression): readonly ObjectPath[] {
  if (expression.kind === 'observed') return pathsIn(expression.comparison)
  return 'parts' in expression ? expression.parts.flatMap(pathsOf) : pathsOf(expression.part)
}

function pathsIn(comparison: Comparison): readonly ObjectPath[] {
  return comparison.kind === 'test' ? [comparison.path] : comparison.parts.flatMap(pathsIn)
}
