import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { useApproachColumns } from './approach-columns.tsx'
import { APPROACHES_PER_PAGE, approachQuery, pageOffset } from './approach-filter.ts'
import { ApproachFilterBar } from './approach-filter-bar.tsx'
import { approachMessages } from './messages.ts'
import type { ApproachList } from './models.ts'
import { NoApproaches } from './no-approaches.tsx'
import { ScreeningDialog } from './screening-dialog.tsx'
import { ScreeningNote } from './screening-note.tsx'

/** The most urgent first; those without an alert follow in the order of time. */
const FIRST_SORT = 'priority'

function Pager(props: { readonly list: ApproachList }): JSX.Element {
  const { router } = useConsole()
  const text = useText(approachMessages)
  const { offset, items, total } = props.list
  const page = Math.floor(offset / APPROACHES_PER_PAGE) + 1
  const go = (next: number) => router.setQuery({ page: next <= 1 ? undefined : String(next) })
  return (
    <span class="row">
      <span>
        {text('total', {
          from: number(Math.min(total, offset + 1), 0),
          to: number(offset + items.length, 0),
          total: number(total, 0),
        })}
      </span>
      {total <= APPROACHES_PER_PAGE ? null : (
        <>
          <button type="button" disabled={page <= 1} onClick={() => go(page - 1)}>
            {text('previous')}
          </button>
          <button type="button" disabled={offset + items.length >= total} onClick={() => go(page + 1)}>
            {text('next')}
          </button>
        </>
      )}
    </span>
  )
}

function List(props: { readonly list: ApproachList; readonly isFiltering: boolean }): JSX.Element {
  const { router } = useConsole()
  const text = useText(approachMessages)
  const columns = useApproachColumns(props.list.screening?.startUtc)
  const { query } = router.place.value
  const clear = () => {
    router.setQuery({ miss: undefined, pc: undefined, alerted: undefined, object: undefined, page: undefined })
    router.setFragment({ q: undefined })
  }
  return (
    <DataTable
      id="approaches"
      label={text('approaches')}
      columns={columns}
      rows={props.list.items}
      keyOf={(row) => row.id}
      selectedKey={query.get('sel') ?? undefined}
      onSelect={(row) => router.setQuery({ sel: row.id })}
      onOpen={(row) => router.go(`/space/ca/${row.id}`)}
      sort={parseSort(query.get('s') ?? FIRST_SORT)}
      onSort={(keys) => router.setQuery({ s: formatSort(keys.slice(0, 1)), page: undefined })}
      live
      tools={<Pager list={props.list} />}
      empty={<NoApproaches screening={props.list.screening} onClearFilter={props.isFiltering ? clear : undefined} />}
    />
  )
}

/** Close approaches of the newest screening, paged, sorted and filtered by the node; `Enter` opens the encounter. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(approachMessages)
  const [isStarting, setStarting] = useState(false)
  const { query, fragment } = router.place.value
  const filter = approachQuery(query, fragment.get('q'))
  const { sort: _sort, descending: _descending, ...filters } = filter
  const asked = useAsk(
    'listApproaches',
    { query: { sort: FIRST_SORT, ...filter, limit: APPROACHES_PER_PAGE, offset: pageOffset(query) } },
    ['job/finished', 'alert/', 'decision/'],
  )
  const screening = asked.answer?.screening
  return (
    <div class="approaches-page">
      <h1 class="sr-only">{text('approaches')}</h1>
      <Panel
        title={text('approaches')}
        class="fill"
        aside={
          <>
            {screening ? <ScreeningNote screening={screening} /> : null}
            <MainButton label={text('startScreening')} onPress={() => setStarting(true)} />
          </>
        }
      >
        <ApproachFilterBar asked={filter} />
        <Loaded asked={asked}>{(list) => <List list={list} isFiltering={Object.keys(filters).length > 0} />}</Loaded>
      </Panel>
      {isStarting ? <ScreeningDialog object={filter.object} onClose={() => setStarting(false)} /> : null}
    </div>
  )
}
