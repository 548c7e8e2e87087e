import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { PRIORITIES } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Field } from '../../components/field.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { componentMessages } from '../../components/messages.ts'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { useRestingSelection } from '../../components/use-resting-selection.ts'
import { number } from '../../format/format.ts'
import { distinctMarks } from '../../partners/marking/distinct-marks.ts'
import { Marked } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useAsk } from '../../state/ask.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { CyberTabs } from '../cyber-tabs.tsx'
import { isMarked, useDetectionColumns } from './detection-columns.tsx'
import { queueMessages } from './messages.ts'
import type { DetectionRow, LogInputs } from './models.ts'
import { isQueueNarrowed, queueQueryOf, WHICH, whichOf } from './queue-query.ts'
import { WhyPanel } from './why-panel.tsx'

/** Rows that are listed at once; the filter reaches the others. */
const MOST_ROWS = 1000
const ANY = 'any'
/** How often the queue is read anew. */
const AGAIN_MS = 30_000

function Filters(): JSX.Element {
  const { router } = useConsole()
  const text = useText(queueMessages)
  const words = useText(componentMessages)
  const find = useRef<HTMLInputElement>(null)
  useCommands([{ id: 'queue.filter', label: text('find'), key: 'f', run: () => find.current?.focus() }])
  const { query, fragment } = router.place.value
  return (
    <div class="stix-filter">
      <Field label={text('find')}>
        {(id) => (
          <input
            id={id}
            ref={find}
            type="search"
            class="find"
            maxLength={200}
            placeholder={text('findHint')}
            value={fragment.get('q') ?? ''}
            onChange={(event) => router.setFragment({ q: event.currentTarget.value })}
          />
        )}
      </Field>
      <ChoiceField
        label={text('priority')}
        name="priority"
        words={[ANY, ...PRIORITIES]}
        start={PRIORITIES.find((one) => one === query.get('priority')) ?? ANY}
        say={(one) => (one === ANY ? text('anyPriority') : words(one))}
        onChoose={(one) => router.setQuery({ priority: one === ANY ? undefined : one })}
      />
      <ChoiceField
        label={text('which')}
        name="which"
        words={WHICH}
        start={whichOf(query)}
        say={text}
        onChoose={(one) => router.setQuery({ which: one === 'heard' ? undefined : one })}
      />
      <Field label={text('since')}>
        {(id) => (
          <input
            id={id}
            maxLength={10}
            placeholder="2026-11-22"
            value={query.get('since') ?? ''}
            onChange={(event) => router.setQuery({ since: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  )
}

/** Why the queue is empty: nothing is followed, nothing is looked for, or nothing was found. */
function Nothing(props: { readonly inputs: LogInputs | undefined }): JSX.Element {
  const text = useText(queueMessages)
  const { inputs } = props
  const link = <a href="/cyber/feeds">{text('toFeeds')}</a>
  if (inputs === undefined) return <Empty />
  const { items, rules } = inputs
  if (items.length === 0)
    return (
      <p class="empty">
        {text('noInputs')} {link}
      </p>
    )
  if (rules.indicators + rules.sigmaRules === 0)
    return (
      <p class="empty">
        {text('noRules')} {link}
      </p>
    )
  const counts = { inputs: items.length, indicators: number(rules.indicators, 0), rules: number(rules.sigmaRules, 0) }
  return (
    <p class="empty">
      {text('none')} {text('noneWhat', counts)}
    </p>
  )
}

function Rows(props: {
  readonly rows: readonly DetectionRow[]
  readonly total: number
  readonly tools: MarkingTools
  readonly marks: readonly unknown[]
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(queueMessages)
  const columns = useDetectionColumns(props.tools, props.marks)
  const inputs = useAsk('listLogInputs', {})
  const { query, fragment } = router.place.value
  const { selected, select } = useRestingSelection(query.get('sel') ?? undefined, (sel: string) =>
    router.setQuery({ sel }),
  )
  const clear = () => {
    router.setQuery({ priority: undefined, which: undefined, since: undefined })
    router.setFragment({ q: undefined })
  }
  return (
    <DataTable
      id="detections"
      label={text('title')}
      columns={columns}
      rows={props.rows}
      keyOf={(row) => row.id}
      selectedKey={selected}
      onSelect={(row) => select(row.id)}
      sort={parseSort(query.get('s'))}
      onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
      live
      tools={text('shown', { shown: number(props.rows.length, 0), total: number(props.total, 0) })}
      empty={
        isQueueNarrowed(query, fragment.get('q')) ? <Empty onClearFilter={clear} /> : <Nothing inputs={inputs.answer} />
      }
    />
  )
}

/** What was found in logs, grouped, the most urgent and latest first; below it why, for the chosen row. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const text = useText(queueMessages)
  const { query, fragment } = router.place.value
  const asked = useAsk('listDetections', { query: { ...queueQueryOf(query, fragment.get('q')), limit: MOST_ROWS } }, [
    'alert/',
    'cyber/',
  ])
  const { reload } = asked
  // A hit that is found again writes no line of the log.
  useEffect(() => {
    const again = setInterval(reload, AGAIN_MS)
    return () => clearInterval(again)
  }, [reload])
  const chosenId = query.get('sel')
  return (
    <div class="cyber-page">
      <CyberTabs />
      <Panel level={1} class="fill" title={text('title')}>
        <Filters />
        <Loaded asked={asked}>
          {({ items, total }) => {
            const marks = distinctMarks(items.filter(isMarked).map(({ mark }) => mark))
            return (
              <Marked markings={marks}>
                {(tools) => <Rows rows={items} total={total} tools={tools} marks={marks} />}
              </Marked>
            )
          }}
        </Loaded>
      </Panel>
      {chosenId === null ? (
        <p class="empty why-none">{text('chooseOne')}</p>
      ) : (
        <WhyPanel id={chosenId} onChanged={asked.reload} />
      )}
    </div>
  )
}
