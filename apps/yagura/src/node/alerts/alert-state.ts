import {
  type AcknowledgedFact,
  type Alert,
  type AlertEvent,
  applyAlertEvent,
  calm,
  type Flood,
  type FloodFact,
  isOpen,
  type LogRecord,
  type RaisedFact,
  type Store,
  stepFlood,
} from '@yagura/core'
import {
  type AlertEntry,
  type FloodRecord,
  parseAlertEntry,
  parseAlertEvent,
  parseFloodRecord,
} from './stored-alert.ts'

/** All that is known of alerts. A commit makes a new one of it, so that a commit that fails leaves nothing behind. */
export type AlertState = {
  readonly entries: Map<string, AlertEntry>
  /** The open alert of each key. */
  readonly openByKey: Map<string, string>
  readonly flood: Flood
}

/** What was in the log of late, for the figures of health; each list oldest first. Only ever added to. */
export type AlertHistoryFacts = {
  readonly raised: RaisedFact[]
  readonly acknowledged: AcknowledgedFact[]
  readonly floods: FloodFact[]
}

const pageLength = 5000
const mostLines = 400_000

/** Takes an event into a state that nobody else holds. */
export function takeEvent(state: AlertState, event: AlertEvent, evidence: unknown): Alert | undefined {
  const before = state.entries.get(event.alertId)
  const alert = applyAlertEvent(before?.alert, event)
  if (alert === undefined) return undefined
  putEntry(state, { alert, evidence: 'finding' in event ? evidence : before?.evidence })
  return alert
}

function putEntry(state: AlertState, entry: AlertEntry): void {
  const { id, key } = entry.alert
  state.entries.set(id, entry)
  if (isOpen(entry.alert)) state.openByKey.set(key, id)
  else if (state.openByKey.get(key) === id) state.openByKey.delete(key)
}

/** Takes the facts of an event that was committed into the history. */
export function takeFacts(history: AlertHistoryFacts, event: AlertEvent, alert: Pick<Alert, 'unseenSinceMs'>): void {
  const { atMs } = event
  if (event.kind === 'raised') {
    const { key, ruleId, priority } = event.finding
    history.raised.push({ atMs, key, ruleId, priority })
  }
  if (event.kind === 'acknowledged') history.acknowledged.push({ atMs, waitedMs: atMs - alert.unseenSinceMs })
}

/** Takes the begin or the end of a flood into the history. */
export function takeFlood(history: AlertHistoryFacts, { phase, fromMs, alerts }: FloodRecord, atMs: number): void {
  if (history.floods.at(-1)?.toMs === undefined) history.floods.pop()
  history.floods.push({ fromMs, toMs: phase === 'began' ? undefined : atMs, alerts })
}

/** Alerts and their history as the store holds them. */
export function restoreAlerts(
  store: Store,
  nowMs: number,
): { readonly state: AlertState; readonly history: AlertHistoryFacts } {
  const entries = new Map<string, AlertEntry>()
  const openByKey = new Map<string, string>()
  const state = { entries, openByKey, flood: calm }
  for (const { body } of store.list('alerts')) {
    const entry = parseAlertEntry(body)
    if (entry !== undefined) putEntry(state, entry)
  }
  const history = restoreHistory(store)
  return { state: { ...state, flood: restoreFlood(history, nowMs) }, history }
}

function restoreHistory(store: Store): AlertHistoryFacts {
  const history: AlertHistoryFacts = { raised: [], acknowledged: [], floods: [] }
  const unseenSinceMs = new Map<string, number>()
  for (const { kind, body, atMs } of alertLines(store)) {
    const flood = kind === 'alert/flood' ? parseFloodRecord(body) : undefined
    if (flood !== undefined) takeFlood(history, flood, atMs)
    const event = kind === 'alert/flood' ? undefined : parseAlertEvent(body)
    if (event === undefined) continue
    const sinceMs = unseenSinceMs.get(event.alertId)
    if (event.kind === 'worsened' || sinceMs === undefined) unseenSinceMs.set(event.alertId, atMs)
    takeFacts(history, event, { unseenSinceMs: sinceMs ?? atMs })
  }
  return history
}

/** The last lines about alerts, oldest first. */
function alertLines(store: Store): readonly LogRecord[] {
  const lines: LogRecord[] = []
  for (let offset = 0; offset < mostLines; offset += pageLength) {
    const { records } = store.readLog({ kind: 'alert', newestFirst: true, offset, limit: pageLength })
    for (const record of records) lines.push(record)
    if (records.length < pageLength) break
  }
  return lines.reverse()
}

function restoreFlood(history: AlertHistoryFacts, nowMs: number): Flood {
  const last = history.floods.at(-1)
  const lasting = last !== undefined && last.toMs === undefined ? last : undefined
  const before: Flood = { raisedMs: [], beganMs: lasting?.fromMs, alerts: lasting?.alerts ?? 0 }
  const raisedMs = history.raised.map(({ atMs }) => atMs)
  const { raisedMs: recentMs } = stepFlood(calm, raisedMs, nowMs)
  const sinceMs = lasting?.fromMs ?? nowMs
  return { ...before, raisedMs: recentMs, alerts: before.alerts + raisedMs.filter((atMs) => atMs > sinceMs).length }
}
