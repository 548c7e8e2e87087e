/** How a property of the case extension is formed. */
export type CaseProperty =
  | { readonly form: 'text' | 'timestamp' | 'number' | 'labels' | 'marking' | 'end' | 'hash' }
  | { readonly form: 'ref'; readonly to: readonly string[] }
  | { readonly form: 'word'; readonly words: readonly string[] }

/** Properties by name, and those that are always there. */
export type CaseProperties = {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, CaseProperty>>
}

const text: CaseProperty = { form: 'text' }
const timestamp: CaseProperty = { form: 'timestamp' }
const weight: CaseProperty = { form: 'word', words: ['high', 'medium', 'low'] }
const word = (...words: readonly string[]): CaseProperty => ({ form: 'word', words })
const ref = (...to: readonly string[]): CaseProperty => ({ form: 'ref', to })

/** Evidence is observed data where it has a file, a note where it has none. */
const evidenceRef = ref('observed-data', 'note')

/** Types of objects that the case extension adds. */
export const caseObjects: Readonly<
  Record<'hypothesis' | 'ach-rating' | 'evidence-weighing' | 'custody-transfer' | 'case-link', CaseProperties>
> = {
  hypothesis: { required: ['name'], properties: { name: text, description: text, author: text } },
  'ach-rating': {
    required: ['rating'],
    properties: {
      evidence_ref: evidenceRef,
      hypothesis_ref: ref('hypothesis'),
      rating: word('CC', 'C', 'N', 'I', 'II', 'NA'),
      explanation: text,
      author: text,
    },
  },
  'evidence-weighing': {
    required: ['credibility', 'relevance'],
    properties: { evidence_ref: evidenceRef, credibility: weight, relevance: weight, explanation: text, author: text },
  },
  'custody-transfer': {
    required: ['from_holder', 'to_holder', 'transferred'],
    properties: {
      evidence_ref: evidenceRef,
      from_holder: text,
      to_holder: text,
      transferred: timestamp,
      measured_sha256: { form: 'hash' },
      explanation: text,
      author: text,
    },
  },
  'case-link': {
    required: ['relation', 'target'],
    properties: { relation: text, source: { form: 'end' }, target: { form: 'end' }, description: text, author: text },
  },
}

/** What a part of a case says that the standard and the incident suite have no property for, by the kind of the part. */
export const caseAdditions: Readonly<Record<string, CaseProperties>> = {
  case: {
    required: [],
    properties: { case_id: text, owner: text, closing_reason: text, author: text },
  },
  entry: { required: [], properties: { author: text } },
  event: { required: [], properties: { labels: { form: 'labels' }, author: text } },
  impact: {
    required: ['impacted'],
    properties: { impacted: text, count_number: { form: 'number' }, count_of: text, author: text },
  },
  task: { required: [], properties: { assignee: text, due: timestamp, result: text, author: text } },
  evidence: {
    required: ['title'],
    properties: {
      title: text,
      description: text,
      source_name: text,
      source_commitment: { form: 'hash' },
      collected: timestamp,
      holder: text,
      author: text,
    },
  },
  judgement: {
    required: ['likelihood', 'confidence_level'],
    properties: {
      likelihood: word(
        'almost-no-chance',
        'very-unlikely',
        'unlikely',
        'roughly-even-chance',
        'likely',
        'very-likely',
        'almost-certain',
      ),
      confidence_level: word('low', 'moderate', 'high'),
      author: text,
    },
  },
  note: { required: [], properties: { author: text } },
  link: {
    required: ['relation', 'target'],
    properties: { relation: text, source: { form: 'end' }, target: { form: 'end' }, author: text },
  },
  marking: { required: ['marking'], properties: { marking: { form: 'marking' } } },
}
