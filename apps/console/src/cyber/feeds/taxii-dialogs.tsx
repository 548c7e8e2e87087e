import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Field } from '../../components/field.tsx'
import { chosenText, FileField, PEM_FILES } from '../../components/file-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { ChangeDialog, type DialogEnds, RemoveDialog, typed } from './change-dialog.tsx'
import { feedsMessages } from './messages.ts'
import { taxiiMessages } from './taxii-messages.ts'
import { TLP_CHOICES } from './tlp-labels.ts'

/** A feed that is pulled. */
export type TaxiiFeed = Operations['listFeeds']['answer']['items'][number]

async function bodyOf(form: FormData): Promise<Operations['addFeed']['body']> {
  const tlp = TLP_CHOICES.find((label) => label === typed(form, 'tlp'))
  const user = typed(form, 'user')
  const password = String(form.get('password') ?? '')
  const [certificate = '', key = '', authority = ''] = await Promise.all(
    ['certificate', 'key', 'authority'].map((name) => chosenText(form, name)),
  )
  return {
    name: typed(form, 'name'),
    url: typed(form, 'url'),
    intervalMin: Number(typed(form, 'intervalMin')),
    originator: typed(form, 'originator').toUpperCase(),
    allowPrivateAddress: form.get('private') !== null,
    ...(tlp === undefined || tlp === 'none' ? {} : { tlp }),
    ...(user === '' ? {} : { account: { user, password } }),
    ...(certificate === '' && key === '' ? {} : { identity: { certificate, key } }),
    ...(authority === '' ? {} : { authority }),
  }
}

/** Asks for a feed that is to be pulled. */
export function AddFeedDialog(props: DialogEnds): JSX.Element {
  const { client } = useConsole()
  const text = useText(taxiiMessages)
  const words = useText(feedsMessages)
  return (
    <ChangeDialog
      {...props}
      title={text('add')}
      doing={text('add')}
      ask={async (form) => client.ask('addFeed', { body: await bodyOf(form) })}
      said={(form) => text('added', { name: typed(form, 'name') })}
    >
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
        <details class="whole">
          <summary>{text('byCertificate')}</summary>
          <div class="fields">
            <FileField
              name="certificate"
              label={text('certificate')}
              hint={text('certificateHint')}
              accept={PEM_FILES}
            />
            <FileField name="key" label={text('key')} hint={text('keyHint')} accept=".pem,.key" />
            <FileField name="authority" label={text('authority')} hint={text('authorityHint')} accept={PEM_FILES} />
          </div>
        </details>
        <label class="whole">
          <input type="checkbox" name="private" /> {text('private')}
        </label>
      </div>
    </ChangeDialog>
  )
}

/** Removing forgets the password and cannot be undone: it is said in full first. */
export function RemoveFeedDialog({ feed, ...ends }: DialogEnds & { readonly feed: TaxiiFeed }): JSX.Element {
  const { client } = useConsole()
  const text = useText(taxiiMessages)
  const { id, name, url } = feed
  return (
    <RemoveDialog {...ends} name={name} text={text} ask={() => client.ask('removeFeed', { params: { id } })}>
      <p class="wrap-anywhere">{url}</p>
    </RemoveDialog>
  )
}
