import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { approachMessages } from './messages.ts'
import { parsePrimaries } from './parse-primaries.ts'

type NumberFieldProps = {
  readonly label: string
  readonly hint?: string
  readonly value: number | undefined
  readonly max: number
  readonly onValue: (value: number) => void
}

function NumberField(props: NumberFieldProps): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hint) => (
        <input
          id={id}
          aria-describedby={hint}
          type="number"
          required
          min={0.01}
          max={props.max}
          step="any"
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.valueAsNumber)}
        />
      )}
    </Field>
  )
}

/** Asks for a screening; it runs as a job and shows in the tray. What is not typed is as the settings have it. */
export function ScreeningDialog(props: {
  readonly onClose: () => void
  readonly object?: number | undefined
}): JSX.Element {
  const { client, toasts, refreshJobs } = useConsole()
  const text = useText(approachMessages)
  const settings = useAsk('readSettings', {})
  const given = settings.answer?.screening
  const [typed, setTyped] = useState<{ days?: number; withinKm?: number; maxAgeDays?: number }>({})
  const [primaries, setPrimaries] = useState(props.object === undefined ? '' : String(props.object))
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const parsed = parsePrimaries(primaries)
  const days = typed.days ?? given?.days
  const withinKm = typed.withinKm ?? given?.withinKm
  const maxAgeDays = typed.maxAgeDays ?? given?.maxAgeDays
  const isReady = days !== undefined && withinKm !== undefined && maxAgeDays !== undefined && parsed.wrong === undefined
  const start = async () => {
    if (!isReady) return
    const chosen = parsed.ids.length === 0 ? {} : { primaries: parsed.ids }
    const result = await client.ask('startJob', { body: { kind: 'screening', days, withinKm, maxAgeDays, ...chosen } })
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    toasts.say(text('started'))
    await refreshJobs()
    props.onClose()
  }
  return (
    <Dialog title={text('dialogTitle')} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <NumberField
          label={text('days')}
          hint={text('daysHint')}
          value={days}
          max={30}
          onValue={(value) => setTyped({ ...typed, days: value })}
        />
        <NumberField
          label={text('withinKm')}
          hint={text('withinHint')}
          value={withinKm}
          max={100}
          onValue={(value) => setTyped({ ...typed, withinKm: value })}
        />
        <NumberField
          label={text('maxAge')}
          value={maxAgeDays}
          max={365}
          onValue={(value) => setTyped({ ...typed, maxAgeDays: value })}
        />
        <Field label={text('primaries')} hint={text('primariesHint')}>
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              value={primaries}
              onInput={(event) => setPrimaries(event.currentTarget.value)}
            />
          )}
        </Field>
        {parsed.wrong === undefined ? null : <p role="alert">{text('badPrimaries', { word: parsed.wrong })}</p>}
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="submit" class="primary" disabled={!isReady}>
            {text('start')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
