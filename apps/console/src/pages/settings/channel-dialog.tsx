import type { JSX } from 'preact'
import { type ApiMarking, type NotificationChannel, PRIORITIES } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { componentMessages } from '../../components/messages.ts'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { channelMessages } from './channel-messages.ts'

const KINDS: readonly NotificationChannel['kind'][] = ['email', 'webhook', 'syslog']

/** Labels of TLP that a channel may carry; what is TLP:RED never leaves the page. */
const CEILINGS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const

/** Absent where it carries no more than what is marked as the node is. */
function ceilingFrom(label: string, withOrcon: boolean, mode: ApiMarking['mode'] | undefined): ApiMarking | undefined {
  const tlp = CEILINGS.find((one) => one === label) ?? 'CLEAR'
  const lvl = CEILINGS.indexOf(tlp)
  if (mode === undefined || (lvl === 0 && !withOrcon)) return undefined
  return { pol: 'TLP', lvl, tlp, mode, ...(withOrcon ? { ctl: ['ORCON'] } : {}) }
}

function channelFrom(form: FormData, mode: ApiMarking['mode'] | undefined) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const ceiling = ceilingFrom(text('ceiling'), form.get('orcon') !== null, mode)
  return {
    name: text('name'),
    kind: KINDS.find((one) => one === text('kind')) ?? 'email',
    leastPriority: PRIORITIES.find((one) => one === text('least')) ?? 'serious',
    enabled: form.get('enabled') !== null,
    escalationsOnly: form.get('escalationsOnly') !== null,
    allowPrivateAddress: form.get('private') !== null,
    address: text('address'),
    server: text('server') === '' ? null : text('server'),
    ...(ceiling === undefined ? {} : { ceiling }),
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
      <ChoiceField
        label={text('ceiling')}
        name="ceiling"
        words={CEILINGS}
        say={(label) => (label === 'CLEAR' ? text('asNode') : `TLP:${label}`)}
      />
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
        <input type="checkbox" name="orcon" /> {text('orcon')}
      </label>
      <label class="whole">
        <input type="checkbox" name="private" /> {text('private')}
      </label>
    </div>
  )
}

/** Adds a channel by which alerts are sent. */
export function ChannelDialog(props: { readonly onClose: () => void; readonly onSaved: () => void }): JSX.Element {
  const { client, toasts, status } = useConsole()
  const text = useText(channelMessages)
  const send = async (form: FormData) => {
    const body = channelFrom(form, status.value?.mode)
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
