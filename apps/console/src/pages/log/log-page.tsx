import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { LogEntry } from '../../api/models.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { NodeText, useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import type { Column } from '../../components/table-types.ts'
import { useUtc } from '../../components/use-utc.ts'
import type { Text } from '../../i18n/text.ts'
import { type MarkWords, markColumn, useMarkWords } from '../../partners/marking/mark-column.tsx'
import { WhenMarked } from '../../partners/marking/when-marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type LogKind, logKindMessages, logKindWord } from './kind-messages.ts'
import { logMessages } from './messages.ts'
import { NoteForm } from './note-form.tsx'

const KINDS = [
  'alert',
  'rule',
  'job',
  'source',
  'catalogue',
  'case',
  'officer',
  'session',
  'handover',
  'note',
  'settings',
  'node',
] as const
const STEP = 200
const MOST = 1000

function logColumns(
  text: Text<'time' | 'kind' | 'by' | 'text' | 'subject' | 'number' | 'mark'>,
  say: { readonly utc: (utc: string) => string; readonly line: (text: string) => string; readonly kind: Text<LogKind> },
  marks: MarkWords,
): readonly Column<LogEntry>[] {
  return [
    {
      id: 'time',
      title: text('time'),
      widthPx: 150,
      text: (entry) => say.utc(entry.atUtc),
      sortBy: (entry) => entry.seq,
    },
    {
      id: 'kind',
      title: text('kind'),
      widthPx: 150,
      text: (entry) => logKindWord(say.kind, entry.kind),
      sortBy: (entry) => entry.kind,
    },
    { id: 'by', title: text('by'), widthPx: 84, text: (entry) => say.line(entry.by), sortBy: (entry) => entry.by },
    {
      id: 'text',
      title: text('text'),
      cell: (entry) => (
        <span title={entry.text}>
          <NodeText text={entry.text} />
        </span>
      ),
      text: (entry) => say.line(entry.text),
    },
    {
      ...{ id: 'subject', title: text('subject'), widthPx: 130, text: (entry) => entry.subject },
      // Marks need its room: what happened comes before the identity of what it happened to.
      hiddenAtFirst: marks.besides !== '',
    },
    {
      id: 'number',
      title: text('number'),
      widthPx: 70,
      align: 'right',
      text: (entry) => String(entry.seq),
      sortBy: (entry) => entry.seq,
    },
    markColumn(text('mark'), ({ marking }) => marking, marks),
  ]
}

/** What happened, newest first, and notes of the officers. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const utc = useUtc()
  const text = useText(logMessages)
  const kindText = useText(logKindMessages)
  const line = useNodeText()
  const [limit, setLimit] = useState(STEP)
  const { query } = router.place.value
  const kind = KINDS.find((one) => one === query.get('f'))
  const subject = query.get('subject') ?? undefined
  const asked = useAsk(
    'readLog',
    { query: { limit, ...(kind === undefined ? {} : { kind }), ...(subject === undefined ? {} : { subject }) } },
    [kind ?? ''],
  )
  const { besides, own, spoken } = useMarkWords((asked.answer?.items ?? []).map(({ marking }) => marking))
  const columns = useMemo(
    () => logColumns(text, { utc, line, kind: kindText }, { besides, own, spoken }),
    [text, utc, line, kindText, besides, own, spoken],
  )
  const sort = useMemo(() => parseSort(query.get('s')), [query])
  const tools = (
    <fieldset class="row" aria-label={text('filter')}>
      {[undefined, ...KINDS].map((one) => (
        <button
          type="button"
          key={one ?? 'all'}
          class="chip"
          aria-pressed={one === kind}
          onClick={() => router.setQuery({ f: one })}
        >
          {text(one ?? 'all')}
        </button>
      ))}
    </fieldset>
  )
  const total = asked.answer?.total ?? 0
  return (
    <Panel
      level={1}
      title={text('title')}
      aside={<span>{text('shown', { shown: asked.answer?.items.length ?? 0, total })}</span>}
    >
      <NoteForm onWritten={asked.reload} />
      <Loaded asked={asked}>
        {({ items }) => (
          <WhenMarked markings={items.map(({ marking }) => marking)}>
            <DataTable
              id="log"
              label={text('title')}
              columns={columns}
              rows={items}
              keyOf={(entry) => String(entry.seq)}
              selectedKey={query.get('sel') ?? undefined}
              onSelect={(entry) => router.setQuery({ sel: String(entry.seq) })}
              sort={sort}
              onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
              live
              tools={tools}
              empty={<Empty onClearFilter={kind === undefined ? undefined : () => router.setQuery({ f: undefined })} />}
            />
            {total > items.length && limit < MOST ? (
              <p class="empty">
                <button type="button" onClick={() => setLimit(limit + STEP)}>
                  {text('more')}
                </button>
              </p>
            ) : null}
          </WhenMarked>
        )}
      </Loaded>
    </Panel>
  )
}
