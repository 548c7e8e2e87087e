import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { OfficerKey } from '../../api/models.ts'
import { Field } from '../../components/field.tsx'
import { ListTable } from '../../components/list-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useForm } from '../../components/use-form.ts'
import { SettingsTabs } from '../../pages/settings/settings-tabs.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { type OwnKey, useOwnKeys } from '../release/use-own-keys.ts'
import { AskedKey } from './key-guide.tsx'
import { keyMessages } from './messages.ts'
import type { HeldKey } from './read-own-keys.ts'

const STATUS = { asked: 'caution', valid: 'normal', ended: 'off' } as const
const MANDATE = { author: 'author', release: 'releaseMandate', recall: 'recall', approve: 'approve' } as const

function Mandates(props: { readonly known: OfficerKey | undefined }): JSX.Element {
  const text = useText(keyMessages)
  const may = (props.known?.mandates ?? []).map((one) => text(MANDATE[one]))
  return <>{may.length === 0 ? text('nothing') : may.join(', ')}</>
}

function State(props: { readonly known: OfficerKey | undefined }): JSX.Element {
  const text = useText(keyMessages)
  const state = props.known?.state
  return state === undefined ? (
    <StatusMark status="caution" word={text('unknown')} />
  ) : (
    <StatusMark status={STATUS[state]} word={text(state)} />
  )
}

/** The part of a key's id that names it: `jp.ncc.example/duty-3#1a2b` is `duty-3`. */
function nameOf(keyId: string): string {
  return keyId.slice(keyId.indexOf('/') + 1, keyId.lastIndexOf('#'))
}

function OwnKeys(props: { readonly own: readonly OwnKey[]; readonly ask: (key: HeldKey) => void }): JSX.Element {
  const text = useText(keyMessages)
  return (
    <ListTable
      label={text('title')}
      heads={[text('key'), text('fingerprint'), text('state'), text('mandates'), text('acts')]}
      items={props.own}
      empty={text('none')}
    >
      {(held) => {
        const { signer, fingerprint, known } = held
        return (
          <tr key={signer.keyId}>
            <td>
              <code>{signer.keyId}</code>
            </td>
            <td>
              <span class="fingerprint">{fingerprint}</span>
            </td>
            <td>
              <State known={known} />
            </td>
            <td>
              <Mandates known={known} />
            </td>
            <td>
              {known === undefined ? (
                <button type="button" onClick={() => props.ask(held)}>
                  {text('ask')}
                </button>
              ) : null}
            </td>
          </tr>
        )
      }}
    </ListTable>
  )
}

/** Makes a key where there is somebody whose it is. */
function MakeKey(props: { readonly make: (name: string) => Promise<string | undefined> }): JSX.Element {
  const { session } = useConsole()
  const text = useText(keyMessages)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const [suggested, setSuggested] = useState('')
  const officer = session.value?.officer?.name
  useEffect(() => {
    const suggest = async () => (await import('./read-own-keys.ts')).suggestKeyName(officer ?? '')
    // Where the code for keys cannot be had, the list of keys says so.
    void suggest().then(setSuggested, () => undefined)
  }, [officer])
  const { problem, onSubmit } = useForm(async (form) => {
    setFailure(await props.make(String(form.get('name'))))
    return undefined
  })
  if (officer === undefined) return <p class="card-note">{text('signIn')}</p>
  return (
    <form class="sign-form" onSubmit={onSubmit}>
      <Field label={text('name')} hint={text('nameHint')}>
        {(id, hint) => (
          <input
            key={suggested}
            id={id}
            name="name"
            required
            pattern="[a-z0-9][a-z0-9\-]{0,62}"
            maxLength={63}
            autocomplete="off"
            defaultValue={suggested}
            aria-describedby={hint}
          />
        )}
      </Field>
      <button type="submit" class="primary">
        {text('make')}
      </button>
      {failure === undefined ? null : (
        <p role="alert">
          <StatusMark status="serious" word={text('browserFailed', { reason: failure })} />
        </p>
      )}
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </form>
  )
}

/** Takes what two holders of root keys signed. */
function Certify(props: { readonly onTaken: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(keyMessages)
  const { problem, onSubmit } = useForm(async (form, element) => {
    const result = await client.ask('certifyKey', { body: { record: String(form.get('record')).trim() } })
    if (!result.ok) return result.problem
    toasts.say(text('certified', { key: result.answer.keyId, state: text(result.answer.state) }))
    element.reset()
    props.onTaken()
    return undefined
  })
  return (
    <Panel title={text('certify')}>
      <form class="sign-form" onSubmit={onSubmit}>
        <p class="whole">{text('certifyText')}</p>
        <Field label={text('record')}>
          {(id) => <textarea id={id} name="record" rows={3} required spellcheck={false} class="code-field" />}
        </Field>
        <button type="submit">{text('take')}</button>
        {problem === undefined ? null : <ProblemNote problem={problem} />}
      </form>
    </Panel>
  )
}

/** The officer's own key, made and kept in this browser, and the keys of all officers. */
export function Page(): JSX.Element {
  const { client, ownCard, session, toasts } = useConsole()
  const text = useText(keyMessages)
  const keys = useOwnKeys()
  const ask = async ({ signer, publicKey }: HeldKey) => {
    const body = { publicKey, name: nameOf(signer.keyId) }
    const result = await client.ask('askForKey', { body })
    toasts.say(result.ok ? text('askedToast') : result.problem.detail)
    keys.reload()
  }
  const make = async (name: string) => {
    const node = ownCard.value?.card.node
    if (node === undefined) return undefined
    try {
      const { makeOwnKey } = await import('./read-own-keys.ts')
      const made = await makeOwnKey(node, name)
      await ask(made)
      return undefined
    } catch (cause) {
      return cause instanceof Error ? cause.message : String(cause)
    }
  }
  return (
    <div class="page-stack">
      <SettingsTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <Panel title={text('title')}>
        <p class="card-note">{text('explained')}</p>
        {keys.failure === undefined ? null : (
          <p class="card-note" role="alert">
            <StatusMark status="serious" word={text('browserFailed', { reason: keys.failure })} />
          </p>
        )}
        {keys.own === undefined ? null : <OwnKeys own={keys.own} ask={(key) => void ask(key)} />}
        <MakeKey make={make} />
      </Panel>
      {(keys.own ?? [])
        .filter(({ known }) => known?.state === 'asked')
        .map((asked) => (
          <Panel key={asked.signer.keyId} title={text('toCertify', { key: asked.signer.keyId })}>
            <div class="card-note">
              <AskedKey asked={asked} purpose="author" />
            </div>
          </Panel>
        ))}
      <Panel title={text('all')}>
        <Loaded asked={keys.asked}>
          {({ items }) => (
            <ListTable
              label={text('all')}
              heads={[
                text('officer'),
                text('key'),
                text('fingerprint'),
                text('state'),
                text('mandates'),
                text('askedAt'),
              ]}
              items={items}
              empty={text('noKeys')}
            >
              {(known) => (
                <tr key={known.keyId}>
                  <td>
                    <bdi>{known.officer}</bdi>
                  </td>
                  <td>
                    <code>{known.keyId}</code>
                  </td>
                  <td>
                    <span class="fingerprint">{known.fingerprint}</span>
                  </td>
                  <td>
                    <State known={known} />
                  </td>
                  <td>
                    <Mandates known={known} />
                  </td>
                  <td>
                    <UtcTime utc={known.askedUtc} />
                  </td>
                </tr>
              )}
            </ListTable>
          )}
        </Loaded>
      </Panel>
      {session.value?.officer?.role === 'administrator' ? <Certify onTaken={keys.reload} /> : null}
    </div>
  )
}
