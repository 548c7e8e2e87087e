import type { JSX } from 'preact'
import type { Release } from '../../api/models.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../components/use-form.ts'
import { useConsole, useText } from '../../state/console.ts'
import { releaseMessages } from './messages.ts'
import { Body } from './preview-panels.tsx'
import { SignForm } from './sign-form.tsx'

/** Takes back what has left: one officer writes and signs it, at once. */
export function RecallPanel(props: { readonly release: Release; readonly onChange: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(releaseMessages)
  const { id, recallDraft } = props.release
  const { problem, onSubmit } = useForm(async (form) => {
    const result = await client.ask('draftRecall', { params: { id }, body: { why: String(form.get('why')) } })
    if (!result.ok) return result.problem
    props.onChange()
    return undefined
  })
  const send = async (keyId: string, signature: string) => {
    const result = await client.ask('signRecall', { params: { id }, body: { keyId, signature } })
    if (!result.ok) return result.problem
    toasts.say(text('recalled'))
    props.onChange()
    return undefined
  }
  return (
    <Panel title={text('recall')}>
      <p class="card-note">{text('recallText')}</p>
      {recallDraft === null ? (
        <form class="sign-form" onSubmit={onSubmit}>
          <TextField name="why" label={text('recallWhy')} most={500} required />
          <button type="submit" class="danger">
            {text('recallDraft')}
          </button>
          {problem === undefined ? null : <ProblemNote problem={problem} />}
        </form>
      ) : (
        <>
          <Body title={text('recallBody')} body={recallDraft.body} sha256={recallDraft.bodySha256} />
          <SignForm
            doing={text('recallSign')}
            body={recallDraft.body}
            bodySha256={recallDraft.bodySha256}
            keyId={recallDraft.keyId}
            purpose="recall"
            send={send}
          />
        </>
      )}
    </Panel>
  )
}
