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

const HEADS = ['state', 'job', 'progress', 'left', 'by', 'created', 'ended', 'result', 'acts'] as const

function Row(props: { readonly job: Job }): JSX.Element {
  const { language } = useConsole()
  const words = useText(alertMessages)
  const nodeText = useNodeText()
  const { job } = props
  return (
    <tr>
      <td>
        <StatusMark status={STATUS_OF[job.state]} word={words(job.state)} />
      </td>
      <td>
        <NodeText text={job.title} />
      </td>
      <td>
        <span class="bar-cell">
          <progress aria-label={nodeText(job.title)} value={job.progress} max={1} />
          <span class="num">{percent(job.progress)}</span>
        </span>
      </td>
      <td class="num">{job.secondsLeft === null ? '–' : duration(job.secondsLeft, language.value)}</td>
      <td>{job.startedBy}</td>
      <td>
        <UtcTime utc={job.createdUtc} />
      </td>
      <td>{job.endedUtc === null ? '–' : <UtcTime utc={job.endedUtc} />}</td>
      <td>
        {job.result === null ? (
          <NodeText text={job.error === null ? job.stage : `${job.error.message} (${job.error.code})`} />
        ) : (
          <a href={job.result.link}>
            <NodeText text={job.result.summary} />
          </a>
        )}
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
          <ListTable label={text('title')} heads={HEADS.map((head) => text(head))} items={list} empty={text('none')}>
            {(job) => <Row key={job.id} job={job} />}
          </ListTable>
        )}
      </Panel>
    </div>
  )
}
