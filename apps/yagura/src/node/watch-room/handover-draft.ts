import { type Alert, compareUrgency, type LogRecord } from '@yagura/core'
import type { Policies } from '@yagura/record'
import type { HandoverDraft } from '../../api/contract/watch-room.ts'
import { saidMarking } from '../marking-words.ts'
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

/** The generated part of a handover. @param background - The last handover, and by whose words markings are said. */
export function draftHandover(
  openAlerts: readonly Alert[],
  facts: HandoverFacts,
  changedRules: readonly LogRecord[],
  background: {
    readonly before: { readonly atUtc: string; readonly incoming: string } | undefined
    readonly policies: Policies
  },
): HandoverDraft {
  const { before, policies } = background
  const ordered = [...openAlerts].sort((a, b) => compareUrgency(b.priority, a.priority) || a.firstMs - b.firstMs)
  return {
    sinceUtc: before?.atUtc ?? null,
    holder: before?.incoming ?? null,
    open: ordered.filter(({ shelved }) => shelved === undefined).map((alert) => item(alert, openNote(alert), policies)),
    shelved: ordered.flatMap((alert) => {
      if (alert.shelved === undefined) return []
      const { by, untilMs, reason } = alert.shelved
      const acknowledged = alert.acknowledged === undefined ? 'not acknowledged' : 'acknowledged'
      return [item(alert, `${acknowledged}; shelved by ${by} until ${isoOfUnixMs(untilMs)}: ${reason}`, policies)]
    }),
    due: [...alertDeadlines(ordered, policies), ...facts.due].sort((a, b) => (a.atUtc < b.atUtc ? -1 : 1)),
    changedRules: changedRules.map(({ atMs, text, by }) => `${isoOfUnixMs(atMs)} ${text} (${by})`),
    sources: [...facts.sources],
    jobs: [...facts.jobs],
  }
}

function item(alert: Alert, note: string, policies: Policies): HandoverDraft['open'][number] {
  const { id, title, priority } = alert
  return { id, title, priority, note, ...markingOf(alert, policies) }
}

function markingOf({ mark }: Alert, policies: Policies) {
  const marking = saidMarking(mark, policies)
  return marking === null ? {} : { marking }
}

function openNote({ acknowledged, clearedMs }: Alert): string {
  if (clearedMs !== undefined) return `cleared at ${isoOfUnixMs(clearedMs)}, not seen`
  if (acknowledged === undefined) return 'not acknowledged'
  return `acknowledged by ${acknowledged.by}${acknowledged.note === undefined ? '' : `: ${acknowledged.note}`}`
}

function alertDeadlines(alerts: readonly Alert[], policies: Policies): HandoverDraft['due'] {
  return alerts.flatMap((alert) => {
    const { id, title, actByMs, clearedMs } = alert
    if (actByMs === undefined || clearedMs !== undefined) return []
    const text = `Act by then: ${title}`
    return [{ atUtc: isoOfUnixMs(actByMs), text, link: `/a/${id}`, ...markingOf(alert, policies) }]
  })
}
