import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { alertMessages } from '../../alerts/messages.ts'
import { useAlertActs } from '../../alerts/use-alert-acts.ts'
import type { Alert } from '../../api/models.ts'
import { DataTable } from '../../components/data-table.tsx'
import { FilterChips } from '../../components/filter-chips.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { useUtc } from '../../components/use-utc.ts'
import { useMarkWords } from '../../partners/marking/mark-column.tsx'
import { WhenMarked } from '../../partners/marking/when-marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { alertColumns } from './alert-columns.tsx'
import { alertPageMessages } from './messages.ts'

const FILTERS = ['open', 'shelved', 'all'] as const
const MOST = 1000

/** Every alert, with what may be acknowledged together. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const utc = useUtc()
  const say = useNodeText()
  const text = useText(alertPageMessages)
  const tray = useText(alertMessages)
  const acts = useAlertActs()
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const { query } = router.place.value
  const filter = FILTERS.find((one) => one === query.get('f')) ?? 'open'
  const asked = useAsk(
    'listAlerts',
    { query: filter === 'shelved' ? { state: 'all', shelved: true, limit: MOST } : { state: filter, limit: MOST } },
    ['alert/'],
  )
  const sort = useMemo(() => parseSort(query.get('s')), [query])
  const items = asked.answer?.items ?? []
  const { besides, own, spoken } = useMarkWords(items.map(({ marking }) => marking))
  const columns = useMemo(
    () => alertColumns(text, utc, say, { besides, own, spoken }),
    [text, utc, say, besides, own, spoken],
  )
  const chosen = items.filter((alert) => marked.has(alert.id))
  const critical = chosen.some((alert) => alert.priority === 'critical')
  const acknowledge = async () => {
    await acts.acknowledgeAll([...marked])
    setMarked(new Set())
    asked.reload()
  }
  const tools = (
    <>
      <FilterChips label={text('filter')} words={FILTERS} chosen={filter} say={text} />
      {chosen.length === 0 ? null : (
        <button type="button" class="primary" disabled={critical} onClick={() => void acknowledge()}>
          {tray('acknowledgeSelected')} ({chosen.length})
        </button>
      )}
      {critical ? <span>{text('criticalSelected')}</span> : null}
    </>
  )
  const open = (alert: Alert) => router.go(`/a/${alert.id}`)
  return (
    <Panel title={text('title')} level={1}>
      <Loaded asked={asked}>
        {(answer) => (
          <WhenMarked markings={answer.items.map(({ marking }) => marking)}>
            <DataTable
              id="alerts"
              label={text('title')}
              columns={columns}
              rows={answer.items}
              keyOf={(alert) => alert.id}
              selectedKey={query.get('sel') ?? undefined}
              onSelect={(alert) => router.setQuery({ sel: alert.id })}
              onOpen={open}
              sort={sort}
              onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
              marked={marked}
              onMark={setMarked}
              live
              empty={
                <Empty onClearFilter={filter === 'shelved' ? () => router.setQuery({ f: undefined }) : undefined} />
              }
              tools={tools}
            />
          </WhenMarked>
        )}
      </Loaded>
    </Panel>
  )
}
