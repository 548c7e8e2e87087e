import type { JSX } from 'preact'
import { AlertState } from '../../alerts/alert-card.tsx'
import { FaultList } from '../../alerts/tray.tsx'
import { orderTray } from '../../alerts/tray-order.ts'
import { Waiting } from '../../components/loaded.tsx'
import { PortionMark } from '../../components/marks.tsx'
import { NodeText, useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance } from '../../components/time.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { watchMessages } from './messages.ts'

const MOST_ROWS = 9

/** Alerts that are open and faults of the node, most urgent first, in one line each. */
export function WrongPanel(): JSX.Element {
  const { alerts, alertTotal, status } = useConsole()
  const text = useText(watchMessages)
  const nodeText = useNodeText()
  const list = alerts.value
  const rows = orderTray(list ?? [], status.value?.alerts.flood ?? false, undefined).rows
  const faults = status.value?.faults.length ?? 0
  return (
    <Panel
      title={text('wrong')}
      class="watch-wrong"
      aside={
        <>
          <span>
            {text('open')} {alertTotal.value} · {text('shelved')} {status.value?.alerts.shelved ?? '–'}
          </span>
          <a href="/alerts">{text('allAlerts')}</a>
        </>
      }
    >
      <FaultList least="advisory" />
      {list === undefined ? <Waiting /> : null}
      {list !== undefined && rows.length === 0 && faults === 0 ? (
        <p class="all-well">
          <StatusMark status="normal" word={text('nothingWrong')} />{' '}
          <span class="muted">{text('nothingWrongNot')}</span>
        </p>
      ) : null}
      <ul class="watch-alerts">
        {rows.slice(0, MOST_ROWS).map(({ alert, behind }) => (
          <li key={alert.id} class={alert.acknowledged === null ? 'unseen' : 'seen'}>
            <StatusMark status={alert.priority} />
            <div class="what">
              <a href={`/a/${alert.id}`} title={nodeText(alert.title)}>
                <NodeText text={alert.title} />
              </a>
              <span class="muted">
                {behind.length > 0 ? `+${behind.length} · ` : ''}
                {alert.acknowledged === null ? <NodeText text={alert.reason} /> : <AlertState alert={alert} />}
              </span>
            </div>
            {alert.actByUtc === null ? <span /> : <Distance utc={alert.actByUtc} />}
            <span class="marks">
              <PortionMark beside={alert.marking} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
