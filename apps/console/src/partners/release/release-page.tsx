import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { Release } from '../../api/models.ts'
import { Loaded } from '../../components/loaded.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { Attached } from './attached-panel.tsx'
import { releaseMessages } from './messages.ts'
import { Body, dataOf, Fields, MarkFacts, markOf, Recipients, Refusal } from './preview-panels.tsx'
import { RecallAnswers } from './recall-answers.tsx'
import { RecallPanel } from './recall-panel.tsx'
import { isWaiting, mayBeTorn, releaseState } from './release-state.ts'
import { SignRelease } from './sign-form.tsx'
import { draftAddress } from './subject.ts'
import { SubjectLink } from './subject-link.tsx'
import { WhereItWent } from './where-it-went.tsx'

function Signatures(props: { readonly release: Release }): JSX.Element {
  const text = useText(releaseMessages)
  const { signatures, authorKeyId } = props.release
  if (signatures.length === 0) return <p class="card-note muted">{text('noSignatures')}</p>
  return (
    <ul class="card-list">
      {signatures.map(({ keyId, officer, atUtc }) => (
        <li key={keyId}>
          <UtcTime utc={atUtc} /> <b>{text(keyId === authorKeyId ? 'author' : 'second')}</b> <bdi>{officer}</bdi>{' '}
          <code>{keyId}</code>
        </li>
      ))}
    </ul>
  )
}

function Head(props: { readonly release: Release; readonly onChange: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(releaseMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const { release } = props
  const { word, status } = releaseState(release)
  const withdraw = async () => {
    const result = await client.ask('withdrawRelease', { params: { id: release.id } })
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) toasts.say(text('withdrawn'))
    props.onChange()
  }
  const { subject } = release.request
  return (
    <>
      <header class="page-head">
        <StatusMark status={status} word={text(word)} />
        <h1>
          <NodeText text={release.title} whole />
        </h1>
        <nav class="row">
          <a href="/release">{text('releases')}</a>
          <SubjectLink subject={subject} />
          {mayBeTorn(release) && 'id' in subject ? (
            <a class="button" href={draftAddress(subject, release.preview.bodySha256)}>
              {text('tear')}
            </a>
          ) : null}
          {isWaiting(release) ? (
            <>
              <a class="button" href={`/release/${release.id}/change`}>
                {text('changeLink')}
              </a>
              <button type="button" onClick={() => void withdraw()}>
                {text('withdraw')}
              </button>
            </>
          ) : null}
          <RecordMark words={release.preview.portion} whole={release.preview.banner} />
        </nav>
      </header>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </>
  )
}

/** One release, whole: who gets it, what leaves and what does not, the bytes that are signed, and who signed them. */
export function Page({ params }: PageProps): JSX.Element {
  const text = useText(releaseMessages)
  const asked = useAsk('readRelease', { params: { id: params['id'] ?? '' } }, ['release/'])
  return (
    <Loaded asked={asked}>
      {(release) => {
        const { preview } = release
        const data = dataOf(preview.body)
        const waits = isWaiting(release)
        return (
          <Marked markings={[markOf(preview.body)]}>
            {() => (
              <div class="page-stack">
                <Head release={release} onChange={asked.reload} />
                {waits ? <Refusal preview={preview} /> : null}
                <div class="columns">
                  <div class="stack">
                    <MarkFacts preview={preview} />
                    <WhereItWent release={release} />
                    <Recipients preview={preview} hasLeft={release.state === 'released'} />
                  </div>
                  <Fields source={data} sent={data} leftOut={preview.heldBack.map(({ field }) => field)} />
                </div>
                <Attached preview={preview} />
                <Body title={text('body')} body={preview.body} sha256={preview.bodySha256} />
                <Panel title={text('signatures')}>
                  <Signatures release={release} />
                  {waits ? <SignRelease release={release} onSigned={asked.reload} /> : null}
                </Panel>
                {release.state === 'released' && release.recalledUtc === null ? (
                  <RecallPanel release={release} onChange={asked.reload} />
                ) : null}
                {release.recalledUtc !== null && release.recallDraft !== null ? (
                  <RecallAnswers ask={release.recallDraft.bodySha256} />
                ) : null}
              </div>
            )}
          </Marked>
        )
      }}
    </Loaded>
  )
}
