import type { JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import { Waiting } from '../../components/loaded.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useText } from '../../state/console.ts'
import { Attached } from './attached-panel.tsx'
import { fieldRows } from './fields.ts'
import { releaseMessages } from './messages.ts'
import { Body, dataOf, Fields, MarkFacts, Recipients, Refusal } from './preview-panels.tsx'
import { stillSaid } from './still-said.ts'
import type { Subject } from './subject.ts'
import type { FoundPreview } from './use-preview.ts'

/** Whether an alert is shared with the approach that it is about, and not by its words alone. */
function tellsApproach(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'approach' in data
}

/** Texts that leave and still say what was left out: the officer leaves them out too, or means it so. */
function StillSaid(props: { readonly whole: unknown; readonly sent: unknown }): JSX.Element | null {
  const text = useText(releaseMessages)
  const said = stillSaid(fieldRows(props.whole, props.sent))
  if (said.length === 0) return null
  return (
    <ul role="status">
      {said.map(({ leftOut, where, words }) => (
        <li key={`${leftOut} ${where}`}>
          <StatusMark status="caution" word={text('stillSaid', { field: leftOut, where, words })} />
        </li>
      ))}
    </ul>
  )
}

/**
 * What would come of a release, as the node says now: who gets it, what leaves, the very bytes.
 * @param props.whole - Data of the whole, from which `leaveOut` is left out.
 * @param props.problem - Why the node did not take it when it was last sent.
 * @param props.doing - What the button does.
 */
export function Outcome(props: {
  readonly found: FoundPreview
  readonly problem: Problem | undefined
  readonly whole: unknown
  readonly subject: Subject
  readonly leaveOut: readonly string[]
  readonly doing: string
  readonly onLeaveOut: (leaveOut: readonly string[]) => void
  readonly onDraft: () => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { preview, isPresent, problem, retry } = props.found
  if (preview === undefined)
    return (
      <div class="stack">{problem === undefined ? <Waiting /> : <ProblemNote problem={problem} onRetry={retry} />}</div>
    )
  const sent = dataOf(preview.body)
  const whole = props.whole ?? sent
  return (
    <div class="stack">
      {problem === undefined ? null : <ProblemNote problem={problem} onRetry={retry} />}
      <div class={isPresent ? '' : 'out-of-date'} aria-busy={!isPresent}>
        <MarkFacts preview={preview} />
        <Recipients preview={preview} />
        <Attached preview={preview} />
        {preview.attached === null ? (
          <Fields source={whole} sent={sent} leftOut={props.leaveOut} onChange={props.onLeaveOut} />
        ) : (
          <Fields source={whole} sent={sent} leftOut={props.leaveOut} />
        )}
        <Body title={text('body')} body={preview.body} note={text('bodyDraft')} />
        <div class="act-bar">
          <Refusal preview={preview} />
          {props.problem === undefined ? null : <ProblemNote problem={props.problem} />}
          {props.subject.kind === 'alert' && !tellsApproach(whole) ? (
            <p role="status">
              <StatusMark status="caution" word={text('noApproach')} />
            </p>
          ) : null}
          <StillSaid whole={whole} sent={sent} />
          <p class="row end">
            <button
              type="button"
              class="primary"
              disabled={!isPresent || preview.refusal !== null}
              onClick={props.onDraft}
            >
              {props.doing}
            </button>
          </p>
        </div>
      </div>
    </div>
  )
}
