import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../components/use-form.ts'
import { useConsole, useText } from '../../state/console.ts'
import { handoverMessages } from './messages.ts'

/** Both officers sign: the one who leaves by typing the own name, the one who comes by name and password. */
export function SignForm(props: { readonly onSigned: () => void }): JSX.Element {
  const { client, status, toasts, refresh } = useConsole()
  const text = useText(handoverMessages)
  const [typed, setTyped] = useState('')
  const outgoing = status.value?.officer?.name ?? ''
  const { problem, onSubmit } = useForm(async (form, element) => {
    const name = String(form.get('incoming'))
    const password = String(form.get('password') ?? '')
    const incoming = password === '' ? { name } : { name, password }
    const result = await client.ask('handOver', { body: { notes: String(form.get('notes') ?? ''), incoming } })
    if (!result.ok) return result.problem
    setTyped('')
    element.reset()
    toasts.say(text('signed', { incoming: name }))
    await refresh()
    props.onSigned()
    return undefined
  })
  return (
    <form onSubmit={onSubmit}>
      <p class="empty">{text('signText', { outgoing })}</p>
      <div class="fields">
        <div class="whole">
          <Field label={text('notes')}>{(id) => <textarea id={id} name="notes" maxLength={8000} />}</Field>
        </div>
        <TextField name="incoming" label={text('incoming')} most={100} required />
        <TextField name="password" label={text('password')} hint={text('passwordHint')} most={200} isSecret />
        <Field label={text('typeName')} hint={text('typeNameHint', { outgoing })}>
          {(id, hint) => (
            <input
              id={id}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
              autocomplete="off"
              aria-describedby={hint}
            />
          )}
        </Field>
        <div class="row">
          <button type="submit" class="primary" disabled={outgoing === '' || typed.trim() !== outgoing}>
            {text('handOver')}
          </button>
        </div>
      </div>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </form>
  )
}
