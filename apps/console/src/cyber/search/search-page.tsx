import type { JSX } from 'preact'
import { addressOf } from '../../api/client.ts'
import { places } from '../../api/types.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { number } from '../../format/format.ts'
import { distinctMarks } from '../../partners/marking/distinct-marks.ts'
import { Marked } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import { CyberTabs } from '../cyber-tabs.tsx'
import type { StixList } from '../models.ts'
import { NoObjects } from '../no-objects.tsx'
import { marksOfRow } from '../row-marks.ts'
import { searchMessages } from './messages.ts'
import { SearchFilter } from './search-filter.tsx'
import { FILTERS, isNarrowed, stixQueryOf } from './search-query.ts'
import { useStixColumns } from './stix-columns.tsx'
import { TypeChips } from './type-chips.tsx'
import { type FoundObjects, useObjects } from './use-objects.ts'

function Rows(props: {
  readonly list: StixList
  readonly tools: MarkingTools
  readonly marks: readonly unknown[]
  readonly found: FoundObjects
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(searchMessages)
  const columns = useStixColumns(props.tools, props.marks)
  const { query, fragment } = router.place.value
  const { list, found } = props
  const clear = () => {
    router.setQuery(Object.fromEntries(FILTERS.map((name) => [name, undefined])))
    router.setFragment({ q: undefined })
  }
  return (
    <>
      <DataTable
        id="stix"
        label={text('title')}
        columns={columns}
        rows={list.items}
        keyOf={(row) => row.id}
        selectedKey={query.get('sel') ?? undefined}
        onSelect={(row) => router.setQuery({ sel: row.id })}
        onOpen={(row) => router.go(`/cyber/object/${row.id}`)}
        sort={parseSort(query.get('s'))}
        onSort={(keys) => router.setQuery({ s: formatSort(keys.slice(0, 1)) })}
        tools={text('shown', { shown: number(list.items.length, 0), total: number(list.total, 0) })}
        empty={isNarrowed(query, fragment.get('q')) ? <Empty onClearFilter={clear} /> : <NoObjects />}
      />
      {found.moreProblem === undefined ? null : <ProblemNote problem={found.moreProblem} onRetry={found.askMore} />}
      {list.next === null ? null : (
        <p class="empty">
          <button type="button" onClick={found.askMore}>
            {text('more')}
          </button>
        </p>
      )}
    </>
  )
}

/** Objects of STIX by words and filters: how many of each type first, then the list; `Enter` opens one. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(searchMessages)
  const { query, fragment } = router.place.value
  const question = stixQueryOf(query, fragment.get('q'))
  const found = useObjects(question)
  const { sort: _sort, descending: _descending, ...filter } = question
  return (
    <div class="cyber-page">
      <CyberTabs />
      <Panel
        level={1}
        class="fill"
        title={text('title')}
        aside={
          <a href={addressOf(places.exportStix.url, undefined, filter)} download title={text('exportNote')}>
            {text('export')}
          </a>
        }
      >
        <SearchFilter />
        <Loaded asked={found}>
          {(list) => {
            const marks = distinctMarks(list.items.flatMap(marksOfRow))
            return (
              <Marked markings={marks}>
                {(tools) => (
                  <>
                    <div class="type-chips">
                      <TypeChips list={list} />
                    </div>
                    <Rows list={list} tools={tools} marks={marks} found={found} />
                  </>
                )}
              </Marked>
            )
          }}
        </Loaded>
      </Panel>
    </div>
  )
}
