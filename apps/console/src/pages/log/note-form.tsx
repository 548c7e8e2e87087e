import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useForm } from '../../components/use-form.ts'
import { useConsole, useText } from '../../state/console.ts'
import { logMessages } from './messages.ts'

/** Writes a note into the log; what is written stays. */
export function NoteForm(props: { readonly onWritten: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(logMessages)
  const [words, setWords] = useState('')
  const { problem, onSubmit } = useForm(async () => {
    const result = await client.ask('writeNote', { body: { text: words } })
    if (!result.ok) return result.problem
    setWords('')
    toasts.say(text('written'))
    props.onWritten()
    return undefined
  })
  return (
    <form class="note-form" onSubmit={onSubmit}>
      <Field label={text('writeTitle')}>
        {(id) => (
          <textarea
            id={id}
            rows={2}
            required
            maxLength={4000}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        )}
      </Field>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
      <p class="row">
        <button type="submit" class="primary" disabled={words.trim() === ''}>
          {text('write')}
        </button>
      </p>
    </form>
  )
}
