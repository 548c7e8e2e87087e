import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { Field } from '../../components/field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { jobsMessages } from './messages.ts'

/** Catalogue numbers as typed: separated by anything that is no digit. @returns Nothing where none is typed. */
export function numbersOf(typed: string): readonly number[] | undefined {
  const found = typed
    .normalize('NFKC')
    .split(/\D+/)
    .filter((part) => part !== '')
    .map(Number)
  return found.length === 0 ? undefined : found
}

/** Starts a screening with the settings' values unless others are given. */
export function ScreeningForm(): JSX.Element {
  const { client, toasts, refreshJobs } = useConsole()
  const text = useText(jobsMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const settings = useAsk('readSettings', {}).answer?.screening
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const primaries = numbersOf(String(form.get('primaries')))
    const result = await client.ask('startJob', {
      body: {
        kind: 'screening',
        days: Number(form.get('days')),
        withinKm: Number(form.get('withinKm')),
        maxAgeDays: Number(form.get('maxAgeDays')),
        ...(primaries === undefined ? {} : { primaries }),
      },
    })
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) toasts.say(text('started'))
    await refreshJobs()
  }
  const field = (name: string, label: string, value: number | undefined, most: number) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          name={name}
          type="number"
          step="any"
          min={0.001}
          max={most}
          required
          defaultValue={value === undefined ? '' : String(value)}
        />
      )}
    </Field>
  )
  return (
    <form key={settings === undefined ? 'waiting' : 'ready'} onSubmit={(event) => void submit(event)}>
      <div class="fields">
        {field('days', text('days'), settings?.days, 30)}
        {field('withinKm', text('within'), settings?.withinKm, 100)}
        {field('maxAgeDays', text('maxAge'), settings?.maxAgeDays, 365)}
        <Field label={text('primaries')} hint={text('primariesHint')}>
          {(id, hint) => <input id={id} name="primaries" aria-describedby={hint} autocomplete="off" />}
        </Field>
        <div class="row">
          <button type="submit" class="primary">
            {text('start')}
          </button>
        </div>
      </div>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </form>
  )
}
