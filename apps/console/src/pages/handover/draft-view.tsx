import type { JSX } from 'preact'
import { type HandoverDraft, PRIORITIES } from '../../api/models.ts'
import { NodeText } from '../../components/node-text.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { SaidMark } from '../../partners/marking/marked.tsx'
import { WhenMarked } from '../../partners/marking/when-marked.tsx'
import { useText } from '../../state/console.ts'
import { handoverMessages } from './messages.ts'

function Items(props: { readonly items: HandoverDraft['open'] }): JSX.Element {
  const text = useText(handoverMessages)
  if (props.items.length === 0) return <span class="muted">{text('none')}</span>
  return (
    <ul>
      {props.items.map((item) => {
        const priority = PRIORITIES.find((one) => one === item.priority)
        return (
          <li key={item.id}>
            {priority === undefined ? null : <StatusMark status={priority} />}{' '}
            <a href={`/a/${item.id}`}>
              <NodeText text={item.title} />
            </a>{' '}
            <SaidMark marking={item.marking} />{' '}
            <span class="muted">
              <NodeText text={item.note} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Lines(props: { readonly lines: readonly string[] }): JSX.Element {
  const text = useText(handoverMessages)
  if (props.lines.length === 0) return <span class="muted">{text('none')}</span>
  return (
    <ul>
      {props.lines.map((line) => (
        <li key={line}>
          <NodeText text={line} />
        </li>
      ))}
    </ul>
  )
}

/** The generated list of a handover: open, shelved, due, changed rules, sources, jobs. */
export function DraftView(props: { readonly draft: HandoverDraft }): JSX.Element {
  const text = useText(handoverMessages)
  const { draft } = props
  const markings = [...draft.open, ...draft.shelved, ...draft.due].map(({ marking }) => marking)
  return (
    <WhenMarked markings={markings}>
      <dl class="facts">
        <dt>{text('since')}</dt>
        <dd>{draft.sinceUtc === null ? text('start') : <UtcTime utc={draft.sinceUtc} />}</dd>
        <dt>{text('holder')}</dt>
        <dd>{draft.holder ?? text('nobody')}</dd>
        <dt>{text('open')}</dt>
        <dd>
          <Items items={draft.open} />
        </dd>
        <dt>{text('shelved')}</dt>
        <dd>
          <Items items={draft.shelved} />
        </dd>
        <dt>{text('due')}</dt>
        <dd>
          {draft.due.length === 0 ? <span class="muted">{text('none')}</span> : null}
          <ul>
            {draft.due.map((due) => (
              <li key={`${due.atUtc} ${due.text}`}>
                <UtcTime utc={due.atUtc} /> ·{' '}
                {due.link === null ? (
                  <NodeText text={due.text} />
                ) : (
                  <a href={due.link}>
                    <NodeText text={due.text} />
                  </a>
                )}{' '}
                <SaidMark marking={due.marking} /> · <Distance utc={due.atUtc} />
              </li>
            ))}
          </ul>
        </dd>
        <dt>{text('rules')}</dt>
        <dd>
          <Lines lines={draft.changedRules} />
        </dd>
        <dt>{text('sources')}</dt>
        <dd>
          <Lines lines={draft.sources} />
        </dd>
        <dt>{text('jobs')}</dt>
        <dd>
          <Lines lines={draft.jobs} />
        </dd>
      </dl>
    </WhenMarked>
  )
}
