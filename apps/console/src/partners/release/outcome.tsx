import type { JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import { Waiting } from '../../components/loaded.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useText } from '../../state/console.ts'
import { releaseMessages } from './messages.ts'
import { Body, dataOf, Fields, MarkFacts, Recipients, Refusal } from './preview-panels.tsx'
import type { FoundPreview } from './use-preview.ts'

/**
 * What would come of a release, as the node says now: who gets it, what leaves, the very bytes.
 * @param props.whole - Data of the whole, from which `leaveOut` is left out.
 * @param props.doing - What the button does.
 */
export function Outcome(props: {
  readonly found: FoundPreview
  readonly problem: Problem | undefined
  readonly whole: unknown
  readonly leaveOut: readonly string[]
  readonly doing: string
  readonly onLeaveOut: (leaveOut: readonly string[]) => void
  readonly onDraft: () => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { preview, isPresent, retry } = props.found
  const problem = props.found.problem ?? props.problem
  return (
    <div class="stack">
      {problem === undefined ? null : <ProblemNote problem={problem} onRetry={retry} />}
      {preview === undefined && problem === undefined ? <Waiting /> : null}
      {preview === undefined ? null : (
        <div class={isPresent ? '' : 'out-of-date'} aria-busy={!isPresent}>
          <Refusal preview={preview} />
          <MarkFacts preview={preview} />
          <Recipients preview={preview} />
          <Fields
            source={props.whole ?? dataOf(preview.body)}
            sent={dataOf(preview.body)}
            leftOut={props.leaveOut}
            onChange={props.onLeaveOut}
          />
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
