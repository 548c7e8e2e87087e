import { isMembers, type Members } from '../members.ts'
import { type Findings, shown } from '../stix/validation/findings.ts'
import { identifier, refTo } from '../stix/validation/references.ts'
import { flag, integer, listOf, oneOf, structure, text, type ValueRule } from '../stix/validation/values.ts'
import { suiteEnumerations, suiteVocabularies } from './suite-words.ts'

const { condition, transition } = suiteEnumerations

/** A word that should come from an open vocabulary. */
export function suiteWord(vocabulary: keyof typeof suiteVocabularies, section: string): ValueRule {
  const known = new Set(suiteVocabularies[vocabulary])
  return (value, findings) => {
    text(value, findings)
    if (typeof value === 'string' && !known.has(value)) {
      findings.should('incident-vocabulary', section, `${shown(value)} is none of the words that the suite suggests`)
    }
  }
}

/** How many of what were hit: by name, or in the later form one of a kind. Source: Incident Extension Suite 2.1 §3.1. */
export const entityCount: ValueRule = (value, findings) => {
  if (!isMembers(value)) return findings.must('value-type', 'Incident 3.1', 'wants an object')
  if (typeof value['entity_type'] === 'string') return laterCount(value, findings)
  for (const [name, count] of Object.entries(value)) {
    findings.enter(name)
    if (!/^[a-z][a-z-]*$/.test(name))
      findings.must('dictionary-key', 'Incident 3.1', `${shown(name)} names no entities`)
    suiteWord('entityType', 'Incident 4.3')(name, findings)
    integer(0)(count, findings)
    findings.leave()
  }
}

const laterCount = structure({
  section: 'Incident 3.1',
  required: ['entity_type', 'count'],
  members: { entity_type: suiteWord('entityType', 'Incident 4.3'), count: integer(0), precise_within: integer(0) },
})

/** What an event or task changed. Source: Incident Extension Suite 2.1 §3.5, §4.9. */
export const stateChange: ValueRule = structure({
  section: 'Incident 3.5',
  required: ['state_change_type'],
  anyOf: ['initial_ref', 'result_ref'],
  members: {
    state_change_type: suiteWord('stateChange', 'Incident 4.9'),
    initial_ref: identifier,
    result_ref: identifier,
  },
  whole: (value, findings) => {
    const { state_change_type: kind, initial_ref: from, result_ref: to } = value
    if (kind === 'input' && from === undefined) findings.must('required', 'Incident 4.9', 'an input wants initial_ref')
    if (kind === 'output' && to === undefined) findings.must('required', 'Incident 4.9', 'an output wants result_ref')
    if (typeof from === 'string' && typeof to === 'string' && from.split('--')[0] !== to.split('--')[0]) {
      findings.must('reference-type', 'Incident 3.5', 'initial_ref and result_ref are of different types')
    }
  },
})

/**
 * Entries of events or tasks, each with what may come after it. Source: Incident Extension Suite 2.1 §3.2, §3.3, §3.6, §3.7.
 */
export function entries(type: 'event' | 'task'): ValueRule {
  const name = `${type}_ref`
  const step = structure({
    section: type === 'event' ? 'Incident 3.2' : 'Incident 3.6',
    required: [name, 'condition_type', 'transition_type'],
    members: {
      [name]: refTo(type),
      condition_type: oneOf(condition, 'Incident 5.1'),
      transition_type: oneOf(transition, 'Incident 5.2'),
    },
  })
  const section = type === 'event' ? 'Incident 3.3' : 'Incident 3.7'
  const all = listOf(
    structure({
      section,
      required: [name],
      members: { [name]: refTo(type), next_steps: listOf(step), sequence_start: flag },
    }),
  )
  return (value, findings) => {
    all(value, findings)
    if (Array.isArray(value)) checkSequence(value.filter(isMembers), name, section, findings)
  }
}

function checkSequence(all: readonly Members[], name: string, section: string, findings: Findings): void {
  const present = new Set(all.map((entry) => entry[name]))
  if (all.length > 0 && all.every((entry) => entry['sequence_start'] === false)) {
    findings.must('sequence-start', section, 'no entry starts a sequence')
  }
  const steps = all
    .flatMap((entry) => (Array.isArray(entry['next_steps']) ? entry['next_steps'] : []))
    .filter(isMembers)
  for (const missing of new Set(steps.map((step) => step[name]).filter((ref) => !present.has(ref)))) {
    findings.must('sequence-reference', section, `a next step names ${shown(missing)}, which is no entry`)
  }
}
