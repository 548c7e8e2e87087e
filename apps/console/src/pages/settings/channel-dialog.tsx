import type { JSX } from 'preact'
import { type NotificationChannel, PRIORITIES } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { componentMessages } from '../../components/messages.ts'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { channelMessages } from './channel-messages.ts'

const KINDS: readonly NotificationChannel['kind'][] = ['email', 'webhook', 'syslog']

function channelFrom(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    name: text('name'),
    kind: KINDS.find((one) => one === text('kind')) ?? 'email',
    leastPriority: PRIORITIES.find((one) => one === text('least')) ?? 'serious',
    enabled: form.get('enabled') !== null,
    escalationsOnly: form.get('escalationsOnly') !== null,
    allowPrivateAddress: form.get('private') !== null,
    address: text('address'),
    server: text('server') === '' ? null : text('server'),
    ...(text('secret') === '' ? {} : { secret: text('secret') }),
  }
}

function Fields(): JSX.Element {
  const text = useText(channelMessages)
  const common = useText(componentMessages)
  return (
    <div class="fields">
      <TextField name="name" label={text('name')} most={100} required />
      <ChoiceField label={text('kind')} name="kind" words={KINDS} say={text} />
      <ChoiceField label={text('least')} name="least" words={PRIORITIES} say={common} start="serious" />
      <TextField name="address" label={text('address')} hint={text('addressHint')} most={2000} required />
      <TextField name="server" label={text('server')} hint={text('serverHint')} most={500} />
      <TextField name="secret" label={text('secret')} hint={text('secretHint')} most={500} isSecret />
      <label class="whole">
        <input type="checkbox" name="enabled" defaultChecked /> {text('enabled')}
      </label>
      <label class="whole">
        <input type="checkbox" name="escalationsOnly" /> {text('escalationsOnly')}
      </label>
      <label class="whole">
        <input type="checkbox" name="private" /> {text('private')}
      </label>
    </div>
  )
}

/** Adds a channel by which alerts are sent. */
export function ChannelDialog(props: { readonly onClose: () => void; readonly onSaved: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(channelMessages)
  const send = async (form: FormData) => {
    const body = channelFrom(form)
    const result = await client.ask('addChannel', { body })
    if (!result.ok) return result.problem
    toasts.say(text('added', { name: body.name }))
    props.onSaved()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('add')} doing={text('save')} wide onClose={props.onClose} send={send}>
      <Fields />
    </DialogForm>
  )
}
