import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { ApiMarking, ReleasePreview, ReleaseRequest } from '../../api/models.ts'
import { Waiting } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Marked } from '../marking/marked.tsx'
import { beginDraft, type MarkingDraft, markingOf } from '../marking/marking-draft.ts'
import type { MarkingTools } from '../marking/marking-tools.ts'
import { MarkingForm } from './marking-form.tsx'
import { releaseMessages } from './messages.ts'
import { Body, dataOf, Fields, MarkFacts, Recipients, Refusal } from './preview-panels.tsx'
import { RestsOn, TearLineChoice } from './sources-fields.tsx'
import { type Subject, subjectAddress } from './subject.ts'

/** How long inputs rest before the node is asked what would come of them. */
const RESTS_MS = 250

/** What is given, once it no longer changes. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  const text = JSON.stringify(value)
  const present = useRef(value)
  present.current = value
  useEffect(() => {
    const timer = setTimeout(() => setRested(present.current), RESTS_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/** The policy of the own nation where there is one. */
function firstPolicy(tools: MarkingTools, nation: string): string {
  const policies = [...tools.policies.values()]
  return (policies.find((policy) => policy.nation === nation) ?? policies[0])?.id ?? ''
}

/** What the node says would come of a request; the last answer stays while the next is asked for. */
function usePreview(request: ReleaseRequest) {
  const rested = useRested(request)
  const asked = useAsk('previewRelease', { body: rested })
  const last = useRef<ReleasePreview>(undefined)
  if (asked.answer !== undefined) last.current = asked.answer
  const isPresent = asked.answer !== undefined && JSON.stringify(rested) === JSON.stringify(request)
  return { preview: last.current, isPresent, problem: asked.problem, retry: asked.reload }
}

/** The whole of what could leave, by which what is left out is struck. */
function useSource(subject: Subject, mark: ApiMarking, tearLineOf: string | undefined): unknown {
  const first = useRef(mark)
  const body = { subject, mark: first.current, ...(tearLineOf === undefined ? {} : { tearLineOf }) }
  const asked = useAsk('previewRelease', { body })
  return useMemo(() => (asked.answer === undefined ? undefined : dataOf(asked.answer.body)), [asked.answer])
}

/** What would come of it, as the node says now. */
function Outcome(props: {
  readonly found: ReturnType<typeof usePreview>
  readonly problem: Problem | undefined
  readonly source: unknown
  readonly leaveOut: readonly string[]
  readonly onLeaveOut: (leaveOut: readonly string[]) => void
  readonly onDraft: () => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { preview, isPresent, retry } = props.found
  const problem = props.found.problem ?? props.problem
  return (
    <div class="stack">
      {problem === undefined ? null : <ProblemNote problem={problem} onRetry={retry} />}
      {problem?.code.startsWith('officer-key/') === true ? (
        <p class="card-note">
          <a href="/settings/key">{text('toKey')}</a>
        </p>
      ) : null}
      {preview === undefined && problem === undefined ? <Waiting /> : null}
      {preview === undefined ? null : (
        <div class={isPresent ? '' : 'out-of-date'} aria-busy={!isPresent}>
          <Refusal preview={preview} />
          <MarkFacts preview={preview} />
          <Recipients preview={preview} />
          <Fields
            source={props.source ?? dataOf(preview.body)}
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
              {text('draft')}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}

/** The inputs of a release, and beside them what would come of it. */
export function DraftForm(props: {
  readonly subject: Subject
  readonly tearLineOf: string | undefined
  readonly tools: MarkingTools
  readonly ownNation: string
  readonly nations: readonly string[]
  readonly mode: ApiMarking['mode']
}): JSX.Element {
  const { client, router, toasts } = useConsole()
  const text = useText(releaseMessages)
  const { subject, tools, ownNation, mode } = props
  const [draft, setDraft] = useState<MarkingDraft>(() => beginDraft(firstPolicy(tools, ownNation), ownNation, mode))
  const [leaveOut, setLeaveOut] = useState<readonly string[]>([])
  const [tearLineOf, setTearLineOf] = useState(props.tearLineOf)
  const [derivedFrom, setDerivedFrom] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const mark = markingOf(draft)
  const restsOn = derivedFrom.length === 0 ? {} : { derivedFrom }
  const request: ReleaseRequest = {
    subject,
    mark,
    ...(leaveOut.length === 0 ? {} : { leaveOut }),
    ...(tearLineOf === undefined ? restsOn : { tearLineOf }),
  }
  const found = usePreview(request)
  const source = useSource(subject, mark, tearLineOf)
  const send = async () => {
    const result = await client.ask('draftRelease', { body: request })
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    toasts.say(text('drafted'))
    router.go(`/release/${result.answer.id}`)
  }
  return (
    <Marked markings={[mark]}>
      {() => (
        <div class="page-stack">
          <header class="page-head">
            <h1>{text('draftTitle')}</h1>
            <nav class="row">
              <span>{text(subject.kind === 'alert' ? 'ofAlert' : 'ofApproach')}</span>
              <a href={subjectAddress(subject)}>{text('toSource')}</a>
            </nav>
          </header>
          <div class="columns">
            <Panel title={text('marking')}>
              <MarkingForm
                draft={draft}
                tools={tools}
                ownNation={ownNation}
                partners={props.nations}
                onChange={setDraft}
              />
              <div class="fields">
                <TearLineChoice
                  kind={subject.kind === 'alert' ? 'space.alert' : 'space.closeApproach'}
                  chosen={tearLineOf}
                  onChoose={setTearLineOf}
                />
                {tearLineOf === undefined ? <RestsOn chosen={derivedFrom} onChange={setDerivedFrom} /> : null}
              </div>
            </Panel>
            <Outcome
              found={found}
              problem={problem}
              source={source}
              leaveOut={leaveOut}
              onLeaveOut={setLeaveOut}
              onDraft={() => void send()}
            />
          </div>
        </div>
      )}
    </Marked>
  )
}
