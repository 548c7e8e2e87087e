import type { JSX } from 'preact'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useText } from '../../state/console.ts'
import { type CaseThread, type CaseView, headsOf, instantOf, threadsOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { nationOf } from '../part/nation-of.ts'
import { ThreadCard } from '../part/part-card.tsx'
import { type CaseFrame, WithCase } from '../with-case.tsx'

const ON_TIMELINE = ['opened', 'renamed', 'owned', 'closed', 'reopened', 'entry', 'event', 'note', 'withdrawn'] as const

function instantOfThread(thread: CaseThread): string | undefined {
  const [first] = headsOf(thread)
  return first === undefined ? undefined : instantOf(first)
}

/** By time; what has none comes last, in the order in which it was told. */
function placeOf(thread: CaseThread): number {
  const utc = instantOfThread(thread)
  return utc === undefined ? Number.MAX_VALUE : Date.parse(utc)
}

/** What each nation says of the case; nothing where only one has said anything. */
function Standings(props: { readonly found: CaseView }): JSX.Element | null {
  const text = useText(caseMessages)
  const { standings } = props.found
  if (standings.length < 2) return null
  return (
    <Panel title={text('standings')}>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{text('nation')}</th>
            <th>{text('what')}</th>
            <th>{text('state')}</th>
            <th>{text('owner')}</th>
          </tr>
        </thead>
        <tbody>
          {standings.map(({ node, party, title, state, owner }) => (
            <tr key={node}>
              <td>{nationOf(text, { node, party })}</td>
              <td>{title ?? text('unknownOwner')}</td>
              <td>
                {state === null ? (
                  text('unknownOwner')
                ) : (
                  <StatusMark status={state === 'open' ? 'advisory' : 'off'} word={text(state)} />
                )}
              </td>
              <td>{owner ?? text('unknownOwner')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Cards(props: { readonly threads: readonly CaseThread[]; readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  if (props.threads.length === 0) return <Empty text={text('noneYet')} />
  return (
    <>
      {props.threads.map((thread) => (
        <ThreadCard key={thread.key} thread={thread} act={props.frame.act} />
      ))}
    </>
  )
}

function AddButton(props: {
  readonly frame: CaseFrame
  readonly kind: 'entry' | 'link' | 'impact'
}): JSX.Element | null {
  const text = useText(caseMessages)
  const { frame, kind } = props
  if (frame.found.state === 'closed') return null
  return (
    <button type="button" onClick={() => frame.act({ do: 'add', kind })}>
      {text('add')}
    </button>
  )
}

function Timeline(props: { readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { frame } = props
  const told = frame.found.threads.filter(({ kind }) => ON_TIMELINE.some((one) => one === kind))
  const inOrder = told.toSorted((a, b) => placeOf(a) - placeOf(b))
  return (
    <div class="columns">
      <Panel title={text('timeline')} aside={<AddButton frame={frame} kind="entry" />}>
        {inOrder.length === 0 ? <Empty text={text('noEntries')} /> : null}
        <ol class="timeline">
          {inOrder.map((thread) => (
            <li key={thread.key}>
              <UtcTime utc={instantOfThread(thread)} />
              <ThreadCard thread={thread} act={frame.act} />
            </li>
          ))}
        </ol>
      </Panel>
      <div class="stack">
        <Panel title={text('relations')} aside={<AddButton frame={frame} kind="link" />}>
          <Cards threads={threadsOf(frame.found, 'link')} frame={frame} />
        </Panel>
        <Panel title={text('impacts')} aside={<AddButton frame={frame} kind="impact" />}>
          <Cards threads={threadsOf(frame.found, 'impact')} frame={frame} />
        </Panel>
        <Standings found={frame.found} />
      </div>
    </div>
  )
}

/** A case in the order of time, with what it is related to and what it did. */
export function Page(props: PageProps): JSX.Element {
  return <WithCase id={props.params['id'] ?? ''}>{(frame) => <Timeline frame={frame} />}</WithCase>
}
