import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { Job } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { FileDrop } from '../../components/file-drop.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'
import { TLP_CHOICES, type TlpChoice } from './tlp-labels.ts'

/** What has become of a file that was handed over: it is imported, or how that ended. @param props.job - As it was begun. */
function Outcome(props: { readonly name: string; readonly job: Job }): JSX.Element {
  const { jobs } = useConsole()
  const text = useText(feedsMessages)
  const { name } = props
  const job = jobs.value?.find(({ id }) => id === props.job.id) ?? props.job
  switch (job.state) {
    case 'queued':
    case 'running':
      return <>{text('started', { name })}</>
    case 'finished':
      return (
        <>
          {text('imported', { name })} <NodeText text={job.result?.summary ?? job.stage} />{' '}
          {job.result === null ? null : <a href={job.result.link}>{text('showImported')}</a>}
        </>
      )
    case 'failed':
      return (
        <>
          {text('importFailed', { name })} <NodeText text={job.error?.message ?? job.stage} />
        </>
      )
    case 'cancelled':
      return <>{text('importCancelled', { name })}</>
  }
}

/** A file on its way: absent job while it is sent. */
type Sent = { readonly name: string; readonly job: Job | undefined }

/** Hands a file of this computer to the node, which imports it as a job. */
export function ImportPanel(): JSX.Element {
  const { client, refreshJobs } = useConsole()
  const text = useText(feedsMessages)
  const [label, setLabel] = useState<TlpChoice>('none')
  const [sent, setSent] = useState<Sent | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const send = async (file: File) => {
    const { name } = file
    setProblem(undefined)
    setSent({ name, job: undefined })
    const query = { name: name.slice(0, 200), ...(label === 'none' ? {} : { tlp: label }) }
    const result = await client.ask('importStix', { query, body: file })
    setProblem(result.ok ? undefined : result.problem)
    setSent(result.ok ? { name, job: result.answer } : undefined)
    void refreshJobs()
  }
  return (
    <Panel title={text('importTitle')} aside={<a href="/jobs">{text('job')}</a>}>
      <FileDrop choose={text('choose')} drop={text('drop')} onFile={(file) => void send(file)}>
        <ChoiceField
          label={text('tlp')}
          name="tlp"
          words={TLP_CHOICES}
          say={(one) => (one === 'none' ? text('tlpNone') : `TLP:${one}`)}
          onChoose={setLabel}
        />
      </FileDrop>
      <p class="empty" role="status">
        {sent === undefined ? null : sent.job === undefined ? (
          text('sending', { name: sent.name })
        ) : (
          <Outcome name={sent.name} job={sent.job} />
        )}
      </p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </Panel>
  )
}
