import type { Alert, AlertEvent, LogDraft } from '@yagura/core'
import { isoOfUnixMs } from '../unix-time.ts'
import type { FloodRecord } from './stored-alert.ts'

/** Who is named in the log where no person did it. */
export const NODE = 'node'

/**
 * The line of the log about an event. Its body is the event whole, so that the log alone gives the state; an event that does not say how
 * the alert is marked has that beside it, for the line has the alert's title.
 */
export function alertLine(event: AlertEvent, alert: Alert): LogDraft {
  return {
    atMs: event.atMs,
    kind: `alert/${event.kind}`,
    subject: event.alertId,
    by: 'by' in event ? (event.by ?? NODE) : NODE,
    text: `${words(event)}: ${alert.title}${tail(event)}`,
    body: 'finding' in event || alert.mark === undefined ? event : { ...event, mark: alert.mark },
  }
}

/** The line of the log about the begin or the end of a flood. */
export function floodLine(flood: FloodRecord, atMs: number): LogDraft {
  const text =
    flood.phase === 'began'
      ? `Flood of alerts began: ${flood.alerts} in 10 min`
      : `Flood of alerts ended: ${flood.alerts} since ${isoOfUnixMs(flood.fromMs)}`
  return { atMs, kind: 'alert/flood', subject: '', by: NODE, text, body: flood }
}

function words(event: AlertEvent): string {
  switch (event.kind) {
    case 'raised':
    case 'repeated':
    case 'worsened':
      return `${capitalised(event.finding.priority)} ${event.kind === 'repeated' ? 'found again' : event.kind}`
    default:
      return capitalised(event.kind)
  }
}

function tail(event: AlertEvent): string {
  switch (event.kind) {
    case 'acknowledged':
      return event.note === undefined ? '' : ` (${event.note})`
    case 'shelved':
      return ` until ${isoOfUnixMs(event.untilMs)} (${event.reason})`
    case 'escalated':
      return ' was not acknowledged in time'
    default:
      return ''
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
