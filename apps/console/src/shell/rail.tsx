import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { rankOf } from '../alerts/tray-order.ts'
import { PRIORITIES } from '../api/models.ts'
import { StatusMark } from '../components/status-mark.tsx'
import type { Route } from '../routing/route.ts'
import { useConsole, useText } from '../state/console.ts'
import { shellMessages } from './messages.ts'

/** Alerts nobody has acknowledged, counted at the page of their watch with the worst priority's shape. */
function Count(props: { readonly watchId: string }): JSX.Element | null {
  const { alerts } = useConsole()
  const own = (alerts.value ?? []).filter(
    (alert) => alert.watchId === props.watchId && alert.state === 'new' && alert.shelved === null,
  )
  const worst = PRIORITIES[Math.min(...own.map((alert) => rankOf(alert.priority)))]
  if (worst === undefined) return null
  return (
    <span class="rail-count">
      <StatusMark status={worst} word="" />
      {own.length}
    </span>
  )
}

/** The pages that exist. @param props.current - The route on screen. */
export function Rail(props: {
  readonly routes: readonly Route[]
  readonly current: Route | undefined
  readonly open: boolean
}): JSX.Element {
  const { language, ownCard, status } = useConsole()
  const text = useText(shellMessages)
  const hasIdentity = ownCard.value !== undefined
  const role = status.value?.officer?.role
  const entries = useMemo(
    () => props.routes.filter((route) => isInRail(route, { hasIdentity, role })),
    [props.routes, hasIdentity, role],
  )
  const entry = (route: Route) => (
    <a key={route.id} href={route.path} aria-current={isWithin(route, props.current) ? 'page' : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={route.rail?.icon ?? ''} />
      </svg>
      <span>{route.title[language.value]}</span>
      {route.rail?.watchId === undefined ? null : <Count watchId={route.rail.watchId} />}
    </a>
  )
  return (
    <nav class="rail" id="rail" data-open={props.open} aria-label={text('pages')} tabIndex={-1}>
      {entries.filter((route) => route.rail?.below !== true).map(entry)}
      <hr />
      {entries.filter((route) => route.rail?.below === true).map(entry)}
    </nav>
  )
}

/** @returns Whether a route stands in the rail, its node has what it needs, and who looks is answered there. */
export function isInRail(
  { rail, needsIdentity, forAdministrators }: Route,
  present: { readonly hasIdentity: boolean; readonly role: 'officer' | 'administrator' | undefined },
): boolean {
  if (rail === undefined || (needsIdentity === true && !present.hasIdentity)) return false
  return forAdministrators !== true || present.role === 'administrator'
}

function isWithin(entry: Route, current: Route | undefined): boolean {
  return current !== undefined && (current.id === entry.id || (current.rail === undefined && current.up === entry.path))
}
