import type { JSX } from 'preact'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { type Status, StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import type { PageProps } from '../../routing/route.ts'
import { useText } from '../../state/console.ts'
import { type CaseThread, type ContentOf, headsOf, threadsOf, titleOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { ThreadCard } from '../part/part-card.tsx'
import { type CaseFrame, WithCase } from '../with-case.tsx'

type Custody = NonNullable<CaseThread['custody']>

/** Gaps and differing hashes are shown as loudly as they weigh. */
const WEIGHT: Readonly<Record<Custody['findings'][number], Status>> = {
  'hash-differs': 'critical',
  gap: 'serious',
  'hash-disputed': 'serious',
  'before-collected': 'caution',
  'no-first-holder': 'caution',
  'not-measured': 'caution',
}

function Findings(props: { readonly findings: Custody['findings'] }): JSX.Element {
  const text = useText(caseMessages)
  return (
    <span class="findings">
      {props.findings.map((finding) => (
        <StatusMark key={finding} status={WEIGHT[finding]} word={text(finding)} />
      ))}
    </span>
  )
}

function Steps(props: { readonly custody: Custody }): JSX.Element | null {
  const text = useText(caseMessages)
  const { steps } = props.custody
  if (steps.length === 0) return null
  return (
    <table class="plain-table">
      <caption class="sr-only">{text('custodyChain')}</caption>
      <thead>
        <tr>
          <th>{text('fieldAt')}</th>
          <th>{text('fieldHandedBy')}</th>
          <th>{text('fieldHandedTo')}</th>
          <th>{text('measured')}</th>
          <th>{text('findings')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.part}>
            <td>
              <UtcTime utc={step.atUtc} />
            </td>
            <td>{step.from}</td>
            <td>{step.to}</td>
            <td>
              {step.sha256 === null ? (
                text('notMeasured')
              ) : (
                <code title={step.sha256}>{step.sha256.slice(0, 16)}…</code>
              )}
            </td>
            <td>
              <Findings findings={step.findings} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ChainState(props: { readonly custody: Custody }): JSX.Element {
  const text = useText(caseMessages)
  const { findings, firstHolder } = props.custody
  if (findings.length > 0) return <Findings findings={findings} />
  if (firstHolder === null) return <span class="unknown">{text('chainUnknown')}</span>
  return <StatusMark status="normal" word={text('chainWhole')} />
}

function File(props: {
  readonly id: string
  readonly file: ContentOf<'evidence'>['file']
  readonly isHere: boolean
}): JSX.Element {
  const text = useText(caseMessages)
  const { file, isHere } = props
  if (file === undefined) return <span class="muted">{text('noFile')}</span>
  return (
    <>
      <bdi>{file.name ?? file.mediaType}</bdi> <code class="wrap-anywhere">{file.sha256}</code>{' '}
      {isHere ? (
        <a href={`/api/v1/cases/${props.id}/files/${file.sha256}`} download>
          {text('heldHere', { size: number(file.sizeBytes, 0) })} · {text('download')}
        </a>
      ) : (
        <span class="muted">{text('notHere')}</span>
      )}
    </>
  )
}

function Item(props: { readonly thread: CaseThread; readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { thread, frame } = props
  const { custody } = thread
  const said = headsOf(thread).flatMap(({ what }) => (what.kind === 'evidence' ? [what] : []))
  const hand = () =>
    frame.act({ do: 'add', kind: 'custody', given: { evidence: thread.key, from: custody?.holder ?? '' } })
  return (
    <Panel
      level={3}
      title={titleOf(thread)}
      aside={
        frame.found.state === 'closed' ? undefined : (
          <button type="button" onClick={hand}>
            {text('handOver')}
          </button>
        )
      }
    >
      <ThreadCard thread={thread} act={frame.act} />
      <dl class="facts">
        <dt>{text('file')}</dt>
        <dd>
          <File
            id={frame.found.id}
            file={said.find(({ file }) => file !== undefined)?.file}
            isHere={custody?.heldHere === true}
          />
        </dd>
        <dt>{text('fieldSource')}</dt>
        <dd>{said.find(({ source }) => source?.name !== undefined)?.source?.name ?? text('unknown')}</dd>
        <dt>{text('holder')}</dt>
        <dd>{custody?.holder ?? text('unknown')}</dd>
        <dt>{text('custodyChain')}</dt>
        <dd>{custody === null ? null : <ChainState custody={custody} />}</dd>
      </dl>
      {custody === null ? null : <Steps custody={custody} />}
    </Panel>
  )
}

function Register(props: { readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { frame } = props
  const threads = threadsOf(frame.found, 'evidence')
  return (
    <Panel
      title={text('evidence')}
      aside={
        frame.found.state === 'closed' ? undefined : (
          <button type="button" onClick={() => frame.act({ do: 'add', kind: 'evidence' })}>
            {text('add')}
          </button>
        )
      }
    >
      {threads.length === 0 ? <Empty text={text('noneYet')} /> : null}
      {threads.map((thread) => (
        <Item key={thread.key} thread={thread} frame={frame} />
      ))}
    </Panel>
  )
}

/** The register of evidence: what it is, where its bytes are, and through whose hands it went. */
export function Page(props: PageProps): JSX.Element {
  return <WithCase id={props.params['id'] ?? ''}>{(frame) => <Register frame={frame} />}</WithCase>
}
