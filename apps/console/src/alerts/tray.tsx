import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { PRIORITIES, type Priority } from '../api/models.ts'
import { Waiting } from '../components/loaded.tsx'
import { componentMessages } from '../components/messages.ts'
import { NodeText } from '../components/node-text.tsx'
import { StatusMark } from '../components/status-mark.tsx'
import { Distance } from '../components/time.tsx'
import { shellMessages } from '../shell/messages.ts'
import { useConsole, useText } from '../state/console.ts'
import { AlertCard } from './alert-card.tsx'
import { DeadlineList } from './deadline-list.tsx'
import { JobList } from './job-list.tsx'
import { alertMessages } from './messages.ts'
import { SoundSwitch } from './sound-switch.tsx'
import { orderTray, rankOf, type TrayView } from './tray-order.ts'
import { unlistedFaults } from './unlisted-faults.ts'
import { useTrayKeys } from './use-tray-keys.ts'

/** Cards drawn at most; the rest is one link away. */
const MOST_CARDS = 40

/**
 * What is wrong with the node itself and is no alert that is listed anyway: it is told even where none can be written any more.
 * @param props.least - Leaves out what is less urgent.
 */
export function FaultList(props: { readonly least: Priority }): JSX.Element | null {
  const { status, alerts } = useConsole()
  const faults = unlistedFaults(status.value?.faults ?? [], alerts.value ?? []).filter(
    (fault) => rankOf(fault.priority) <= rankOf(props.least),
  )
  if (faults.length === 0) return null
  return (
    <ul class="faults">
      {faults.map((fault) => (
        <li key={fault.key}>
          <StatusMark status={fault.priority} /> <NodeText text={fault.message} /> <Distance utc={fault.sinceUtc} />
        </li>
      ))}
    </ul>
  )
}

/** Alerts nobody has acknowledged, by priority: of the list where it is whole, else as the node counts them. */
function PriorityCounts(): JSX.Element {
  const { status, alerts, alertTotal } = useConsole()
  const list = alerts.value
  const whole = list !== undefined && alertTotal.value <= list.length
  const countOf = (priority: Priority) =>
    whole
      ? list.filter((one) => one.priority === priority && one.state === 'new' && one.shelved === null).length
      : status.value?.alerts.unacknowledged[priority]
  return (
    <ul class="counts">
      {PRIORITIES.map((priority) => (
        <li key={priority}>
          <b>
            <StatusMark status={priority} word={String(countOf(priority) ?? '–')} />
          </b>
          <PriorityWord priority={priority} />
        </li>
      ))}
    </ul>
  )
}

function PriorityWord(props: { readonly priority: (typeof PRIORITIES)[number] }): JSX.Element {
  return <span class={`word-${props.priority}`}>{useText(componentMessages)(props.priority)}</span>
}

/** The order of the cards stands still while pointer or focus is among them. */
function useTrayView(): {
  readonly view: TrayView
  readonly freeze: () => void
  readonly thaw: () => void
  readonly showHeld: () => void
} {
  const { alerts, status } = useConsole()
  const [frozenIds, setFrozenIds] = useState<readonly string[] | undefined>(undefined)
  const flood = status.value?.alerts.flood ?? false
  const view = orderTray(alerts.value ?? [], flood, frozenIds)
  const idsNow = () => orderTray(alerts.peek() ?? [], flood, undefined).rows.map((row) => row.alert.id)
  return {
    view,
    freeze: () => setFrozenIds((before) => before ?? view.rows.map((row) => row.alert.id)),
    thaw: () => setFrozenIds(undefined),
    showHeld: () => setFrozenIds(idsNow()),
  }
}

function AlertList(): JSX.Element {
  const { alerts, alertTotal, status } = useConsole()
  const text = useText(alertMessages)
  const { view, freeze, thaw, showHeld } = useTrayView()
  const list = useRef<HTMLUListElement>(null)
  const currentId = useTrayKeys(view.rows)
  if (alerts.value === undefined) return <Waiting />
  const more = alertTotal.value - view.held.length - MOST_CARDS
  const held = view.held.length
  return (
    <div
      class="alert-list"
      onPointerEnter={freeze}
      onPointerLeave={(event) => {
        if (!event.currentTarget.contains(document.activeElement)) thaw()
      }}
      onFocusIn={freeze}
      onFocusOut={(event) => {
        const next = event.relatedTarget
        if (!(next instanceof Node && event.currentTarget.contains(next)) && !event.currentTarget.matches(':hover'))
          thaw()
      }}
    >
      {held === 0 ? null : (
        <button type="button" class="held" onClick={showHeld}>
          {text('held', { count: held })}
        </button>
      )}
      {status.value?.alerts.flood === true ? (
        <p class="flood">{text('flood', { count: status.value.alerts.inTenMinutes })}</p>
      ) : null}
      {view.rows.length === 0 ? <p class="empty">{text('none')}</p> : null}
      <ul ref={list} class="cards">
        {view.rows.slice(0, MOST_CARDS).map((row) => (
          <AlertCard key={row.alert.id} row={row} current={row.alert.id === currentId} />
        ))}
      </ul>
      {more > 0 ? <a href="/alerts">{text('more', { count: more })}</a> : null}
    </div>
  )
}

/** Alerts, next deadlines and jobs. @param props.open - On narrow screens the tray is a bar of counts with a drawer. */
export function Tray(props: { readonly open: boolean; readonly onToggle: () => void }): JSX.Element {
  const { status, alerts, alertTotal } = useConsole()
  const text = useText(alertMessages)
  const shell = useText(shellMessages)
  const summary = status.value?.alerts
  const list = alerts.value
  const whole = list !== undefined && alertTotal.value <= list.length
  const shelved = whole ? list.filter((one) => one.shelved !== null).length : undefined
  return (
    <aside class="tray" id="tray" data-open={props.open} aria-label={shell('trayRegion')} tabIndex={-1}>
      <header class="panel-head">
        <h2>{text('alerts')}</h2>
        <div class="panel-aside">
          {summary === undefined ? null : (
            <>
              <span>{text('rate', { count: summary.inTenMinutes })}</span>
              <a href="/alerts?f=shelved">{text('shelvedCount', { count: shelved ?? summary.shelved })}</a>
            </>
          )}
          <SoundSwitch />
          <button type="button" class="drawer-button" aria-expanded={props.open} onClick={props.onToggle}>
            {text('drawer')}
          </button>
        </div>
      </header>
      <PriorityCounts />
      <div class="tray-body">
        <FaultList least="serious" />
        <AlertList />
        <section class="tray-part">
          <h2 class="panel-head">{text('deadlines')}</h2>
          <DeadlineList most={3} />
        </section>
        <section class="tray-part">
          <h2 class="panel-head">
            <a href="/jobs">{text('jobs')}</a>
          </h2>
          <JobList ended={0} />
        </section>
      </div>
    </aside>
  )
}
