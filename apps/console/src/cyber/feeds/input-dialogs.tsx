import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'

/** A log that is followed. */
export type LogInput = Operations['listLogInputs']['answer']['items'][number]

const KINDS: readonly LogInput['kind'][] = ['file', 'folder', 'syslog-udp', 'syslog-tcp', 'syslog-tls']
const FORMATS: readonly LogInput['format'][] = ['eve', 'zeek', 'json', 'syslog']

/** Asks for a log that is to be followed. */
export function AddInputDialog(props: { readonly onClose: () => void; readonly onDone: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(feedsMessages)
  const send = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const result = await client.ask('addLogInput', {
      body: {
        name,
        kind: KINDS.find((one) => one === form.get('kind')) ?? 'file',
        format: FORMATS.find((one) => one === form.get('format')) ?? 'json',
        location: String(form.get('location')).trim(),
        fromStart: form.get('fromStart') !== null,
        allowRemote: form.get('allowRemote') !== null,
        ...(form.get('expected') === '' ? {} : { expectedEveryMin: Number(form.get('expected')) }),
      },
    })
    if (!result.ok) return result.problem
    toasts.say(text('added', { name }))
    props.onDone()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('addTitle')} doing={text('save')} onClose={props.onClose} send={send}>
      <div class="fields">
        <TextField name="name" label={text('name')} most={100} required />
        <ChoiceField label={text('kind')} name="kind" words={KINDS} say={text} />
        <ChoiceField label={text('format')} name="format" words={FORMATS} say={text} />
        <TextField name="location" label={text('location')} hint={text('locationHint')} most={1000} required />
        <Field label={text('expected')} hint={text('expectedHint')}>
          {(id, describedBy) => (
            <input id={id} aria-describedby={describedBy} name="expected" type="number" min={1} max={10_080} />
          )}
        </Field>
        <label class="whole">
          <input type="checkbox" name="fromStart" /> {text('fromStart')}
        </label>
        <label class="whole">
          <input type="checkbox" name="allowRemote" /> {text('allowRemote')}
        </label>
      </div>
    </DialogForm>
  )
}

/** Shows what removing a log does, and does it. */
export function RemoveInputDialog(props: {
  readonly input: LogInput
  readonly onClose: () => void
  readonly onDone: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(feedsMessages)
  const { id, name } = props.input
  const send = async () => {
    const result = await client.ask('removeLogInput', { params: { id } })
    if (!result.ok) return result.problem
    toasts.say(text('removed', { name }))
    props.onDone()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('removeTitle', { name })} doing={text('remove')} danger onClose={props.onClose} send={send}>
      <p>{text('removeWhat')}</p>
    </DialogForm>
  )
}
