import type { JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import { Waiting } from '../../components/loaded.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useText } from '../../state/console.ts'
import { releaseMessages } from './messages.ts'
import { Body, dataOf, Fields, MarkFacts, Recipients, Refusal } from './preview-panels.tsx'
import type { Subject } from './subject.ts'
import type { FoundPreview } from './use-preview.ts'

/** Whether an alert is shared with the approach that it is about, and not by its words alone. */
function tellsApproach(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'approach' in data
}

/**
 * What would come of a release, as the node says now: who gets it, what leaves, the very bytes.
 * @param props.whole - Data of the whole, from which `leaveOut` is left out.
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
  const { preview, isPresent, retry } = props.found
  const problem = props.found.problem ?? props.problem
  const whole = props.whole ?? (preview === undefined ? undefined : dataOf(preview.body))
  return (
    <div class="stack">
      {problem === undefined ? null : <ProblemNote problem={problem} onRetry={retry} />}
      {preview === undefined && problem === undefined ? <Waiting /> : null}
      {preview === undefined ? null : (
        <div class={isPresent ? '' : 'out-of-date'} aria-busy={!isPresent}>
          <Refusal preview={preview} />
          {props.subject.kind === 'alert' && !tellsApproach(whole) ? (
            <p class="card-note" role="status">
              <StatusMark status="caution" word={text('noApproach')} />
            </p>
          ) : null}
          <MarkFacts preview={preview} />
          <Recipients preview={preview} />
          <Fields source={whole} sent={dataOf(preview.body)} leftOut={props.leaveOut} onChange={props.onLeaveOut} />
          <Body title={text('body')} body={preview.body} note={text('bodyDraft')} />
          <p class="row end card-note">
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
      )}
    </div>
  )
}
