import {
  type Alert,
  type AlertEvent,
  compareUrgency,
  type Finding,
  isOpen,
  judgeFinding,
  latestShelfEndMs,
} from '@yagura/core'
import type { JudgeDetections } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { AlertAct, AlertsNow } from './alert-ledger.ts'
import { CannotShelveError, CriticalAloneError, UnknownAlertError } from './errors.ts'

type Detections = Parameters<JudgeDetections>[1]
const minuteMs = 60_000

/** What all the detections of a watch mean: raised, found again, worse, and cleared where they are found no more. */
export function judgeAct(watchId: string, detections: Detections, now: AlertsNow, newId: () => string): AlertAct {
  const byKey = new Map<string, Detections[number]>()
  for (const detection of detections) {
    const known = byKey.get(detection.key)
    if (known === undefined || compareUrgency(detection.priority, known.priority) > 0)
      byKey.set(detection.key, detection)
  }
  const events: { event: AlertEvent; evidence?: unknown }[] = []
  for (const [key, detection] of byKey) {
    const event = judgeFinding(now.byKey(key), findingOf(watchId, detection), now.nowMs, newId)
    if (event !== undefined) events.push({ event, evidence: detection.evidence })
  }
  for (const alert of now.all()) {
    if (alert.watchId === watchId && alert.clearedMs === undefined && !byKey.has(alert.key)) {
      events.push({ event: { kind: 'cleared', alertId: alert.id, atMs: now.nowMs } })
    }
  }
  return { events }
}

function findingOf(watchId: string, detection: Detections[number]): Finding {
  const { key, ruleId, priority, title, reason, rationale, actByMs, subjects, group, link, severity, basis, mark } =
    detection
  const { consequence, action } = rationale
  return {
    key,
    watchId,
    ruleId,
    priority,
    title,
    reason,
    consequence,
    action,
    actByMs,
    subjects,
    group,
    link,
    severity,
    basis,
    mark,
  }
}

/** One alert is seen and owned; who saw it first stays. */
export function acknowledgeAct(id: string, by: string, note: string | undefined, now: AlertsNow): AlertAct {
  return { events: acknowledgement(known(id, now), by, note, now.nowMs) }
}

/** Several below Critical are seen and owned, all or none. */
export function acknowledgeManyAct(ids: readonly string[], by: string, now: AlertsNow): AlertAct {
  const alerts = [...new Set(ids)].map((id) => known(id, now))
  const critical = alerts.filter(({ priority }) => priority === 'critical')
  if (critical.length > 0) throw new CriticalAloneError(critical.map(({ id }) => id))
  return { events: alerts.flatMap((alert) => acknowledgement(alert, by, undefined, now.nowMs)) }
}

function acknowledgement(alert: Alert, by: string, note: string | undefined, atMs: number): AlertAct['events'] {
  if (alert.acknowledged !== undefined) return []
  return [{ event: { kind: 'acknowledged', alertId: alert.id, atMs, by, note } }]
}

/**
 * An alert is put aside.
 * @throws CannotShelveError where its priority forbids it, or for so long.
 */
export function shelveAct(
  id: string,
  shelf: { readonly by: string; readonly minutes: number; readonly reason: string },
  watchEndsMs: number,
  now: AlertsNow,
): AlertAct {
  const alert = known(id, now)
  if (!isOpen(alert)) throw new CannotShelveError(id, 'it concerns nobody any more')
  const latestMs = latestShelfEndMs(alert.priority, now.nowMs, watchEndsMs)
  if (latestMs === undefined) throw new CannotShelveError(id, 'a Critical alert is never shelved')
  const untilMs = now.nowMs + shelf.minutes * minuteMs
  if (untilMs > latestMs) {
    throw new CannotShelveError(id, `a ${alert.priority} alert may be shelved until ${isoOfUnixMs(latestMs)} at most`)
  }
  const { by, reason } = shelf
  return { events: [{ event: { kind: 'shelved', alertId: id, atMs: now.nowMs, by, untilMs, reason } }] }
}

/** A shelved alert comes back by hand; one that is not shelved stays as it is. */
export function unshelveAct(id: string, by: string, now: AlertsNow): AlertAct {
  const alert = known(id, now)
  if (alert.shelved === undefined) return { events: [] }
  return { events: [{ event: { kind: 'returned', alertId: id, atMs: now.nowMs, by } }] }
}

function known(id: string, now: AlertsNow): Alert {
  const alert = now.byId(id)
  if (alert === undefined) throw new UnknownAlertError(id)
  return alert
}
