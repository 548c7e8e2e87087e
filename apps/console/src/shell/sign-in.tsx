import type { JSX } from 'preact'
import { Dialog } from '../components/dialog.tsx'
import { Field } from '../components/field.tsx'
import { ProblemNote } from '../components/problem.tsx'
import { useForm } from '../components/use-form.ts'
import { useConsole, useText } from '../state/console.ts'
import { signInMessages } from './sign-in-messages.ts'

/** Asks who the officer is; where no account exists and nothing listens beyond this machine, a name is enough. */
export function SignIn(props: { readonly onClose: () => void }): JSX.Element {
  const { session, signIn } = useConsole()
  const text = useText(signInMessages)
  const required = session.value?.signInRequired === true
  const { problem, onSubmit } = useForm(async (form) => {
    const password = String(form.get('password') ?? '')
    const found = await signIn(String(form.get('name')), password === '' ? undefined : password)
    if (found === undefined) props.onClose()
    return found
  })
  const close = () => {
    if (!required || session.value?.officer !== null) props.onClose()
  }
  return (
    <Dialog title={text('title')} onClose={close}>
      <form onSubmit={onSubmit}>
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
          <button type="submit" class="primary">
            {text('submit')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
