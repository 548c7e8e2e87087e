import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import type { Column } from '../../components/table-types.ts'
import type { Language, Text } from '../../i18n/text.ts'
import type { auditMessages } from './messages.ts'

/** A line of the audit. */
export type AuditEntry = Operations['listAudit']['answer']['items'][number]

type Say = {
  readonly text: Text<keyof (typeof auditMessages)['en']>
  readonly language: Language
  readonly utc: (utc: string) => string
  /** Says a name of the node. */
  readonly line: (text: string) => string
  /** Says a kind. */
  readonly kind: (kind: string) => string
}

const MOST_RANGES = 8
const MOST_MARKS = 3
const HASH = /^[0-9a-f]{64}$/

function placesOf({ ranges }: AuditEntry): string {
  const named = ranges
    .slice(0, MOST_RANGES)
    .map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`))
  return [...named, ...(ranges.length > MOST_RANGES ? ['…'] : [])].join(', ')
}

/** What crossed, in words; a line of another form says what the node wrote. */
function whatOf(entry: AuditEntry, { text, line }: Say): string {
  const { of } = entry
  if (of === null) return line(entry.text)
  if (of === 'releases' || of === 'view' || of === 'evidence') return text(of)
  const [, log] = /^datasets of (.+)$/.exec(of) ?? []
  return text(log === undefined ? 'entry' : 'dataset', { places: placesOf(entry), log: log ?? of })
}

/** The same in the width of a column: of the log first whom it is for. */
function shortWhatOf(entry: AuditEntry, say: Say): string {
  const [, node, audience] = /^([^/ ]+)(?:\/[a-z]+)?\/ch\/(.+)$/.exec(entry.of ?? '') ?? []
  return node === undefined ? whatOf(entry, say) : [placesOf(entry), audience, node].join(' · ')
}

/** The record that a line is about, where it is about one that is held in a log. */
function recordOf({ of, ids, count }: AuditEntry): string | undefined {
  const [id] = ids
  const isOfLog = of !== null && (of.includes('/ch/') || of === 'view')
  return count === 1 && isOfLog && id !== undefined && HASH.test(id) ? id : undefined
}

function marksOf({ marks }: AuditEntry, { text, language }: Say): string {
  const named = marks.slice(0, MOST_MARKS).map(({ portion }) => portion[language])
  return [...named, ...(marks.length > MOST_MARKS ? [text('andMore')] : [])].join(' · ')
}

function What(props: { readonly entry: AuditEntry; readonly say: Say }): JSX.Element {
  const { entry, say } = props
  const record = recordOf(entry)
  return (
    <span title={whatOf(entry, say)}>
      {record === undefined ? null : (
        <>
          <a href={`/r/${record}`}>{say.text('open', { hash: record.slice(0, 8) })}</a>{' '}
        </>
      )}
      {shortWhatOf(entry, say)}
    </span>
  )
}

/** Columns of the audit. */
export function auditColumns(say: Say): readonly Column<AuditEntry>[] {
  const { text, utc, line, kind, language } = say
  return [
    { id: 'to', title: text('to'), widthPx: 150, text: (entry) => utc(entry.atUtc), sortBy: (entry) => entry.atUtc },
    {
      id: 'from',
      title: text('from'),
      widthPx: 150,
      text: (entry) => utc(entry.firstUtc),
      sortBy: (entry) => entry.firstUtc,
      hiddenAtFirst: true,
    },
    {
      id: 'kind',
      title: text('kind'),
      widthPx: 150,
      text: (entry) => kind(entry.kind),
      sortBy: (entry) => entry.kind,
    },
    { id: 'by', title: text('by'), widthPx: 84, text: (entry) => line(entry.by), sortBy: (entry) => entry.by },
    { id: 'whom', title: text('toWhom'), widthPx: 140, text: (entry) => entry.to, sortBy: (entry) => entry.to },
    {
      id: 'what',
      title: text('what'),
      leastPx: 190,
      text: (entry) => whatOf(entry, say),
      cell: (entry) => <What entry={entry} say={say} />,
    },
    {
      id: 'marks',
      title: text('marks'),
      leastPx: 120,
      text: (entry) => marksOf(entry, say),
      cell: (entry) => (
        <span title={entry.marks.map(({ banner }) => banner[language]).join('\n')}>{marksOf(entry, say)}</span>
      ),
    },
    {
      id: 'count',
      title: text('count'),
      widthPx: 66,
      align: 'right',
      text: (entry) => (entry.count === null ? '–' : String(entry.count)),
      sortBy: (entry) => entry.count ?? undefined,
    },
  ]
}
