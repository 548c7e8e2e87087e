import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../api/client.ts'
import { Dialog } from '../components/dialog.tsx'
import { Field } from '../components/field.tsx'
import { ProblemNote } from '../components/problem.tsx'
import { useConsole, useText } from '../state/console.ts'
import { signInMessages } from './sign-in-messages.ts'

/** Asks who the officer is; where no account exists and nothing listens beyond this machine, a name is enough. */
export function SignIn(props: { readonly onClose: () => void }): JSX.Element {
  const { session, signIn } = useConsole()
  const text = useText(signInMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const required = session.value?.signInRequired === true
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const password = String(form.get('password') ?? '')
    setBusy(true)
    const found = await signIn(String(form.get('name')), password === '' ? undefined : password)
    setBusy(false)
    setProblem(found)
    if (found === undefined) props.onClose()
  }
  const close = () => {
    if (!required || session.value?.officer !== null) props.onClose()
  }
  return (
    <Dialog title={text('title')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{text(required ? 'required' : 'optional')}</p>
        <Field label={text('name')}>
          {(id) => <input id={id} name="name" required maxLength={100} autocomplete="username" />}
        </Field>
        <Field label={text('password')} hint={required ? undefined : text('passwordHint')}>
          {(id, hint) => (
            <input
              id={id}
              name="password"
              type="password"
              required={required}
              maxLength={200}
              autocomplete="current-password"
              aria-describedby={hint}
            />
          )}
        </Field>
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="submit" class="primary" disabled={busy}>
            {text('submit')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
