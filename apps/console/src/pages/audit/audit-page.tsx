import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { useUtc } from '../../components/use-utc.ts'
import { useConsole, useText } from '../../state/console.ts'
import { logKindMessages, logKindWord } from '../log/kind-messages.ts'
import { auditColumns } from './audit-columns.tsx'
import { AuditFilter } from './audit-filter.tsx'
import { auditQueryOf } from './audit-query.ts'
import { auditMessages } from './messages.ts'
import { useAudit } from './use-audit.ts'

const NO_FILTER = { f: undefined, by: undefined, to: undefined, since: undefined, until: undefined }

/** What crossed a marking: who let it, to whom, what, how much and when; for administrators. */
export function Page(): JSX.Element {
  const { router, language } = useConsole()
  const utc = useUtc()
  const text = useText(auditMessages)
  const kindText = useText(logKindMessages)
  const line = useNodeText()
  const { query } = router.place.value
  const asked = useAudit(auditQueryOf(query))
  const columns = useMemo(
    () =>
      auditColumns({ text, utc, line, language: language.value, kind: (kind: string) => logKindWord(kindText, kind) }),
    [text, utc, line, kindText, language.value],
  )
  const sort = useMemo(() => parseSort(query.get('s')), [query])
  const isFiltered = Object.keys(NO_FILTER).some((member) => query.has(member))
  return (
    <Panel
      level={1}
      title={text('title')}
      aside={asked.answer === undefined ? null : text('shown', { shown: asked.answer.items.length })}
    >
      <AuditFilter asked={auditQueryOf(query)} />
      <Loaded asked={asked}>
        {({ items, next }) => (
          <>
            <DataTable
              id="audit"
              label={text('title')}
              columns={columns}
              rows={items}
              keyOf={(entry) => String(entry.seq)}
              selectedKey={query.get('sel') ?? undefined}
              onSelect={(entry) => router.setQuery({ sel: String(entry.seq) })}
              sort={sort}
              onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
              live
              empty={
                next === null ? (
                  <Empty onClearFilter={isFiltered ? () => router.setQuery(NO_FILTER) : undefined} />
                ) : (
                  <Empty text={text('goesOn')} />
                )
              }
            />
            {next === null ? null : (
              <p class="empty">
                <button type="button" onClick={asked.askOlder}>
                  {text('more')}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  )
}
