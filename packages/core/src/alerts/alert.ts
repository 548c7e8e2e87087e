import type { Marking } from '@yagura/record'
import type { Priority } from '../assess/detection.ts'

/** One thing found that needs a person, as the life cycle of an alert takes it in. */
export type Finding = {
  /** Equal keys are the same matter. */
  readonly key: string
  readonly watchId: string
  readonly ruleId: string
  readonly priority: Priority
  /** One line for a list. */
  readonly title: string
  readonly reason: string
  readonly consequence: string
  readonly action: string
  /** Unix time, ms, after which acting is too late. */
  readonly actByMs?: number | undefined
  readonly subjects: readonly string[]
  /** Common cause, by which a flood is grouped. */
  readonly group: string
  /** Path of the page of what it is about. */
  readonly link?: string | undefined
  /** How bad, on a scale of the watch's own: one whole unit more is worse. Compared only within one key. */
  readonly severity?: number | undefined
  /** What it rests on, in a word of the watch's own: said again of the same, it is the same finding, however late. */
  readonly basis?: string | undefined
  /** Of what it tells, where that has a marking of its own besides the node's. */
  readonly mark?: Marking | undefined
}

/** Someone saw it and owns it. */
export type Acknowledgement = { readonly by: string; readonly atMs: number; readonly note?: string | undefined }

/** Someone put it aside until an instant. */
export type Shelf = {
  readonly by: string
  readonly atMs: number
  readonly untilMs: number
  readonly reason: string
}

/** An alert as it stands. Whether it is acknowledged and whether it is shelved do not depend on each other. */
export type Alert = Finding & {
  readonly id: string
  /** How often it was found: raised, or found again with something new to say. */
  readonly count: number
  readonly firstMs: number
  readonly lastMs: number
  /** Since when an acknowledgement is owed; the last such instant once it was given. */
  readonly unseenSinceMs: number
  readonly acknowledged?: Acknowledgement | undefined
  readonly shelved?: Shelf | undefined
  /** When its cause was found no more; absent while it lasts. */
  readonly clearedMs?: number | undefined
  readonly escalatedMs?: number | undefined
}

/** What can happen to an alert. Every state is the sum of its events. */
export type AlertEvent = { readonly alertId: string; readonly atMs: number } & (
  | { readonly kind: 'raised' | 'repeated' | 'worsened'; readonly finding: Finding }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'acknowledged'; readonly by: string; readonly note?: string | undefined }
  | { readonly kind: 'shelved'; readonly by: string; readonly untilMs: number; readonly reason: string }
  | { readonly kind: 'returned'; readonly by?: string | undefined }
  | { readonly kind: 'escalated' }
)

const urgency: Readonly<Record<Priority, number>> = { critical: 3, serious: 2, caution: 1, advisory: 0 }

/** The order of priorities: negative where `a` is less urgent than `b`, 0 where they are equal. */
export function compareUrgency(a: Priority, b: Priority): number {
  return urgency[a] - urgency[b]
}

/** Whether an alert still concerns someone: its cause lasts, or it has gone and nobody saw it. */
export function isOpen(alert: Alert): boolean {
  return alert.clearedMs === undefined || alert.acknowledged === undefined
}

/** The word of an alert's state. */
export function alertState(alert: Alert): 'new' | 'acknowledged' | 'cleared' {
  if (alert.clearedMs !== undefined) return 'cleared'
  return alert.acknowledged === undefined ? 'new' : 'acknowledged'
}
