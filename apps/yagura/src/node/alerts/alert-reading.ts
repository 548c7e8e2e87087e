import {
  type Alert,
  alertHealth,
  compareUrgency,
  isOpen,
  type LogRecord,
  type Priority,
  type Store,
} from '@yagura/core'
import type { Policies } from '@yagura/record'
import type { AlertHealth, alertOperations } from '../../api/contract/alerts.ts'
import type { Answer, Asked } from '../../api/contract/common.ts'
import type { NodeStatus } from '../../api/contract/node.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { AlertLedger } from './alert-ledger.ts'
import { NODE } from './alert-lines.ts'
import { alertView } from './alert-view.ts'
import { UnknownAlertError } from './errors.ts'
import { parseAlertEvent } from './stored-alert.ts'

type Operations = typeof alertOperations
type ListQuery = Asked<Operations['listAlerts']>['query']

const fewAlerts = 100
const longestHistory = 1000
const dayMs = 86_400_000
const usualDays = 7

/** A page of alerts: the most urgent first, of equal ones the newest. */
export function listAlerts(
  alerts: Iterable<Alert>,
  query: ListQuery,
  policies: Policies,
): Answer<Operations['listAlerts']> {
  const { offset = 0, limit = fewAlerts } = query
  const found = [...alerts].filter((alert) => isAskedFor(alert, query))
  found.sort((a, b) => compareUrgency(b.priority, a.priority) || b.firstMs - a.firstMs || (a.id < b.id ? 1 : -1))
  const items = found.slice(offset, offset + limit).map((alert) => alertView(alert, policies))
  return { items, total: found.length, offset }
}

function isAskedFor(alert: Alert, { state = 'open', priority, shelved, subject }: ListQuery): boolean {
  if (!isInState(alert, state)) return false
  if (priority !== undefined && alert.priority !== priority) return false
  if (shelved !== undefined && (alert.shelved !== undefined) !== shelved) return false
  return subject === undefined || alert.subjects.includes(subject)
}

function isInState(alert: Alert, state: NonNullable<ListQuery['state']>): boolean {
  switch (state) {
    case 'open':
      return isOpen(alert)
    case 'new':
      return alert.clearedMs === undefined && alert.acknowledged === undefined
    case 'acknowledged':
      return alert.clearedMs === undefined && alert.acknowledged !== undefined
    case 'cleared':
      return alert.clearedMs !== undefined
    case 'all':
      return true
  }
}

/**
 * One alert with its evidence and what became of it, oldest first.
 * @throws UnknownAlertError
 */
export function readAlert(
  ledger: AlertLedger,
  store: Store,
  policies: Policies,
  id: string,
): Answer<Operations['readAlert']> {
  const entry = ledger.entry(id)
  if (entry === undefined) throw new UnknownAlertError(id)
  const { records } = store.readLog({ kind: 'alert', subject: id, newestFirst: true, limit: longestHistory })
  return {
    alert: alertView(entry.alert, policies),
    evidence: entry.evidence ?? null,
    history: records.map(historyLine).reverse(),
  }
}

function historyLine({ atMs, kind, by, body }: LogRecord): Answer<Operations['readAlert']>['history'][number] {
  const event = parseAlertEvent(body)
  return {
    atUtc: isoOfUnixMs(atMs),
    what: kind.replace('alert/', ''),
    by: by === NODE ? null : by,
    note: noteOf(event) ?? null,
  }
}

function noteOf(event: ReturnType<typeof parseAlertEvent>): string | undefined {
  switch (event?.kind) {
    case 'acknowledged':
      return event.note
    case 'shelved':
      return event.reason
    case 'raised':
    case 'repeated':
    case 'worsened':
      return event.finding.reason
    default:
      return undefined
  }
}

/** How many alerts there are of which kind. Shelving hides none of them from these numbers. */
export function countAlerts(ledger: AlertLedger): NodeStatus['alerts'] {
  const unacknowledged: Record<Priority, number> = { critical: 0, serious: 0, caution: 0, advisory: 0 }
  let open = 0
  let shelved = 0
  for (const alert of ledger.alerts()) {
    if (!isOpen(alert)) continue
    open += 1
    if (alert.acknowledged === undefined) unacknowledged[alert.priority] += 1
    if (alert.shelved !== undefined) shelved += 1
  }
  return { unacknowledged, open, shelved, inTenMinutes: ledger.raisedInTenMinutes(), flood: ledger.floods() }
}

/** How well the alarms serve, over some days or as long as the node has watched. */
export function readHealth(
  ledger: AlertLedger,
  askedDays: number | undefined,
  startedMs: number,
  nowMs: number,
): AlertHealth {
  const { history } = ledger
  const watchedSinceMs = Math.min(startedMs, history.raised[0]?.atMs ?? startedMs)
  const sinceMs = Math.max(nowMs - (askedDays ?? usualDays) * dayMs, watchedSinceMs)
  const figures = alertHealth(history, ledger.alerts(), sinceMs, nowMs)
  const { medianMsToAcknowledge } = figures
  return {
    days: (nowMs - sinceMs) / dayMs,
    raised: figures.raised,
    shares: figures.shares,
    wantedShares: '5 % critical, 15 % serious, 80 % caution and advisory',
    perTenMinutes: figures.perTenMinutes,
    peakPerTenMinutes: figures.peakPerTenMinutes,
    noisiest: [...figures.noisiest],
    chattering: [...figures.chattering],
    stale: figures.stale.map(({ id, title, firstMs }) => ({ id, title, sinceUtc: isoOfUnixMs(firstMs) })),
    medianSecondsToAcknowledge: medianMsToAcknowledge === undefined ? null : medianMsToAcknowledge / 1000,
    floods: figures.floods.map(({ fromMs, toMs, alerts }) => ({
      fromUtc: isoOfUnixMs(fromMs),
      toUtc: toMs === undefined ? null : isoOfUnixMs(toMs),
      alerts,
    })),
  }
}
