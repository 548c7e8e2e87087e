import type { CaseContent, PartKind } from '../case-models.ts'
import type { CaseWord } from '../messages.ts'

/** A field of the form of a part. */
export type PartField = {
  readonly name: string
  readonly label: CaseWord
  readonly form:
    | 'line'
    | 'text'
    | 'utc'
    | 'number'
    | 'labels'
    | 'target'
    | 'file'
    | 'choice'
    | 'evidence'
    | 'hypothesis'
  readonly required?: boolean
  readonly hint?: CaseWord
  /** Words to choose among, as the node writes them, with how they are called. */
  readonly choices?: readonly (readonly [string, CaseWord])[]
}

/** Kinds that the form of a new part offers; the others come about by buttons of their own too. */
export const ADDED_KINDS = [
  'entry',
  'event',
  'impact',
  'task',
  'evidence',
  'custody',
  'hypothesis',
  'rating',
  'weighing',
  'judgement',
  'link',
  'note',
  'owned',
  'renamed',
] as const satisfies readonly PartKind[]

const title: PartField = { name: 'title', label: 'fieldTitle', form: 'line', required: true }
const text: PartField = { name: 'text', label: 'fieldText', form: 'text' }
const why: PartField = { name: 'why', label: 'fieldWhy', form: 'text' }
const mustWhy: PartField = { ...why, required: true }
const evidence: PartField = { name: 'evidence', label: 'fieldEvidence', form: 'evidence', required: true }
const hypothesis: PartField = { name: 'hypothesis', label: 'fieldHypothesis', form: 'hypothesis', required: true }
const same = <const Words extends readonly CaseWord[]>(...words: Words) => words.map((word) => [word, word] as const)
const weights = same('high', 'medium', 'low')

const utc = (name: string, label: CaseWord, required = false): PartField => ({
  ...{ name, label, form: 'utc', required, hint: 'utcHint' },
})
const choice = (name: string, label: CaseWord, choices: NonNullable<PartField['choices']>): PartField => ({
  ...{ name, label, form: 'choice', choices, required: true },
})

/** The fields of each kind of part, in the order of the form. */
export const partFields: Readonly<Record<PartKind, readonly PartField[]>> = {
  opened: [title, text],
  renamed: [title],
  owned: [{ name: 'owner', label: 'fieldOwner', form: 'line', required: true }],
  closed: [mustWhy],
  reopened: [mustWhy],
  withdrawn: [mustWhy],
  entry: [utc('atUtc', 'fieldAt', true), { ...text, required: true }],
  event: [
    title,
    utc('fromUtc', 'fieldFrom'),
    utc('untilUtc', 'fieldUntil'),
    { name: 'labels', label: 'fieldLabels', form: 'labels', hint: 'labelsHint' },
    text,
  ],
  impact: [
    { name: 'on', label: 'fieldOn', form: 'line', required: true },
    { name: 'number', label: 'fieldNumber', form: 'number' },
    { name: 'of', label: 'fieldOf', form: 'line' },
    utc('fromUtc', 'fieldFrom'),
    utc('untilUtc', 'fieldUntil'),
    text,
  ],
  task: [
    title,
    { name: 'assignee', label: 'fieldAssignee', form: 'line' },
    utc('dueUtc', 'fieldDue'),
    choice('state', 'fieldState', [
      ['open', 'taskOpen'],
      ['done', 'taskDone'],
      ['dropped', 'taskDropped'],
    ]),
    { name: 'outcome', label: 'fieldOutcome', form: 'text' },
    text,
  ],
  evidence: [
    title,
    { name: 'file', label: 'fieldFile', form: 'file', hint: 'fileHint' },
    { name: 'source', label: 'fieldSource', form: 'line' },
    { name: 'holder', label: 'fieldHolder', form: 'line' },
    utc('collectedUtc', 'fieldCollected'),
    text,
  ],
  custody: [
    evidence,
    { name: 'from', label: 'fieldHandedBy', form: 'line', required: true },
    { name: 'to', label: 'fieldHandedTo', form: 'line', required: true },
    utc('atUtc', 'fieldAt', true),
    why,
  ],
  hypothesis: [title, text],
  rating: [evidence, hypothesis, choice('rating', 'fieldRating', same('CC', 'C', 'N', 'I', 'II', 'NA')), why],
  weighing: [
    evidence,
    choice('credibility', 'fieldCredibility', weights),
    choice('relevance', 'fieldRelevance', weights),
    why,
  ],
  judgement: [
    hypothesis,
    choice(
      'likelihood',
      'fieldLikelihood',
      same(
        'almost-no-chance',
        'very-unlikely',
        'unlikely',
        'roughly-even-chance',
        'likely',
        'very-likely',
        'almost-certain',
      ),
    ),
    choice('confidence', 'fieldConfidence', same('low', 'moderate', 'high')),
    why,
  ],
  link: [
    { name: 'rel', label: 'fieldRel', form: 'line', required: true, hint: 'relHint' },
    { name: 'to', label: 'fieldTarget', form: 'target', required: true, hint: 'targetHint' },
    { name: 'from', label: 'fieldOrigin', form: 'target', hint: 'originHint' },
    text,
  ],
  note: [{ ...text, required: true }],
}

/** What a part says, as its fields show it. */
export function enteredOf(what: CaseContent): Readonly<Record<string, string>> {
  const entries = Object.entries(what).flatMap(([name, value]): readonly (readonly [string, string])[] => {
    if (typeof value === 'string') return [[name, value]]
    return []
  })
  return { ...Object.fromEntries(entries), ...structuredOf(what) }
}

function structuredOf(what: CaseContent): Readonly<Record<string, string>> {
  switch (what.kind) {
    case 'event':
      return {
        labels: (what.labels ?? []).map(({ scheme, id, name = '' }) => `${scheme} ${id} ${name}`.trim()).join('\n'),
      }
    case 'impact':
      return what.count === undefined ? {} : { number: String(what.count.number), of: what.count.of }
    case 'evidence':
      return what.source?.name === undefined ? {} : { source: what.source.name }
    case 'link':
      return {
        to: `${what.to.type}:${what.to.id}`,
        ...(what.from === undefined ? {} : { from: `${what.from.type}:${what.from.id}` }),
      }
    default:
      return {}
  }
}
