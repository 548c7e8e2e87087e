import type { JSX } from 'preact'
import type { Job } from '../api/models.ts'
import { NodeText, useNodeText } from '../components/node-text.tsx'
import { duration, percent } from '../format/format.ts'
import { useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'

/** Cancel or resume of a job, as far as it can be. */
export function JobButtons(props: { readonly job: Job }): JSX.Element | null {
  const { client, toasts, refreshJobs } = useConsole()
  const text = useText(alertMessages)
  const { id, state, resumable } = props.job
  const act = async (operation: 'cancelJob' | 'resumeJob') => {
    const result = await client.ask(operation, { params: { id } })
    if (!result.ok) toasts.say(text('failedAct', { detail: result.problem.detail }))
    await refreshJobs()
  }
  if (state === 'queued' || state === 'running')
    return (
      <button type="button" onClick={() => void act('cancelJob')}>
        {text('cancelJob')}
      </button>
    )
  if ((state === 'cancelled' || state === 'failed') && resumable)
    return (
      <button type="button" onClick={() => void act('resumeJob')}>
        {text('resumeJob')}
      </button>
    )
  return null
}

/** How far a job is, by whom, what is left, and what came of it. */
function JobCard(props: { readonly job: Job }): JSX.Element {
  const { language } = useConsole()
  const text = useText(alertMessages)
  const nodeText = useNodeText()
  const { job } = props
  const left =
    job.secondsLeft === null
      ? nodeText(job.stage)
      : text('secondsLeft', { span: duration(job.secondsLeft, language.value) })
  const active = job.state === 'running' || job.state === 'queued'
  return (
    <li class={`job ${job.state}`}>
      <div class="row">
        <strong>
          <NodeText text={job.title} />
        </strong>
        <span class="end">{active ? percent(job.progress) : text(job.state)}</span>
      </div>
      {active ? <progress aria-label={nodeText(job.title)} value={job.progress} max={1} /> : null}
      <div class="row">
        <span class="muted">
          {active ? left : <NodeText text={job.error?.message ?? job.result?.summary ?? job.stage} />} ·{' '}
          {text('startedBy', { name: job.startedBy })}
        </span>
        <span class="end">
          {job.result === null ? null : <a href={job.result.link}>{text('result')}</a>}
          <JobButtons job={job} />
        </span>
      </div>
    </li>
  )
}

/** Jobs that run or wait, and the newest of those that ended. @param props.ended - How many ended ones are listed. */
export function JobList(props: { readonly ended: number }): JSX.Element {
  const { jobs } = useConsole()
  const text = useText(alertMessages)
  const all = jobs.value ?? []
  const active = all.filter((job) => job.state === 'running' || job.state === 'queued')
  const shown = [...active, ...all.filter((job) => !active.includes(job)).slice(0, props.ended)]
  if (shown.length === 0) return <p class="empty">{text('noJobs')}</p>
  return (
    <ul class="jobs">
      {shown.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </ul>
  )
}
