import type { JSX } from 'preact'
import { ListTable } from '../../components/list-table.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CasePart, type ContentOf, headsOf, threadsOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { PartActs, PartFacts } from '../part/part-card.tsx'
import { type CaseFrame, WithCase } from '../with-case.tsx'

const WORDS = { open: 'taskOpen', done: 'taskDone', dropped: 'taskDropped' } as const

type TaskPart = { readonly part: CasePart; readonly what: ContentOf<'task'> }

function State(props: { readonly what: ContentOf<'task'> }): JSX.Element {
  const { nowMs } = useConsole()
  const text = useText(caseMessages)
  const { state, dueUtc } = props.what
  const isLate = state === 'open' && dueUtc !== undefined && Date.parse(dueUtc) < nowMs.value
  if (isLate) return <StatusMark status="caution" word={text('overdue')} />
  return (
    <StatusMark
      status={state === 'open' ? 'advisory' : state === 'done' ? 'normal' : 'off'}
      word={text(WORDS[state])}
    />
  )
}

function Row(props: { readonly task: TaskPart; readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { part, what } = props.task
  const { act } = props.frame
  return (
    <tr>
      <td>
        <State what={what} />
      </td>
      <td class="prose">
        <strong>{what.title}</strong>
        {what.text === undefined ? null : <p class="part-prose">{what.text}</p>}
        {what.outcome === undefined ? null : <p class="part-prose">{what.outcome}</p>}
        <PartFacts part={part} />
      </td>
      <td>{what.assignee ?? text('nobody')}</td>
      <td>
        {what.dueUtc === undefined ? (
          text('notDue')
        ) : (
          <>
            <UtcTime utc={what.dueUtc} /> · <Distance utc={what.dueUtc} />
          </>
        )}
      </td>
      <td>
        <PartActs part={part} act={act}>
          {what.state === 'open' ? (
            <button
              type="button"
              class="primary"
              onClick={() => act({ do: 'correct', part, given: { state: 'done' } })}
            >
              {text('markDone')}
            </button>
          ) : null}
        </PartActs>
      </td>
    </tr>
  )
}

function Tasks(props: { readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { frame } = props
  const order = { open: 0, done: 1, dropped: 2 } as const
  const tasks = threadsOf(frame.found, 'task')
    .flatMap((thread) => headsOf(thread))
    .flatMap((part): readonly TaskPart[] => (part.what.kind === 'task' ? [{ part, what: part.what }] : []))
    .sort((a, b) => order[a.what.state] - order[b.what.state] || dueMs(a) - dueMs(b))
  return (
    <Panel
      title={text('tasks')}
      aside={
        frame.found.state === 'closed' ? undefined : (
          <button type="button" onClick={() => frame.act({ do: 'add', kind: 'task', given: { state: 'open' } })}>
            {text('add')}
          </button>
        )
      }
    >
      <ListTable
        label={text('tasks')}
        heads={[text('state'), text('what'), text('assignee'), text('due'), text('acts')]}
        items={tasks}
        empty={text('noneYet')}
      >
        {(task) => <Row key={task.part.key} task={task} frame={frame} />}
      </ListTable>
    </Panel>
  )
}

function dueMs({ what }: TaskPart): number {
  return what.dueUtc === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(what.dueUtc)
}

/** What is to be done, by whom and until when. */
export function Page(props: PageProps): JSX.Element {
  return <WithCase id={props.params['id'] ?? ''}>{(frame) => <Tasks frame={frame} />}</WithCase>
}
