import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useUtc } from '../../components/use-utc.ts'
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

/** From when on it screens: now, or the shown time of a replay. */
function StartChoice(props: {
  readonly shownMs: number
  readonly startMs: number | undefined
  readonly onStart: (startMs: number | undefined) => void
}): JSX.Element {
  const text = useText(approachMessages)
  const utc = useUtc()
  const choice = (startMs: number | undefined, name: string) => (
    <label>
      <input type="radio" name="start" checked={props.startMs === startMs} onChange={() => props.onStart(startMs)} />{' '}
      {name}
    </label>
  )
  return (
    <fieldset class="start-choice">
      <legend>{text('startsAt')}</legend>
      {choice(props.shownMs, text('startsShown', { utc: utc(props.shownMs) }))}
      {choice(undefined, text('startsNow'))}
    </fieldset>
  )
}

/** Asks for a screening; it runs as a job and shows in the tray. What is not typed is as the settings have it. */
export function ScreeningDialog(props: {
  readonly onClose: () => void
  readonly object?: number | undefined
}): JSX.Element {
  const { client, toasts, refreshJobs, playback } = useConsole()
  const text = useText(approachMessages)
  const settings = useAsk('readSettings', {})
  const given = settings.answer?.screening
  const [typed, setTyped] = useState<{ days?: number; withinKm?: number; maxAgeDays?: number }>({})
  const [primaries, setPrimaries] = useState(props.object === undefined ? '' : String(props.object))
  // The instant that was shown when the dialog opened: it would run on under the officer's hands.
  const [shownMs] = useState(() => (playback.shown.peek().kind === 'live' ? undefined : playback.preciseMs()))
  const [startMs, setStartMs] = useState(shownMs)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const parsed = parsePrimaries(primaries)
  const days = typed.days ?? given?.days
  const withinKm = typed.withinKm ?? given?.withinKm
  const maxAgeDays = typed.maxAgeDays ?? given?.maxAgeDays
  const isReady = days !== undefined && withinKm !== undefined && maxAgeDays !== undefined && parsed.wrong === undefined
  const start = async () => {
    if (!isReady) return
    const chosen = {
      ...(parsed.ids.length === 0 ? {} : { primaries: parsed.ids }),
      ...(startMs === undefined ? {} : { startUtc: `${new Date(startMs).toISOString().slice(0, 19)}Z` }),
    }
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
        {shownMs === undefined ? null : <StartChoice shownMs={shownMs} startMs={startMs} onStart={setStartMs} />}
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
