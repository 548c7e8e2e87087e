import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'
import { taxiiMessages } from './taxii-messages.ts'
import { TLP_CHOICES } from './tlp-labels.ts'

/** A feed that is pulled. */
export type TaxiiFeed = Operations['listFeeds']['answer']['items'][number]

type AddFeed = Operations['addFeed']['body']

function bodyOf(form: FormData): AddFeed {
  const said = (name: string): string => String(form.get(name) ?? '').trim()
  const tlp = TLP_CHOICES.find((label) => label === said('tlp'))
  const password = String(form.get('password') ?? '')
  return {
    name: said('name'),
    url: said('url'),
    intervalMin: Number(said('intervalMin')),
    originator: said('originator').toUpperCase(),
    allowPrivateAddress: form.get('private') !== null,
    ...(tlp === undefined || tlp === 'none' ? {} : { tlp }),
    ...(said('user') === '' ? {} : { account: { user: said('user'), password } }),
  }
}

/** Asks for a feed that is to be pulled. */
export function AddFeedDialog(props: { readonly onClose: () => void; readonly onDone: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(taxiiMessages)
  const words = useText(feedsMessages)
  const send = async (form: FormData) => {
    const body = bodyOf(form)
    const result = await client.ask('addFeed', { body })
    if (!result.ok) return result.problem
    toasts.say(text('added', { name: body.name }))
    props.onDone()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('add')} doing={text('add')} onClose={props.onClose} send={send}>
      <div class="fields">
        <TextField name="name" label={text('name')} most={100} required />
        <TextField name="url" label={text('url')} hint={text('urlHint')} start="https://" most={2000} required />
        <Field label={text('interval')}>
          {(id) => <input id={id} name="intervalMin" type="number" required min={1} max={10_080} defaultValue="60" />}
        </Field>
        <TextField name="user" label={text('user')} most={200} />
        <TextField name="password" label={text('password')} hint={text('passwordHint')} most={1000} isSecret />
        <ChoiceField
          label={words('tlp')}
          name="tlp"
          words={TLP_CHOICES}
          say={(one) => (one === 'none' ? words('tlpNone') : `TLP:${one}`)}
        />
        <TextField name="originator" label={text('originator')} most={3} />
        <label class="whole">
          <input type="checkbox" name="private" /> {text('private')}
        </label>
      </div>
    </DialogForm>
  )
}

/** Removing forgets the password and cannot be undone: it is said in full first. */
export function RemoveFeedDialog(props: {
  readonly feed: TaxiiFeed
  readonly onClose: () => void
  readonly onDone: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(taxiiMessages)
  const { id, name, url } = props.feed
  const send = async () => {
    const result = await client.ask('removeFeed', { params: { id } })
    if (!result.ok) return result.problem
    toasts.say(text('removed', { name }))
    props.onDone()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('removeTitle', { name })} doing={text('remove')} danger onClose={props.onClose} send={send}>
      <p class="wrap-anywhere">{url}</p>
      <p>{text('removeWhat')}</p>
    </DialogForm>
  )
}
