import { canonicalBytes, type Marking, utf8Text } from '@yagura/record'
import { type Alert, type AlertEvent, compareUrgency, type Finding, isOpen } from './alert.ts'

/** The same words of the same matter, marked alike, within this time are one finding, whatever they rest on, ms. */
const restatedWithinMs = 600_000

/** One unit of a watch's own scale. */
const worseBy = 1

/**
 * The state of an alert after an event. It keeps these laws: an unacknowledged alert stays open and as urgent as it ever was,
 * until someone acknowledges it; acknowledging does not touch the shelf, nor shelving the acknowledgement; what worsens
 * comes off the shelf and must be acknowledged anew.
 *
 * @param alert - The state before; undefined before the first event.
 * @returns Undefined where the event is about an alert that was never raised.
 */
export function applyAlertEvent(alert: Alert | undefined, event: AlertEvent): Alert | undefined {
  if (event.kind === 'raised') {
    return alert === undefined ? raisedFirst(event.alertId, event.finding, event.atMs) : raisedAgain(alert, event)
  }
  if (alert === undefined) return undefined
  switch (event.kind) {
    case 'repeated':
      return foundAgain(alert, event.finding, event.atMs)
    case 'worsened':
      return worsened(alert, event.finding, event.atMs)
    case 'cleared':
      return { ...alert, clearedMs: event.atMs }
    case 'acknowledged':
      return { ...alert, acknowledged: { by: event.by, atMs: event.atMs, note: event.note } }
    case 'shelved': {
      const { by, atMs, untilMs, reason } = event
      return { ...alert, shelved: { by, atMs, untilMs, reason } }
    }
    case 'returned':
      return { ...alert, shelved: undefined }
    case 'escalated':
      return { ...alert, escalatedMs: event.atMs }
  }
}

/**
 * What a finding means for the alert of its key.
 *
 * @param alert - The latest alert of that key; undefined where there is none.
 * @param newId - Identity for a new alert, asked for only where one is needed.
 * @returns Undefined where the finding says nothing that the alert does not say.
 */
export function judgeFinding(
  alert: Alert | undefined,
  finding: Finding,
  atMs: number,
  newId: () => string,
): AlertEvent | undefined {
  if (alert === undefined || !isOpen(alert)) return { kind: 'raised', alertId: newId(), atMs, finding }
  const about = { alertId: alert.id, atMs, finding }
  if (alert.clearedMs !== undefined) return { kind: 'raised', ...about }
  if (isWorse(alert, finding)) return { kind: 'worsened', ...about }
  const isStanding = finding.basis !== undefined && finding.basis === alert.basis
  if (isRestated(alert, finding) && (isStanding || atMs - alert.lastMs < restatedWithinMs)) return undefined
  return { kind: 'repeated', ...about }
}

/**
 * What the passing of time means for an alert: a shelf that ends, an acknowledgement that did not come in time.
 *
 * @param escalateAfterMs - How long an alert of its priority may wait; undefined where it may wait for ever.
 */
export function judgeTime(alert: Alert, nowMs: number, escalateAfterMs: number | undefined): readonly AlertEvent[] {
  const events: AlertEvent[] = []
  const about = { alertId: alert.id, atMs: nowMs }
  const shelved = alert.shelved !== undefined && alert.shelved.untilMs > nowMs
  if (alert.shelved !== undefined && !shelved) events.push({ kind: 'returned', ...about })
  const waits = alert.acknowledged === undefined && alert.clearedMs === undefined && alert.escalatedMs === undefined
  if (waits && !shelved && escalateAfterMs !== undefined && nowMs - alert.unseenSinceMs >= escalateAfterMs) {
    events.push({ kind: 'escalated', ...about })
  }
  return events
}

function raisedFirst(id: string, finding: Finding, atMs: number): Alert {
  return { ...finding, id, count: 1, firstMs: atMs, lastMs: atMs, unseenSinceMs: atMs }
}

/** Its cause came back; who has not seen it still has not. */
function raisedAgain(alert: Alert, event: { readonly finding: Finding; readonly atMs: number }): Alert {
  if (isWorse(alert, event.finding)) return worsened(alert, event.finding, event.atMs)
  return { ...foundAgain(alert, event.finding, event.atMs), clearedMs: undefined }
}

function foundAgain(alert: Alert, finding: Finding, atMs: number): Alert {
  return {
    ...alert,
    ...finding,
    ...(alert.acknowledged === undefined ? mostUrgentSaid(alert, finding) : {}),
    severity: alert.severity ?? finding.severity,
    actByMs: deadline(alert, finding, atMs),
    count: alert.count + 1,
    lastMs: atMs,
  }
}

/** The wait for an acknowledgement begins anew, so that the time to act is the whole time. */
function worsened(alert: Alert, finding: Finding, atMs: number): Alert {
  return {
    ...alert,
    ...finding,
    ...mostUrgentSaid(alert, finding),
    count: alert.count + 1,
    lastMs: atMs,
    unseenSinceMs: atMs,
    acknowledged: undefined,
    shelved: undefined,
    clearedMs: undefined,
    escalatedMs: undefined,
  }
}

function isWorse(alert: Alert, finding: Finding): boolean {
  if (compareUrgency(finding.priority, alert.priority) > 0) return true
  return alert.severity !== undefined && finding.severity !== undefined && finding.severity >= alert.severity + worseBy
}

/** The more urgent priority with the rule that states it: what to do about a Critical is not what a Caution asks for. */
function mostUrgentSaid(
  alert: Alert,
  finding: Finding,
): Pick<Finding, 'priority' | 'ruleId' | 'consequence' | 'action'> {
  const said = compareUrgency(alert.priority, finding.priority) > 0 ? alert : finding
  const { priority, ruleId, consequence, action } = said
  return { priority, ruleId, consequence, action }
}

function isRestated(alert: Alert, finding: Finding): boolean {
  const isSaid = alert.priority === finding.priority && alert.title === finding.title && alert.link === finding.link
  return isSaid && textOf(alert.mark) === textOf(finding.mark)
}

function textOf(mark: Marking | undefined): string | undefined {
  return mark && utf8Text(canonicalBytes(mark))
}

/** A judgement that is made again must not push its own deadline ahead of itself: the earlier one holds until someone owns it. */
function deadline(alert: Alert, finding: Finding, atMs: number): number | undefined {
  const { actByMs } = alert
  if (actByMs === undefined || finding.actByMs === undefined) return finding.actByMs
  if (alert.acknowledged !== undefined && actByMs <= atMs) return finding.actByMs
  return Math.min(actByMs, finding.actByMs)
}
