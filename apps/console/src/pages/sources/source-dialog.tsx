import type { JSX } from 'preact'
import type { Source } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { sourcesMessages } from './messages.ts'

const KINDS: readonly Source['kind'][] = ['celestrak', 'space-track', 'url', 'folder', 'file']
/** What a source, or a file, can give. */
export const READS: readonly Source['reads'][] = ['elements', 'satcat', 'cdm']

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

function Fields(props: { readonly source: Source | undefined }): JSX.Element {
  const text = useText(sourcesMessages)
  const { source } = props
  return (
    <div class="fields">
      <TextField name="name" label={text('name')} start={source?.name ?? ''} most={100} required />
      {source === undefined ? (
        <>
          <ChoiceField label={text('kind')} name="kind" words={KINDS} say={text} />
          <ChoiceField label={text('reads')} name="reads" words={READS} say={text} />
        </>
      ) : null}
      <TextField
        name="location"
        label={text('location')}
        hint={text('locationHint')}
        start={source?.location ?? 'active'}
        most={2000}
        required
      />
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
      <TextField name="account" label={text('account')} start={source?.account ?? ''} most={200} />
      <TextField name="password" label={text('password')} hint={text('passwordHint')} most={200} isSecret />
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
  const { source } = props
  const send = async (form: FormData) => {
    const kind = KINDS.find((one) => one === form.get('kind')) ?? 'url'
    const reads = READS.find((one) => one === form.get('reads')) ?? 'elements'
    const result =
      source === undefined
        ? await client.ask('addSource', { body: { ...formOf(form), kind, reads } })
        : await client.ask('changeSource', { params: { id: source.id }, body: formOf(form) })
    if (!result.ok) return result.problem
    toasts.say(text('saved'))
    props.onSaved()
    props.onClose()
    return undefined
  }
  const title = source === undefined ? text('addTitle') : text('editTitle', { name: source.name })
  return (
    <DialogForm title={title} doing={text('save')} wide onClose={props.onClose} send={send}>
      <Fields source={source} />
    </DialogForm>
  )
}
