import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { ApiMarking, Release, ReleaseRequest } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Panel } from '../../components/panel.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { Marked } from '../marking/marked.tsx'
import { beginDraft, draftOfMarking, type MarkingDraft, markingOf } from '../marking/marking-draft.ts'
import type { MarkingTools } from '../marking/marking-tools.ts'
import { MarkingForm } from './marking-form.tsx'
import { releaseMessages } from './messages.ts'
import { Outcome } from './outcome.tsx'
import { RestsOn, TearLineChoice } from './sources-fields.tsx'
import type { Subject } from './subject.ts'
import { SubjectLink } from './subject-link.tsx'
import { type FoundPreview, usePreview, useWhole } from './use-preview.ts'

/** What a draft begins with: a subject, or the draft that is to be changed. */
export type DraftStart = {
  readonly subject: Subject
  /** SHA-256 of the signed record that it is to be a part of. */
  readonly tearLineOf?: string | undefined
  /** The release that is written anew. */
  readonly changed?: Release
}

/** Who is at home here, and with what. */
export type DraftSetting = {
  readonly tools: MarkingTools
  readonly ownNation: string
  /** Nations of the partners (ISO 3166-1 alpha-3), each once. */
  readonly nations: readonly string[]
  readonly mode: ApiMarking['mode']
  /** Keys of this browser with which the officer may write, at least one. */
  readonly keyIds: readonly string[]
}

/** What an officer has entered. */
type Entered = {
  readonly marking: MarkingDraft
  readonly leaveOut: readonly string[]
  readonly derivedFrom: readonly string[]
  readonly tearLineOf: string | undefined
  readonly keyId: string | undefined
}

/** The policy of the own nation where there is one. */
function firstPolicy(tools: MarkingTools, nation: string): string {
  const policies = [...tools.policies.values()]
  return (policies.find((policy) => policy.nation === nation) ?? policies[0])?.id ?? ''
}

function begin({ changed, tearLineOf }: DraftStart, { tools, ownNation, mode, keyIds }: DraftSetting): Entered {
  const request = changed?.request
  return {
    marking:
      request === undefined ? beginDraft(firstPolicy(tools, ownNation), ownNation, mode) : draftOfMarking(request.mark),
    leaveOut: request?.leaveOut ?? [],
    derivedFrom: request?.derivedFrom ?? [],
    tearLineOf: request?.tearLineOf ?? tearLineOf,
    keyId: keyIds.find((id) => id === changed?.authorKeyId) ?? keyIds[0],
  }
}

function requestOf(subject: Subject, { marking, leaveOut, derivedFrom, tearLineOf, keyId }: Entered): ReleaseRequest {
  const restsOn = derivedFrom.length === 0 ? {} : { derivedFrom }
  return {
    ...{ subject, mark: markingOf(marking) },
    ...(keyId === undefined ? {} : { keyId }),
    ...(leaveOut.length === 0 ? {} : { leaveOut }),
    ...(tearLineOf === undefined ? restsOn : { tearLineOf }),
  }
}

/** How it is marked, by whose key, and of what it is a part or on what it rests. */
function Inputs(props: {
  readonly start: DraftStart
  readonly setting: DraftSetting
  readonly entered: Entered
  readonly onChange: (entered: Entered) => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { entered, onChange } = props
  const { tools, ownNation, nations, keyIds } = props.setting
  const { tearLineOf } = entered
  return (
    <Panel title={text('marking')}>
      <MarkingForm
        draft={entered.marking}
        tools={tools}
        ownNation={ownNation}
        partners={nations}
        onChange={(marking) => onChange({ ...entered, marking })}
      />
      <div class="fields">
        <TearLineChoice
          subject={props.start.subject}
          chosen={tearLineOf}
          changed={props.start.changed?.id}
          onChoose={(chosen) => onChange({ ...entered, leaveOut: [], tearLineOf: chosen })}
        />
        {tearLineOf === undefined ? (
          <RestsOn chosen={entered.derivedFrom} onChange={(derivedFrom) => onChange({ ...entered, derivedFrom })} />
        ) : null}
        {keyIds.length < 2 ? null : (
          <ChoiceField
            label={text('key')}
            name="key"
            words={keyIds}
            say={(id) => id}
            {...(entered.keyId === undefined ? {} : { start: entered.keyId })}
            onChoose={(keyId) => onChange({ ...entered, keyId })}
          />
        )}
      </div>
    </Panel>
  )
}

/** What has a marking of its own is offered by that; the officer may change it then. */
function useOwnMark(
  { subject, changed, tearLineOf }: DraftStart,
  { preview }: FoundPreview,
  setEntered: (change: (entered: Entered) => Entered) => void,
): void {
  const isTaken = useRef(subject.kind !== 'case-part' || changed !== undefined || tearLineOf !== undefined)
  const mark = preview?.sourceMark
  useEffect(() => {
    if (isTaken.current || mark === undefined || mark === null) return
    isTaken.current = true
    setEntered((entered) => ({ ...entered, marking: draftOfMarking(mark) }))
  }, [mark, setEntered])
}

/** The inputs of a release, and beside them what would come of it. */
export function DraftForm(props: { readonly start: DraftStart; readonly setting: DraftSetting }): JSX.Element {
  const { client, router } = useConsole()
  const text = useText(releaseMessages)
  const { start, setting } = props
  const { changed } = start
  const [entered, setEntered] = useState<Entered>(() => begin(start, setting))
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const request = requestOf(start.subject, entered)
  const found = usePreview(request)
  useOwnMark(start, found, setEntered)
  const whole = useWhole(request)
  const send = async () => {
    const result =
      changed === undefined
        ? await client.ask('draftRelease', { body: request })
        : await client.ask('changeRelease', { params: { id: changed.id }, body: request })
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    router.go(`/release/${result.answer.id}`)
  }
  return (
    <Marked markings={[request.mark]}>
      {() => (
        <div class="page-stack">
          <header class="page-head">
            <h1>
              {text(
                changed !== undefined ? 'changeTitle' : entered.tearLineOf === undefined ? 'draftTitle' : 'tearTitle',
              )}
            </h1>
            <nav class="row">
              <SubjectLink subject={start.subject} />
            </nav>
          </header>
          {changed === undefined || changed.signatures.length === 0 ? null : (
            <p class="refusal" role="status">
              {text('changeVoids')}
            </p>
          )}
          <div class="columns">
            <Inputs start={start} setting={setting} entered={entered} onChange={setEntered} />
            <Outcome
              found={found}
              problem={problem}
              whole={whole}
              subject={start.subject}
              leaveOut={entered.leaveOut}
              doing={text(changed === undefined ? 'draft' : 'change')}
              onLeaveOut={(leaveOut) => setEntered({ ...entered, leaveOut })}
              onDraft={() => void send()}
            />
          </div>
        </div>
      )}
    </Marked>
  )
}
