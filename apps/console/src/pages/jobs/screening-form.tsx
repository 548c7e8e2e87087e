import type { JSX } from 'preact'
import { Field } from '../../components/field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useForm } from '../../components/use-form.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { jobsMessages } from './messages.ts'

/** Catalogue numbers as typed: separated by anything that is no digit. @returns Nothing where none is typed. */
function numbersOf(typed: string): readonly number[] | undefined {
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
  const settings = useAsk('readSettings', {}).answer?.screening
  const { problem, onSubmit } = useForm(async (form) => {
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
    if (result.ok) toasts.say(text('started'))
    await refreshJobs()
    return result.ok ? undefined : result.problem
  })
  return (
    <form key={settings === undefined ? 'waiting' : 'ready'} onSubmit={onSubmit}>
      <div class="fields">
        <NumberField name="days" label={text('days')} start={settings?.days} most={30} />
        <NumberField name="withinKm" label={text('within')} start={settings?.withinKm} most={100} />
        <NumberField name="maxAgeDays" label={text('maxAge')} start={settings?.maxAgeDays} most={365} />
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
