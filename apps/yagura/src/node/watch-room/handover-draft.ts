import { type Alert, compareUrgency, type LogRecord } from '@yagura/core'
import type { HandoverDraft } from '../../api/contract/watch-room.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** What the next watch must know that is no alert. */
export type HandoverFacts = {
  /** Decisions and other things with a time that are still to come. */
  readonly due: readonly HandoverDraft['due'][number][]
  /** Sources that are not well, and why. */
  readonly sources: readonly string[]
  /** Jobs that run or wait. */
  readonly jobs: readonly string[]
}

/** The generated part of a handover. */
export function draftHandover(
  openAlerts: readonly Alert[],
  facts: HandoverFacts,
  changedRules: readonly LogRecord[],
  last: { readonly atUtc: string; readonly incoming: string } | undefined,
): HandoverDraft {
  const ordered = [...openAlerts].sort((a, b) => compareUrgency(b.priority, a.priority) || a.firstMs - b.firstMs)
  return {
    sinceUtc: last?.atUtc ?? null,
    holder: last?.incoming ?? null,
    open: ordered.filter(({ shelved }) => shelved === undefined).map((alert) => item(alert, openNote(alert))),
    shelved: ordered.flatMap((alert) => {
      if (alert.shelved === undefined) return []
      const { by, untilMs, reason } = alert.shelved
      const acknowledged = alert.acknowledged === undefined ? 'not acknowledged' : 'acknowledged'
      return [item(alert, `${acknowledged}; shelved by ${by} until ${isoOfUnixMs(untilMs)}: ${reason}`)]
    }),
    due: [...alertDeadlines(ordered), ...facts.due].sort((a, b) => (a.atUtc < b.atUtc ? -1 : 1)),
    changedRules: changedRules.map(({ atMs, text, by }) => `${isoOfUnixMs(atMs)} ${text} (${by})`),
    sources: [...facts.sources],
    jobs: [...facts.jobs],
  }
}

function item({ id, title, priority }: Alert, note: string): HandoverDraft['open'][number] {
  return { id, title, priority, note }
}

function openNote({ acknowledged, clearedMs }: Alert): string {
  if (clearedMs !== undefined) return `cleared at ${isoOfUnixMs(clearedMs)}, not seen`
  if (acknowledged === undefined) return 'not acknowledged'
  return `acknowledged by ${acknowledged.by}${acknowledged.note === undefined ? '' : `: ${acknowledged.note}`}`
}

function alertDeadlines(alerts: readonly Alert[]): HandoverDraft['due'] {
  return alerts.flatMap(({ id, title, actByMs, clearedMs }) =>
    actByMs === undefined || clearedMs !== undefined
      ? []
      : [{ atUtc: isoOfUnixMs(actByMs), text: `Act by then: ${title}`, link: `/a/${id}` }],
  )
}
