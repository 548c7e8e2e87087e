import type { JSX } from 'preact'
import type { Alert } from '../api/models.ts'
import { Key, PortionMark } from '../components/marks.tsx'
import { NodeText, useNodeText } from '../components/node-text.tsx'
import { StatusMark } from '../components/status-mark.tsx'
import { UtcTime } from '../components/time.tsx'
import { useUtc } from '../components/use-utc.ts'
import { useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'
import type { TrayRow } from './tray-order.ts'
import { useAlertActs } from './use-alert-acts.ts'

/** Where an alert stands, in words: who owns it, until when it is put aside, whether it is over. */
export function AlertState(props: { readonly alert: Alert }): JSX.Element {
  const utc = useUtc()
  const text = useText(alertMessages)
  const { alert } = props
  const parts = [
    alert.state === 'cleared' ? text(alert.acknowledged === null ? 'clearedUnseen' : 'cleared') : undefined,
    alert.acknowledged === null
      ? undefined
      : text('acknowledgedBy', {
          name: alert.acknowledged.by,
          utc: utc(alert.acknowledged.atUtc),
        }),
    alert.shelved === null
      ? undefined
      : text('shelvedUntil', {
          name: alert.shelved.by,
          utc: utc(alert.shelved.untilUtc),
          reason: alert.shelved.reason,
        }),
    alert.escalatedUtc === null ? undefined : text('escalated', { utc: utc(alert.escalatedUtc) }),
    alert.count > 1 ? text('count', { count: alert.count }) : undefined,
  ]
  return <>{parts.filter((part) => part !== undefined).join(' · ')}</>
}

/** Acknowledge and Shelve of one alert. @param props.current - Whether the keys act on it: then they are shown. */
export function AlertButtons(props: { readonly alert: Alert; readonly current: boolean }): JSX.Element {
  const { desk } = useConsole()
  const text = useText(alertMessages)
  const acts = useAlertActs()
  const { alert } = props
  return (
    <>
      {alert.acknowledged !== null ? null : (
        <button type="button" class="primary" onClick={() => void acts.acknowledge(alert)}>
          {text('acknowledge')} {props.current ? <Key name="a" /> : null}
        </button>
      )}
      {alert.shelved !== null ? (
        <button type="button" onClick={() => void acts.unshelve(alert)}>
          {text('unshelve')}
        </button>
      ) : alert.priority === 'critical' ? null : (
        <button
          type="button"
          onClick={() => {
            desk.shelving.value = alert
          }}
        >
          {text('shelve')} {props.current ? <Key name="h" /> : null}
        </button>
      )}
    </>
  )
}

/** One alert of the tray. */
export function AlertCard(props: { readonly row: TrayRow; readonly current: boolean }): JSX.Element {
  const { desk } = useConsole()
  const utc = useUtc()
  const text = useText(alertMessages)
  const nodeText = useNodeText()
  const { alert, behind } = props.row
  const seen = alert.acknowledged !== null
  return (
    <li
      class={`alert-card ${alert.priority} ${seen ? 'seen' : 'unseen'}`}
      data-id={alert.id}
      aria-current={props.current ? 'true' : undefined}
    >
      <div class="alert-head">
        <StatusMark status={alert.priority} />
        <span class="alert-watch">{text('watchName', { watch: alert.watchId })}</span>
        <UtcTime utc={alert.lastUtc} />
      </div>
      <a
        class="alert-title"
        href={`/a/${alert.id}`}
        onFocus={() => {
          desk.chosenId.value = alert.id
        }}
      >
        <NodeText text={alert.title} />
      </a>
      <p class="alert-reason" title={nodeText(alert.reason)}>
        {seen ? <AlertState alert={alert} /> : <NodeText text={alert.reason} />}
      </p>
      {seen || alert.actByUtc === null ? null : (
        <p>
          <strong>{text('actBy', { utc: utc(alert.actByUtc) })}</strong>
        </p>
      )}
      {seen ? null : (
        <p class="alert-state">
          <AlertState alert={alert} />
        </p>
      )}
      {behind.length === 0 ? null : (
        <details>
          <summary>{text('behind', { count: behind.length })}</summary>
          <ul>
            {behind.slice(0, 50).map((one) => (
              <li key={one.id}>
                <StatusMark status={one.priority} word="" />{' '}
                <a href={`/a/${one.id}`}>
                  <NodeText text={one.title} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="alert-acts">
        {seen ? null : <AlertButtons alert={alert} current={props.current} />}
        <PortionMark beside={alert.marking} />
      </div>
    </li>
  )
}
