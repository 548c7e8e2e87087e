import type { JSX } from 'preact'
import { JobButtons } from '../../alerts/job-list.tsx'
import { alertMessages } from '../../alerts/messages.ts'
import type { Job } from '../../api/models.ts'
import { ListTable } from '../../components/list-table.tsx'
import { Waiting } from '../../components/loaded.tsx'
import { NodeText, useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { type Status, StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { duration, percent } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { jobsMessages } from './messages.ts'
import { ScreeningForm } from './screening-form.tsx'

const STATUS_OF: { readonly [State in Job['state']]: Status } = {
  queued: 'advisory',
  running: 'advisory',
  cancelled: 'off',
  finished: 'normal',
  failed: 'serious',
}

const HEADS = ['state', 'job', 'by', 'times', 'result', 'acts'] as const

/** How far a job is that waits or runs. */
function Progress(props: { readonly job: Job }): JSX.Element {
  const { language } = useConsole()
  const text = useText(alertMessages)
  const nodeText = useNodeText()
  const { title, progress, secondsLeft, stage } = props.job
  return (
    <>
      <span class="bar-cell">
        <progress aria-label={nodeText(title)} value={progress} max={1} />
        <span class="num">{percent(progress)}</span>
      </span>
      <small class="muted">
        {secondsLeft === null ? (
          <NodeText text={stage} />
        ) : (
          text('secondsLeft', { span: duration(secondsLeft, language.value) })
        )}
      </small>
    </>
  )
}

/** How far a job is, what came of it, or why nothing did. */
function Outcome(props: { readonly job: Job }): JSX.Element {
  const { state, result, error, stage } = props.job
  if (state === 'queued' || state === 'running') return <Progress job={props.job} />
  if (result === null) return <NodeText text={error === null ? stage : `${error.message} (${error.code})`} />
  return (
    <a href={result.link}>
      <NodeText text={result.summary} />
    </a>
  )
}

function Row(props: { readonly job: Job }): JSX.Element {
  const words = useText(alertMessages)
  const { job } = props
  return (
    <tr>
      <td>
        <StatusMark status={STATUS_OF[job.state]} word={words(job.state)} />
      </td>
      <td>
        <NodeText text={job.title} />
      </td>
      <td>{job.startedBy}</td>
      <td>
        <UtcTime utc={job.createdUtc} />
        {job.endedUtc === null ? null : (
          <>
            <br />
            <UtcTime utc={job.endedUtc} />
          </>
        )}
      </td>
      <td>
        <Outcome job={job} />
      </td>
      <td>
        <JobButtons job={job} />
      </td>
    </tr>
  )
}

/** Long work: how far it is, who started it, what came of it; start, cancel, resume. */
export function Page(): JSX.Element {
  const { jobs } = useConsole()
  const text = useText(jobsMessages)
  const list = jobs.value
  return (
    <div class="page-stack">
      <h1 class="sr-only">{text('title')}</h1>
      <Panel title={text('newScreening')}>
        <ScreeningForm />
      </Panel>
      <Panel title={text('title')}>
        {list === undefined ? (
          <Waiting />
        ) : (
          <div class="jobs-table">
            <ListTable label={text('title')} heads={HEADS.map((head) => text(head))} items={list} empty={text('none')}>
              {(job) => <Row key={job.id} job={job} />}
            </ListTable>
          </div>
        )}
      </Panel>
    </div>
  )
}
