import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { AlertButtons, AlertState } from '../../alerts/alert-card.tsx'
import type { Alert } from '../../api/models.ts'
import type { Operations } from '../../api/types.ts'
import { AddToCase } from '../../cases/add/add-to-case.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PortionMark } from '../../components/marks.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { WhenMarked } from '../../partners/marking/when-marked.tsx'
import { ReleaseLink } from '../../partners/release-link.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { logKindMessages, logKindWord } from '../log/kind-messages.ts'
import { EvidenceFacts } from './evidence-facts.tsx'
import { alertPageMessages } from './messages.ts'

function Facts(props: { readonly alert: Alert }): JSX.Element {
  const text = useText(alertPageMessages)
  const { alert } = props
  return (
    <dl class="facts">
      <dt>{text('reason')}</dt>
      <dd>
        <NodeText text={alert.reason} whole />
      </dd>
      <dt>{text('consequence')}</dt>
      <dd>
        <NodeText text={alert.consequence} whole />
      </dd>
      <dt>{text('action')}</dt>
      <dd>
        <strong>
          <NodeText text={alert.action} whole />
        </strong>
      </dd>
      <dt>{text('actBy')}</dt>
      <dd>
        {alert.actByUtc === null ? (
          text('none')
        ) : (
          <>
            <UtcTime utc={alert.actByUtc} /> · <Distance utc={alert.actByUtc} />
          </>
        )}
      </dd>
      <dt>{text('state')}</dt>
      <dd>
        {alert.acknowledged === null ? <b>{text('unassigned')}</b> : null} <AlertState alert={alert} />
      </dd>
      <dt>{text('first')}</dt>
      <dd>
        <UtcTime utc={alert.firstUtc} /> · <Distance utc={alert.firstUtc} />
      </dd>
      <dt>{text('last')}</dt>
      <dd>
        <UtcTime utc={alert.lastUtc} />
      </dd>
      <dt>{text('subjects')}</dt>
      <dd>{alert.subjects.join(', ')}</dd>
      <dt>{text('rule')}</dt>
      <dd>{alert.ruleId}</dd>
      <dt>{text('group')}</dt>
      <dd>{alert.group}</dd>
    </dl>
  )
}

function History(props: { readonly history: Operations['readAlert']['answer']['history'] }): JSX.Element {
  const text = useText(alertPageMessages)
  const kindText = useText(logKindMessages)
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th>UTC</th>
          <th>{text('what')}</th>
          <th>{text('by')}</th>
          <th>{text('note')}</th>
        </tr>
      </thead>
      <tbody>
        {props.history.map((step) => (
          <tr key={`${step.atUtc} ${step.what}`}>
            <td>
              <UtcTime utc={step.atUtc} />
            </td>
            <td>{logKindWord(kindText, `alert/${step.what}`)}</td>
            <td>
              <NodeText text={step.by ?? 'node'} />
            </td>
            <td>
              <NodeText text={step.note ?? ''} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One alert: what to do, what it rests on, what became of it, and its raw record. */
export function Page(props: PageProps): JSX.Element {
  const { router, desk } = useConsole()
  const text = useText(alertPageMessages)
  const id = props.params['id'] ?? ''
  const asked = useAsk('readAlert', { params: { id } }, ['alert/'])
  const raw = router.place.value.query.get('raw') === '1'
  useEffect(() => {
    desk.chosenId.value = id
  }, [desk, id])
  const showRaw = () => router.setQuery({ raw: raw ? undefined : '1' })
  const link = asked.answer?.alert.link ?? undefined
  useCommands([
    { id: 'source', label: text('showRaw'), key: 'i', run: showRaw },
    {
      id: 'alert.open',
      label: text('show'),
      key: 'Enter',
      run: () => link !== undefined && router.go(link),
      disabledBecause: link === undefined ? text('none') : undefined,
    },
  ])
  return (
    <Loaded asked={asked}>
      {({ alert, evidence, history }) => (
        <WhenMarked markings={[alert.marking]}>
          <article class={`alert-page ${alert.priority}`}>
            <header class="alert-page-head">
              <StatusMark status={alert.priority} />
              <h1>
                <NodeText text={alert.title} whole />
              </h1>
              <PortionMark beside={alert.marking} />
              <div class="row end">
                <AlertButtons alert={alert} current />
                {link === undefined ? null : (
                  <a class="button" href={link}>
                    {text('show')} <kbd>Enter</kbd>
                  </a>
                )}
                <AddToCase thing={{ type: 'alert', id: alert.id, title: alert.title, path: `/a/${alert.id}` }} />
                {alert.watchId === 'node' ? null : <ReleaseLink subject={{ kind: 'alert', id: alert.id }} />}
                <button type="button" aria-pressed={raw} onClick={showRaw}>
                  {text('raw')} <kbd>I</kbd>
                </button>
              </div>
            </header>
            <div class="columns">
              <Panel title={text('about')}>
                <Facts alert={alert} />
              </Panel>
              <div class="stack">
                <Panel title={text('evidence')}>
                  <EvidenceFacts evidence={evidence} />
                </Panel>
                <Panel title={text('history')}>
                  <History history={history} />
                </Panel>
              </div>
            </div>
            {raw ? (
              <Panel title={text('rawTitle')}>
                <pre>{JSON.stringify({ alert, evidence, history }, undefined, 2)}</pre>
              </Panel>
            ) : null}
          </article>
        </WhenMarked>
      )}
    </Loaded>
  )
}
