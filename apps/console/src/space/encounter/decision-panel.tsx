import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { Field } from '../../components/field.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { encounterMessages } from './messages.ts'
import type { Encounter } from './models.ts'

const DECISIONS = ['watch', 'manoeuvre-asked', 'dismissed'] as const
type DecisionWord = (typeof DECISIONS)[number]

function isDecision(word: string): word is DecisionWord {
  return DECISIONS.some((one) => one === word)
}

/** What was decided about an approach, by whom and why, and a form for the next decision. */
export function DecisionPanel(props: { readonly encounter: Encounter; readonly onDecided: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(encounterMessages)
  const [decision, setDecision] = useState<DecisionWord>('watch')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const [isSending, setSending] = useState(false)
  const { approach, decisions } = props.encounter
  const send = async () => {
    setSending(true)
    const result = await client.ask('decideApproach', { params: { id: approach.id }, body: { decision, reason } })
    setSending(false)
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    setReason('')
    toasts.say(text('decided'))
    props.onDecided()
  }
  return (
    <Panel title={text('decision')}>
      {decisions.length === 0 ? (
        <p class="card-note muted">{text('noDecision')}</p>
      ) : (
        <ul class="card-list">
          {decisions.map((one) => (
            <li key={`${one.atUtc} ${one.officer}`}>
              <UtcTime utc={one.atUtc} />{' '}
              <strong>{isDecision(one.decision) ? text(one.decision) : one.decision}</strong> <bdi>{one.officer}</bdi>:{' '}
              {one.reason}
            </li>
          ))}
        </ul>
      )}
      <form
        class="decision-form"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field label={text('decisionIs')}>
          {(id) => (
            <select
              id={id}
              value={decision}
              onChange={(event) => {
                const word = event.currentTarget.value
                if (isDecision(word)) setDecision(word)
              }}
            >
              {DECISIONS.map((word) => (
                <option key={word} value={word}>
                  {text(word)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text('reason')} hint={text('reasonHint')}>
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              required
              maxLength={1000}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="primary" disabled={isSending || reason.trim() === ''}>
          {text('decide')}
        </button>
      </form>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </Panel>
  )
}
