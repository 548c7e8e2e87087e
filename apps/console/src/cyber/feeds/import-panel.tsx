import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'

type Tlp = NonNullable<Operations['importStix']['query']['tlp']>

const NONE = 'none'
/** Labels of TLP that a person can give to what says nothing of who may see it; without one it stays with this node. */
export const LABELS: readonly (Tlp | typeof NONE)[] = [NONE, 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']

/** Hands a file of this computer to the node, which imports it as a job. */
export function ImportPanel(): JSX.Element {
  const { client, refreshJobs } = useConsole()
  const text = useText(feedsMessages)
  const [label, setLabel] = useState<Tlp | typeof NONE>(NONE)
  const [isOver, setOver] = useState(false)
  const [said, setSaid] = useState<string | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setSaid(text('sending', { name: file.name }))
    const query = { name: file.name.slice(0, 200), ...(label === NONE ? {} : { tlp: label }) }
    const result = await client.ask('importStix', { query, body: file })
    setProblem(result.ok ? undefined : result.problem)
    setSaid(result.ok ? text('started', { name: file.name }) : undefined)
    void refreshJobs()
  }
  return (
    <Panel title={text('importTitle')} aside={<a href="/jobs">{text('job')}</a>}>
      <section
        class={isOver ? 'drop over' : 'drop'}
        aria-label={text('drop')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void send(event.dataTransfer?.files[0])
        }}
      >
        <ChoiceField
          label={text('tlp')}
          name="tlp"
          words={LABELS}
          say={(one) => (one === NONE ? text('tlpNone') : `TLP:${one}`)}
          onChoose={setLabel}
        />
        <button type="button" class="primary" onClick={() => input.current?.click()}>
          {text('choose')}
        </button>
        <span>{text('drop')}</span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={text('choose')}
          onChange={(event) => {
            void send(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </section>
      <p class="empty" role="status">
        {said}
      </p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </Panel>
  )
}
