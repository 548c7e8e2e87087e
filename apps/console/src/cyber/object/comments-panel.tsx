import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { UtcTime } from '../../components/time.tsx'
import { RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { StixDetail } from '../models.ts'
import { objectMessages } from './messages.ts'

const OPINIONS = ['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'] as const

const isOpinion = (word: string | null): word is (typeof OPINIONS)[number] => OPINIONS.some((one) => one === word)

/** Writes a note or an opinion. */
function CommentDialog(props: {
  readonly id: string
  readonly kind: 'note' | 'opinion'
  readonly onClose: () => void
  readonly onWritten: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(objectMessages)
  const { id, kind } = props
  const send = async (form: FormData) => {
    const words = String(form.get('words')).trim()
    const opinion = OPINIONS.find((one) => one === form.get('opinion')) ?? 'neutral'
    const shared = form.get('shared') !== null
    const result =
      kind === 'note'
        ? await client.ask('writeStixNote', { params: { id }, body: { content: words, shared } })
        : await client.ask('writeStixOpinion', { params: { id }, body: { opinion, explanation: words, shared } })
    if (!result.ok) return result.problem
    toasts.say(text('written'))
    props.onWritten()
    props.onClose()
    return undefined
  }
  const title = text(kind === 'note' ? 'addNote' : 'addOpinion')
  return (
    <DialogForm title={title} doing={text('write')} onClose={props.onClose} send={send}>
      {kind === 'note' ? null : (
        <ChoiceField label={text('opinion')} name="opinion" words={OPINIONS} start="neutral" say={text} />
      )}
      <Field label={text(kind === 'note' ? 'noteText' : 'explanation')} hint={text('commentsMark')}>
        {(fieldId, hint) => <textarea id={fieldId} name="words" required maxLength={5000} aria-describedby={hint} />}
      </Field>
      <label>
        <input type="checkbox" name="shared" /> {text('commentShared')}
      </label>
    </DialogForm>
  )
}

/** What analysts said of an object, and a way to say more. */
export function CommentsPanel(props: {
  readonly detail: StixDetail
  readonly tools: MarkingTools
  readonly onWritten: () => void
}): JSX.Element {
  const text = useText(objectMessages)
  const [writing, setWriting] = useState<'note' | 'opinion' | undefined>(undefined)
  const { row, comments } = props.detail
  return (
    <Panel
      title={text('comments')}
      aside={
        <>
          <button type="button" onClick={() => setWriting('note')}>
            {text('addNote')}
          </button>
          <button type="button" onClick={() => setWriting('opinion')}>
            {text('addOpinion')}
          </button>
        </>
      }
    >
      {comments.length === 0 ? (
        <Empty text={text('noComments')} />
      ) : (
        <ul class="comment-list">
          {comments.map((comment) => (
            <li key={comment.row.id}>
              <p class="row">
                <RecordMark words={props.tools.portionOf(comment.row.mark)} />
                {isOpinion(comment.opinion) ? <b>{text(comment.opinion)}</b> : null}
                <span class="muted">
                  {text('writtenBy', { authors: comment.authors.join(', ') || (comment.row.createdBy?.title ?? '–') })}{' '}
                  <UtcTime utc={comment.row.createdUtc} />
                </span>
              </p>
              <p class="note-text">{comment.content}</p>
            </li>
          ))}
        </ul>
      )}
      {writing === undefined ? null : (
        <CommentDialog id={row.id} kind={writing} onClose={() => setWriting(undefined)} onWritten={props.onWritten} />
      )}
    </Panel>
  )
}
