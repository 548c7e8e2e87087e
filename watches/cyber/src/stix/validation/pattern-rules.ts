import type { Members } from '../../members.ts'
import { testsIn } from '../../patterns/parts-of-pattern.ts'
import type { ObjectPath, TestComparison } from '../../patterns/pattern.ts'
import { type PatternAnswer, readPattern } from '../../patterns/read-pattern.ts'
import { createExpression } from '../../patterns/text-tests.ts'
import { readTokens } from '../../patterns/tokens.ts'
import { checkCustomName } from './custom-names.ts'
import { canBeHash } from './dictionaries.ts'
import { type Findings, shown } from './findings.ts'
import { observableRules } from './observable-rules.ts'
import { isPerlExpression } from './perl-expression.ts'

const typeForm = /^-?[a-z0-9]+(?:-[a-z0-9]+)*-?$/
const propertyForm = /^[a-z0-9_]{3,250}$/

/** The pattern of an indicator: that it is one, and that it asks of observables what they have. Source: STIX 2.1 §4.7, §9. */
export function checkPattern(value: Members, findings: Findings): void {
  const { pattern, pattern_type: type, pattern_version: version } = value
  if (typeof pattern !== 'string' || (type !== 'stix' && type !== undefined)) return
  findings.enter('pattern')
  const read = readNoting(pattern, version === '2.0' ? '2.0' : '2.1', findings)
  if (!read.ok) findings.must('pattern', '9', read.fault.reason)
  else {
    if (read.pattern.hasDoubledQualifier && version !== '2.0') {
      findings.must('pattern', '9.4', 'a qualifier of one kind stands twice on one expression')
    }
    if (read.pattern.unfit !== undefined) findings.must('pattern', '9.6.1', read.pattern.unfit)
    for (const test of testsIn(read.pattern.expression)) {
      checkPath(test.path, findings)
      checkHashes(test, findings)
    }
  }
  findings.leave()
}

/** Reads a pattern. Of an expression that PCRE runs and this node does not it is noted that nothing is found by it. */
function readNoting(pattern: string, version: '2.0' | '2.1', findings: Findings): PatternAnswer {
  const read = readPattern(pattern, version)
  if (read.ok || read.fault.code !== 'pattern/expression') return read
  const other = readPattern(withoutPerl(pattern), version)
  if (other.ok) findings.note('unsought-expression', '9.6.1', `is not looked for here: ${read.fault.reason}`)
  return other
}

/** A pattern in which an expression that PCRE alone runs is a plain one with blanks behind it: each place stays what it is. */
function withoutPerl(pattern: string): string {
  const read = readTokens(pattern)
  if (!read.ok) return pattern
  const parts: string[] = []
  let from = 0
  for (const [index, { kind, text, at }] of read.tokens.entries()) {
    if (kind !== 'string' || read.tokens[index - 1]?.text !== 'MATCHES') continue
    if (createExpression(text) !== undefined || !isPerlExpression(text)) continue
    constant.lastIndex = at
    const written = constant.exec(pattern)?.[0] ?? ''
    parts.push(pattern.slice(from, at), `'x'${written.slice(3).replaceAll(/[^\n]/g, ' ')}`)
    from = at + written.length
  }
  return [...parts, pattern.slice(from)].join('')
}

/** A text in quotes, as written. */
const constant = /'(?:[^'\\]|\\['\\])*'/y

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

/** A text that can be no hash of its algorithm is never found. */
function checkHashes({ path, test }: TestComparison, findings: Findings): void {
  const keys = path.steps.flatMap((step) => ('key' in step ? [step.key] : []))
  const algorithm = keys.at(-1)
  if (algorithm === undefined || keys.at(-2) !== 'hashes') return
  const constants = 'constant' in test ? [test.constant] : 'constants' in test ? test.constants : []
  for (const { type, value } of constants) {
    if (type === 'string' && !canBeHash(algorithm, value)) {
      findings.must('pattern', '10.7', `${shown(value)} is no ${algorithm}`)
    }
  }
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
