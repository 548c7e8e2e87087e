import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { ChangeDialog, type DialogEnds, RemoveDialog, typed } from './change-dialog.tsx'
import { feedsMessages } from './messages.ts'

/** A log that is followed. */
export type LogInput = Operations['listLogInputs']['answer']['items'][number]

const KINDS: readonly LogInput['kind'][] = ['file', 'folder', 'syslog-udp', 'syslog-tcp', 'syslog-tls']
const FORMATS: readonly LogInput['format'][] = ['eve', 'zeek', 'json', 'syslog']

function bodyOf(form: FormData): Operations['addLogInput']['body'] {
  const expected = typed(form, 'expected')
  return {
    name: typed(form, 'name'),
    kind: KINDS.find((one) => one === form.get('kind')) ?? 'file',
    format: FORMATS.find((one) => one === form.get('format')) ?? 'json',
    location: typed(form, 'location'),
    fromStart: form.get('fromStart') !== null,
    allowRemote: form.get('allowRemote') !== null,
    ...(expected === '' ? {} : { expectedEveryMin: Number(expected) }),
  }
}

/** Asks for a log that is to be followed. */
export function AddInputDialog(props: DialogEnds): JSX.Element {
  const { client } = useConsole()
  const text = useText(feedsMessages)
  return (
    <ChangeDialog
      {...props}
      title={text('addTitle')}
      doing={text('save')}
      ask={(form) => client.ask('addLogInput', { body: bodyOf(form) })}
      said={(form) => text('added', { name: typed(form, 'name') })}
    >
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
    </ChangeDialog>
  )
}

/** Shows what removing a log does, and does it. */
export function RemoveInputDialog({ input, ...ends }: DialogEnds & { readonly input: LogInput }): JSX.Element {
  const { client } = useConsole()
  const text = useText(feedsMessages)
  const { id, name } = input
  return <RemoveDialog {...ends} name={name} text={text} ask={() => client.ask('removeLogInput', { params: { id } })} />
}
