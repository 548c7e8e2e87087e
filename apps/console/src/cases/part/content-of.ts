import type { CaseContent, ContentOf, PartKind } from '../case-models.ts'
import type { CaseWord } from '../messages.ts'
import { type PartField, partFields } from './part-fields.ts'

/** What was entered, by the names of fields. */
export type Entered = Readonly<Record<string, string>>

/** What is wrong with a field, in words of the catalogue. */
type FieldProblem = { readonly word: 'wrongUtc' | 'wrongTarget' | 'wrongLabels'; readonly field: CaseWord }

/** What the fields of a part say, or which of them cannot be read. */
export type ContentAnswer =
  | { readonly ok: true; readonly what: CaseContent }
  | { readonly ok: false; readonly problem: FieldProblem }

type Evidence = ContentOf<'evidence'>
type Link = ContentOf<'link'>

/**
 * Reads the fields of a part. What is left empty is not said.
 *
 * @param before - The part that is corrected: what the form does not show of it stays.
 * @param file - Of evidence: the file as the node measured it.
 */
export function contentOf(
  kind: PartKind,
  entered: Entered,
  before?: CaseContent,
  file?: NonNullable<Evidence['file']>,
): ContentAnswer {
  const problem = partFields[kind]
    .map((field) => problemOf(field, entered[field.name] ?? ''))
    .find((one) => one !== undefined)
  if (problem !== undefined) return { ok: false, problem }
  const kept = Object.entries(entered)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([name, value]) => value !== '' && partFields[kind].some((field) => field.name === name))
  const words: Readonly<Record<string, string>> = Object.fromEntries(kept)
  // The node checks what is said against its schema; the form gives the words of the catalogue and nothing else.
  const what: unknown = { kind, ...words, ...structured(kind, words, before, file) }
  return { ok: true, what: dropped(what) }
}

/** Members without a value are not said at all. */
function dropped(what: unknown): CaseContent {
  return JSON.parse(JSON.stringify(what))
}

function structured(
  kind: PartKind,
  words: Readonly<Record<string, string>>,
  before: CaseContent | undefined,
  file: Evidence['file'],
): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'event':
      return { labels: words['labels'] === undefined ? undefined : labelsIn(words['labels']) }
    case 'impact': {
      const { number, of } = words
      const isCounted = number !== undefined && of !== undefined
      return { number: undefined, of: undefined, count: isCounted ? { number: Number(number), of } : undefined }
    }
    case 'evidence': {
      const known = before?.kind === 'evidence' ? before : undefined
      const source = { ...known?.source, name: words['source'] }
      const isNamed = source.name !== undefined || known?.source?.commitment !== undefined
      return { source: isNamed ? source : undefined, file: file ?? known?.file }
    }
    case 'link': {
      const known = before?.kind === 'link' ? before : undefined
      return { to: targetIn(words['to'], known?.to), from: targetIn(words['from'], known?.from) }
    }
    default:
      return {}
  }
}

function problemOf({ form, label }: PartField, value: string): FieldProblem | undefined {
  if (value.trim() === '') return undefined
  if (form === 'utc' && !isInstant(value.trim())) return { word: 'wrongUtc', field: label }
  if (form === 'target' && targetIn(value, undefined) === undefined) return { word: 'wrongTarget', field: label }
  if (form === 'labels' && labelsIn(value) === undefined) return { word: 'wrongLabels', field: label }
  return undefined
}

function isInstant(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(value) && !Number.isNaN(Date.parse(value))
}

function labelsIn(value: string): readonly { scheme: string; id: string; name?: string }[] | undefined {
  const lines = value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]))
  if (lines.some(({ length }) => length < 2)) return undefined
  return lines.map(([scheme = '', id = '', ...name]) => ({
    ...{ scheme, id },
    ...(name.length === 0 ? {} : { name: name.join(' ') }),
  }))
}

/** A thing by `type:id`; title and page of the one that is corrected stay where it is the same. */
function targetIn(value: string | undefined, before: Link['to'] | undefined): Link['to'] | undefined {
  const colon = value?.indexOf(':') ?? -1
  if (value === undefined || colon < 1 || colon === value.length - 1) return undefined
  const [type, id] = [value.slice(0, colon).trim(), value.slice(colon + 1).trim()]
  return before?.type === type && before.id === id ? before : { type, id }
}
