import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../api/client.ts'
import { Dialog } from '../components/dialog.tsx'
import { Field } from '../components/field.tsx'
import { ProblemNote } from '../components/problem.tsx'
import { useConsole, useText } from '../state/console.ts'
import { paletteMessages } from './messages.ts'

/** Gives the present address a name. */
export function SaveViewDialog(props: { readonly onClose: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(paletteMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name')).trim()
    const link = `${location.pathname}${location.search}${location.hash}`
    const scope = form.get('watch') === null ? 'officer' : 'watch'
    const result = await client.ask('saveView', { body: { name, link, scope } })
    if (!result.ok) return setProblem(result.problem)
    toasts.say(text('viewSaved', { name }))
    props.onClose()
  }
  return (
    <Dialog title={text('saveView')} onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Field label={text('viewName')}>
          {(id) => <input id={id} name="name" required maxLength={100} autocomplete="off" />}
        </Field>
        <label>
          <input type="checkbox" name="watch" /> {text('forWatch')}
        </label>
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="submit" class="primary">
            {text('saveView')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
