import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Operations } from '../../api/types.ts'
import { DataTable } from '../../components/data-table.tsx'
import { FilterChips } from '../../components/filter-chips.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import type { Column } from '../../components/table-types.ts'
import { useUtc } from '../../components/use-utc.ts'
import type { Text } from '../../i18n/text.ts'
import { Marked, RecordMark } from '../../partners/marking/marked.tsx'
import { useReloadWithRecords } from '../../partners/use-partner-records.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CaseWord, caseMessages } from '../messages.ts'
import { nationOf } from '../part/nation-of.ts'

type Summary = Operations['listCases']['answer']['items'][number]

const FILTERS = ['open', 'closed', 'all'] as const
const MOST = 1000
const loadDialog = async () => (await import('./open-case-dialog.tsx')).OpenCaseDialog
const loadImport = async () => (await import('../exchange/import-dialog.tsx')).ImportDialog

function columnsOf(text: Text<CaseWord>, utc: (utc: string) => string): readonly Column<Summary>[] {
  return [
    {
      id: 'state',
      title: text('state'),
      widthPx: 90,
      cell: ({ state }) => <StatusMark status={state === 'open' ? 'advisory' : 'off'} word={text(state)} />,
      text: ({ state }) => text(state),
      sortBy: ({ state }) => state,
    },
    {
      id: 'what',
      title: text('what'),
      leastPx: 180,
      text: ({ title }) => title ?? text('noTitle'),
      sortBy: ({ title }) => title ?? '',
    },
    { id: 'owner', title: text('owner'), widthPx: 90, text: ({ owner }) => owner ?? text('nobody') },
    {
      id: 'parties',
      title: text('parties'),
      widthPx: 90,
      text: ({ parties }) => parties.map((node) => nationOf(text, { node })).join(', '),
    },
    {
      id: 'tasks',
      title: text('tasks'),
      widthPx: 64,
      align: 'right',
      text: ({ openTasks }) => String(openTasks),
      sortBy: ({ openTasks }) => openTasks,
    },
    {
      id: 'due',
      title: text('due'),
      widthPx: 126,
      text: ({ nextDueUtc }) => (nextDueUtc === null ? '' : utc(nextDueUtc)),
      sortBy: ({ nextDueUtc }) => nextDueUtc ?? '',
    },
    {
      id: 'last',
      title: text('last'),
      widthPx: 136,
      text: ({ lastUtc }) => utc(lastUtc),
      sortBy: ({ lastUtc }) => lastUtc,
    },
    {
      id: 'parts',
      title: text('partCount'),
      widthPx: 76,
      hiddenAtFirst: true,
      align: 'right',
      text: ({ parts }) => String(parts),
      sortBy: ({ parts }) => parts,
    },
    {
      id: 'mark',
      title: text('mark'),
      widthPx: 176,
      cell: ({ portion }) => (portion === null ? text('mixedMarks') : <RecordMark words={portion} />),
      text: ({ portion }) => portion?.en ?? text('mixedMarks'),
    },
  ]
}

/** Every case of this node and of what partners released of theirs, the one that changed last first. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const utc = useUtc()
  const text = useText(caseMessages)
  const { query } = router.place.value
  const filter = FILTERS.find((one) => one === query.get('f')) ?? 'open'
  const asked = useAsk('listCases', { query: filter === 'all' ? { limit: MOST } : { state: filter, limit: MOST } }, [
    'case/',
  ])
  useReloadWithRecords(asked.reload)
  const columns = useMemo(() => columnsOf(text, utc), [text, utc])
  const sort = useMemo(() => parseSort(query.get('s')), [query])
  const [isOpening, setOpening] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const open = (id: string) => router.go(`/case/${id}/timeline`)
  const tools = <FilterChips label={text('filter')} words={FILTERS} chosen={filter} say={text} />
  return (
    <Panel
      title={text('title')}
      level={1}
      aside={
        <span class="row">
          <button type="button" onClick={() => setImporting(true)}>
            {text('import')}
          </button>
          <MainButton label={text('openCase')} onPress={() => setOpening(true)} />
        </span>
      }
    >
      <Loaded asked={asked}>
        {({ items }) => (
          <Marked markings={items.flatMap(({ marks }) => marks)}>
            {() => (
              <DataTable
                id="cases"
                label={text('title')}
                columns={columns}
                rows={items}
                keyOf={({ id }) => id}
                selectedKey={query.get('sel') ?? undefined}
                onSelect={({ id }) => router.setQuery({ sel: id })}
                onOpen={({ id }) => open(id)}
                sort={sort}
                onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
                live
                tools={tools}
                empty={<Empty onClearFilter={filter === 'closed' ? () => router.setQuery({ f: 'all' }) : undefined} />}
              />
            )}
          </Marked>
        )}
      </Loaded>
      {isOpening ? (
        <LazyDialog load={loadDialog} onClose={() => setOpening(false)}>
          {(OpenCaseDialog) => <OpenCaseDialog onClose={() => setOpening(false)} onOpened={open} />}
        </LazyDialog>
      ) : null}
      {isImporting ? (
        <LazyDialog load={loadImport} onClose={() => setImporting(false)}>
          {(ImportDialog) => <ImportDialog onClose={() => setImporting(false)} onOpened={open} />}
        </LazyDialog>
      ) : null}
    </Panel>
  )
}
