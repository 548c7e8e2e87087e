import type { JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import type { Release } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Waiting } from '../../components/loaded.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../components/use-form.ts'
import { useConsole, useText } from '../../state/console.ts'
import { KeyGuide, type KeyPurpose } from '../key/key-guide.tsx'
import { releaseMessages } from './messages.ts'
import { usableKeys, useOwnKeys } from './use-own-keys.ts'

/**
 * Signs what is shown above it: the first digits of its hash are typed, then the officer's own key signs.
 * @param props.doing - What the signature does.
 * @param props.body - Canonical JSON, as it is shown.
 * @param props.keyId - The only key that may sign; absent where any of the officer's may.
 * @param props.purpose - What the key must be allowed to do.
 * @param props.send - Sends the signature; returns why it was refused.
 */
export function SignForm(props: {
  readonly doing: string
  readonly body: string
  readonly bodySha256: string
  readonly keyId?: string | undefined
  readonly purpose: KeyPurpose
  readonly send: (keyId: string, signature: string) => Promise<Problem | undefined>
}): JSX.Element {
  const { session } = useConsole()
  const text = useText(releaseMessages)
  const keys = useOwnKeys()
  const officer = session.value?.officer?.name
  const allowed = usableKeys(keys.own ?? [], officer ?? '', props.purpose)
  const usable = allowed.filter(({ signer }) => props.keyId === undefined || signer.keyId === props.keyId)
  const ids = usable.map(({ signer }) => signer.keyId)
  const { problem, onSubmit } = useForm(async (form) => {
    const chosen = usable.find(({ signer }) => signer.keyId === form.get('key')) ?? usable[0]
    if (chosen === undefined) return undefined
    const { signBody } = await import('./sign-body.ts')
    const signed = await signBody(chosen.signer, props.body, props.bodySha256, String(form.get('typed')))
    if (signed.ok) return props.send(chosen.signer.keyId, signed.signature)
    const detail = text(signed.why)
    return { title: detail, status: 0, detail, code: `console/${signed.why}`, remedy: 'correct-input' }
  })
  const known = keys.asked.answer?.items
  if (keys.failure === undefined && (keys.own === undefined || known === undefined)) return <Waiting />
  if (allowed.length > 0 && usable.length === 0)
    return <p class="card-note">{text('otherKey', { key: props.keyId ?? '' })}</p>
  if (usable.length === 0)
    return <KeyGuide own={keys.own ?? []} known={known ?? []} failure={keys.failure} purpose={props.purpose} />
  return (
    <form class="sign-form" onSubmit={onSubmit}>
      <p class="whole">{text('signText')}</p>
      {ids.length === 1 ? (
        <p>
          {text('key')} <code>{ids[0]}</code>
        </p>
      ) : (
        <ChoiceField label={text('key')} name="key" words={ids} say={(id) => id} />
      )}
      <TextField name="typed" label={text('signTyped')} most={6} required />
      <button type="submit" class="primary">
        {props.doing}
      </button>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </form>
  )
}

/** Signs a release where it waits for this officer; else says for whom it waits. */
export function SignRelease(props: {
  readonly release: Release
  readonly onSigned: (next: Release) => void
}): JSX.Element {
  const { client, session, toasts } = useConsole()
  const text = useText(releaseMessages)
  const { release } = props
  const isAuthor = session.value?.officer?.name === release.draftedBy
  const send = async (keyId: string, signature: string) => {
    const result = await client.ask('signRelease', { params: { id: release.id }, body: { keyId, signature } })
    if (!result.ok) return result.problem
    if (result.answer.state === 'released') toasts.say(text('releasedToast'))
    props.onSigned(result.answer)
    return undefined
  }
  const { body, bodySha256 } = release.preview
  if (release.state === 'draft')
    return isAuthor ? (
      <SignForm
        doing={text('signAuthor')}
        body={body}
        bodySha256={bodySha256}
        keyId={release.authorKeyId}
        purpose="author"
        send={send}
      />
    ) : (
      <p class="card-note">{text('notAuthor', { key: release.authorKeyId })}</p>
    )
  if (isAuthor)
    return (
      <p class="card-note" role="status">
        {text('isAuthor')}
      </p>
    )
  return <SignForm doing={text('signSecond')} body={body} bodySha256={bodySha256} purpose="release" send={send} />
}
