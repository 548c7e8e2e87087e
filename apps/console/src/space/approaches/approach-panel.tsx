import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { Panel } from '../../components/panel.tsx'
import type { SortKey } from '../../components/table-order.ts'
import { number } from '../../format/format.ts'
import type { Asked } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { useApproachColumns } from './approach-columns.tsx'
import { approachMessages } from './messages.ts'
import type { ApproachList, ApproachRow } from './models.ts'
import { NoApproaches } from './no-approaches.tsx'
import { ScreeningDialog } from './screening-dialog.tsx'
import { ScreeningNote } from './screening-note.tsx'

const FIRST_SORT: readonly SortKey[] = []

/** The most urgent close approaches, below the picture; the same columns as on their own page. */
export function ApproachPanel(props: {
  readonly asked: Asked<ApproachList>
  readonly selectedKey: string | undefined
  readonly onSelect: (row: ApproachRow) => void
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(approachMessages)
  const [sort, setSort] = useState(FIRST_SORT)
  const [isStarting, setStarting] = useState(false)
  const screening = props.asked.answer?.screening ?? undefined
  const columns = useApproachColumns(screening?.startUtc)
  return (
    <Panel
      class="approach-panel"
      title={text('approaches')}
      aside={
        <>
          {screening === undefined ? null : <ScreeningNote screening={screening} />}
          <a href="/space/ca">{text('openAll', { count: number(props.asked.answer?.total ?? 0, 0) })}</a>
          <MainButton label={text('startScreening')} onPress={() => setStarting(true)} />
        </>
      }
    >
      <Loaded asked={props.asked}>
        {(list) => (
          <DataTable
            id="approaches"
            label={text('approaches')}
            columns={columns}
            rows={list.items}
            keyOf={(row) => row.id}
            selectedKey={props.selectedKey}
            onSelect={props.onSelect}
            onOpen={(row) => router.go(`/space/ca/${row.id}`)}
            sort={sort}
            onSort={setSort}
            live
            empty={<NoApproaches screening={list.screening} />}
          />
        )}
      </Loaded>
      {isStarting ? <ScreeningDialog onClose={() => setStarting(false)} /> : null}
    </Panel>
  )
}
