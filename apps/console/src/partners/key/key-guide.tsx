import type { ComponentChildren, JSX } from 'preact'
import type { OfficerKey } from '../../api/models.ts'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useConsole, useText } from '../../state/console.ts'
import type { OwnKey } from '../release/use-own-keys.ts'
import { keyGuideMessages } from './guide-messages.ts'

/** What the officer wants to do with the key. */
export type KeyPurpose = 'author' | 'release' | 'recall'

/** Words after `--mandate`: every key that is certified may recall. */
const MANDATE_WORDS = { author: 'author', release: 'author,release', recall: 'author' } as const

/** The command by which two holders of root keys certify a key. */
function certifyCommand(keyId: string, purpose: KeyPurpose): string {
  const roots = [1, 2].map((root) => `--root ROOT-${root}.key --root-passphrase-file PASSPHRASE-${root}`)
  return `npx yagura key certify --asked '${keyId}' --mandate ${MANDATE_WORDS[purpose]} ${roots.join(' ')}`
}

function Step(props: {
  readonly state: 'done' | 'now' | 'later'
  readonly title: string
  readonly children?: ComponentChildren
}): JSX.Element {
  const text = useText(keyGuideMessages)
  const { state } = props
  const status = { done: 'normal', now: 'advisory', later: 'off' } as const
  return (
    <li aria-current={state === 'now' ? 'step' : undefined}>
      <p>
        <b>{props.title}</b> <StatusMark status={status[state]} word={text(state)} />
      </p>
      {state === 'now' ? props.children : null}
    </li>
  )
}

/** Whom to read the fingerprint to, and what they type. */
export function AskedKey(props: { readonly asked: OwnKey; readonly purpose: KeyPurpose }): JSX.Element {
  const { toasts } = useConsole()
  const text = useText(keyGuideMessages)
  const { signer, fingerprint } = props.asked
  const command = certifyCommand(signer.keyId, props.purpose)
  const copy = () => void navigator.clipboard?.writeText(command).then(() => toasts.say(text('copied')))
  return (
    <>
      <p>
        {text('readOut')} <b class="fingerprint">{fingerprint}</b>
      </p>
      <p>{text('theyType')}</p>
      <pre class="command">{command}</pre>
      <p class="muted">{text('mandateHint')}</p>
      <p>
        <button type="button" onClick={copy}>
          {text('copy')}
        </button>
      </p>
    </>
  )
}

/** What an officer with a key, or without, does first. */
function MakeStep(props: { readonly own: readonly OwnKey[]; readonly purpose: KeyPurpose }): JSX.Element {
  const text = useText(keyGuideMessages)
  const lacksMandate = props.own.some(({ known }) => known?.state === 'valid')
  return (
    <p>
      {text(lacksMandate ? 'lacksMandate' : 'makeText')}{' '}
      <a class="button" href="/settings/key">
        {text('toKey')}
      </a>
    </p>
  )
}

/**
 * What to do before anything can be signed, step by step; it goes on by itself once the key is certified.
 * @param props.own - Keys of this browser.
 * @param props.known - Keys that the node knows.
 * @param props.failure - Why this browser cannot keep a key.
 * @param props.purpose - What the key is wanted for: without it nobody gets here.
 */
export function KeyGuide(props: {
  readonly own: readonly OwnKey[]
  readonly known: readonly OfficerKey[]
  readonly failure?: string | undefined
  readonly purpose: KeyPurpose
}): JSX.Element {
  const { session } = useConsole()
  const text = useText(keyGuideMessages)
  const officer = session.value?.officer?.name
  const own = props.own.filter(({ known }) => known === undefined || known.officer === officer)
  const asked = own.findLast(({ known }) => known?.state === 'asked')
  const isElsewhere = props.known.some((key) => key.officer === officer && key.state === 'valid') && own.length === 0
  const present = officer === undefined ? 0 : asked === undefined ? 1 : 2
  const stateOf = (step: number) => (step < present ? 'done' : step === present ? 'now' : 'later')
  return (
    <Panel title={text(props.purpose)}>
      <p class="card-note">{text('why')}</p>
      {props.failure === undefined ? null : (
        <p class="card-note" role="alert">
          <StatusMark status="serious" word={text('browserFailed', { reason: props.failure })} />
        </p>
      )}
      <ol class="steps">
        <Step state={stateOf(0)} title={text('signIn')}>
          <p>{text('signInText')}</p>
        </Step>
        <Step state={stateOf(1)} title={text('make')}>
          {isElsewhere ? <p>{text('elsewhere')}</p> : null}
          <MakeStep own={own} purpose={props.purpose} />
        </Step>
        <Step state={stateOf(2)} title={text('certify')}>
          {asked === undefined ? null : <AskedKey asked={asked} purpose={props.purpose} />}
        </Step>
        <Step state={stateOf(3)} title={text('back')} />
      </ol>
    </Panel>
  )
}
