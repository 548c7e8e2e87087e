import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { Source } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { componentMessages } from '../../components/messages.ts'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { sourcesMessages } from './messages.ts'

const KINDS: readonly Source['kind'][] = ['celestrak', 'space-track', 'url', 'folder', 'file']
const READS: readonly Source['reads'][] = ['elements', 'satcat', 'cdm']

function accountOf(form: FormData): { readonly account?: { readonly name: string; readonly password: string } } {
  const name = String(form.get('account') ?? '')
  const password = String(form.get('password') ?? '')
  return name === '' || password === '' ? {} : { account: { name, password } }
}

function formOf(form: FormData) {
  return {
    name: String(form.get('name')),
    location: String(form.get('location')),
    intervalMin: Number(form.get('intervalMin')),
    enabled: form.get('enabled') !== null,
    allowPrivateAddress: form.get('private') !== null,
    ...accountOf(form),
  }
}

function Choice<Word extends string>(props: {
  readonly label: string
  readonly name: string
  readonly words: readonly Word[]
  readonly say: (word: Word) => string
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <select id={id} name={props.name}>
          {props.words.map((word) => (
            <option key={word} value={word}>
              {props.say(word)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Fields(props: { readonly source: Source | undefined }): JSX.Element {
  const text = useText(sourcesMessages)
  const { source } = props
  return (
    <div class="fields">
      <Field label={text('name')}>
        {(id) => (
          <input id={id} name="name" required maxLength={100} defaultValue={source?.name ?? ''} autocomplete="off" />
        )}
      </Field>
      {source === undefined ? (
        <>
          <Choice label={text('kind')} name="kind" words={KINDS} say={text} />
          <Choice label={text('reads')} name="reads" words={READS} say={text} />
        </>
      ) : null}
      <Field label={text('location')} hint={text('locationHint')}>
        {(id, hint) => (
          <input
            id={id}
            name="location"
            required
            maxLength={2000}
            defaultValue={source?.location ?? 'active'}
            aria-describedby={hint}
          />
        )}
      </Field>
      <Field label={text('interval')}>
        {(id) => (
          <input
            id={id}
            name="intervalMin"
            type="number"
            required
            min={1}
            max={10_080}
            defaultValue={String(source?.intervalMin ?? 120)}
          />
        )}
      </Field>
      <Field label={text('account')}>
        {(id) => (
          <input id={id} name="account" maxLength={200} defaultValue={source?.account ?? ''} autocomplete="off" />
        )}
      </Field>
      <Field label={text('password')} hint={text('passwordHint')}>
        {(id, hint) => (
          <input
            id={id}
            name="password"
            type="password"
            maxLength={200}
            autocomplete="new-password"
            aria-describedby={hint}
          />
        )}
      </Field>
      <label class="whole">
        <input type="checkbox" name="enabled" defaultChecked={source?.enabled ?? true} /> {text('enabled')}
      </label>
      <label class="whole">
        <input type="checkbox" name="private" defaultChecked={source?.allowPrivateAddress ?? false} /> {text('private')}
        <small class="hint"> {text('privateHint')}</small>
      </label>
    </div>
  )
}

/** Adds a source, or changes one. @param props.source - Absent for a new one. */
export function SourceDialog(props: {
  readonly source: Source | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(sourcesMessages)
  const common = useText(componentMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const { source } = props
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const kind = KINDS.find((one) => one === form.get('kind')) ?? 'url'
    const reads = READS.find((one) => one === form.get('reads')) ?? 'elements'
    const result =
      source === undefined
        ? await client.ask('addSource', { body: { ...formOf(form), kind, reads } })
        : await client.ask('changeSource', { params: { id: source.id }, body: formOf(form) })
    if (!result.ok) return setProblem(result.problem)
    toasts.say(text('saved'))
    props.onSaved()
    props.onClose()
  }
  const title = source === undefined ? text('addTitle') : text('editTitle', { name: source.name })
  return (
    <Dialog title={title} onClose={props.onClose} wide>
      <form onSubmit={(event) => void submit(event)}>
        <Fields source={source} />
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="button" onClick={props.onClose}>
            {common('cancel')}
          </button>
          <button type="submit" class="primary">
            {text('save')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
