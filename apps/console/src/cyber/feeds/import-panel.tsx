import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { FileDrop } from '../../components/file-drop.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'
import { TLP_CHOICES, type TlpChoice } from './tlp-labels.ts'

/** Hands a file of this computer to the node, which imports it as a job. */
export function ImportPanel(): JSX.Element {
  const { client, refreshJobs } = useConsole()
  const text = useText(feedsMessages)
  const [label, setLabel] = useState<TlpChoice>('none')
  const [said, setSaid] = useState<string | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const send = async (file: File) => {
    setSaid(text('sending', { name: file.name }))
    const query = { name: file.name.slice(0, 200), ...(label === 'none' ? {} : { tlp: label }) }
    const result = await client.ask('importStix', { query, body: file })
    setProblem(result.ok ? undefined : result.problem)
    setSaid(result.ok ? text('started', { name: file.name }) : undefined)
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
        {said}
      </p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </Panel>
  )
}
