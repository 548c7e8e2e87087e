import { isMembers, type Members } from '../members.ts'
import { linkCorrelations } from './link-correlations.ts'
import { readCorrelation, type WrittenCorrelation } from './read-correlation.ts'
import { readEventRule, textOf } from './read-rule.ts'
import type { RuleReading } from './read-values.ts'
import { readYaml } from './read-yaml.ts'
import type { EventRule, RefusedRule, SigmaRule } from './sigma-rule.ts'
import type { Placeholders } from './value-modifiers.ts'

/** A file of rules. */
export type RuleFile = { readonly name: string; readonly text: string }

/** Rules that can be asked, in the order read, and those that cannot. */
export type RuleSet = { readonly rules: readonly SigmaRule[]; readonly refused: readonly RefusedRule[] }

/** Values that a rule file does not hold itself. */
export type RuleOptions = { readonly placeholders?: Placeholders }

/**
 * Reads Sigma rules. What cannot be asked is refused, rule by rule; the others stay.
 *
 * @param files - In an order of the caller's; a correlation may name rules of any of them.
 * Source: Sigma specification 2.1.0.
 */
export function readSigmaRules(files: Iterable<RuleFile>, options: RuleOptions = {}): RuleSet {
  const refused: RefusedRule[] = []
  const read: (EventRule | WrittenCorrelation)[] = []
  const ids = new Set<string>()
  for (const { name, text } of files) {
    const answer = readYaml(text)
    if ('refused' in answer) {
      refused.push({ file: name, id: undefined, title: undefined, reason: answer.refused })
      continue
    }
    if (answer.documents.length === 0)
      refused.push({ file: name, id: undefined, title: undefined, reason: 'no rule in it' })
    for (const document of answer.documents) {
      const rule = readDocument(document, name, options.placeholders ?? new Map(), ids)
      if ('reason' in rule) refused.push(rule)
      else read.push(rule)
    }
  }
  const linked = linkCorrelations(read)
  return { rules: linked.rules, refused: [...refused, ...linked.refused] }
}

function readDocument(
  document: unknown,
  file: string,
  placeholders: Placeholders,
  ids: Set<string>,
): EventRule | WrittenCorrelation | RefusedRule {
  const reasons: string[] = []
  const reading: RuleReading = { refuse: (reason) => reasons.push(reason), placeholders }
  const members: Members = isMembers(document) ? document : {}
  const id = textOf(members['id'])
  const rule = readKind(members, file, reading)
  if (id !== undefined && ids.has(id)) reasons.push('another rule has this id')
  if (rule !== undefined && reasons.length === 0) {
    if (id !== undefined) ids.add(id)
    return rule
  }
  if (rule === undefined) reasons.push('neither detection nor correlation in it')
  return { file, id, title: textOf(members['title']), reason: [...new Set(reasons)].join('; ') }
}

function readKind(members: Members, file: string, reading: RuleReading): EventRule | WrittenCorrelation | undefined {
  if (members['filter'] !== undefined) reading.refuse('Sigma filters are not supported')
  if (members['action'] !== undefined) reading.refuse('collections with action are obsolete')
  if (members['correlation'] !== undefined) return readCorrelation(members, file, reading)
  return members['detection'] === undefined ? undefined : readEventRule(members, file, reading)
}
