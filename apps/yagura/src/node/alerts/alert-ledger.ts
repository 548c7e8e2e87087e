import { type Alert, type AlertEvent, type Change, groupAlerts, isOpen, type LogDraft, stepFlood } from '@yagura/core'
import type { NodeContext } from '../context.ts'
import { alertLine, floodLine } from './alert-lines.ts'
import {
  type AlertHistoryFacts,
  type AlertState,
  restoreAlerts,
  takeEvent,
  takeFacts,
  takeFlood,
} from './alert-state.ts'
import type { Happening, HappeningOutbox } from './happening.ts'
import type { AlertEntry, FloodRecord } from './stored-alert.ts'

/** What one act does: decided on a state that no other act changes meanwhile. */
export type AlertAct = {
  readonly events: readonly { readonly event: AlertEvent; readonly evidence?: unknown }[]
  /** Written in the same commit. */
  readonly change?: Change
}

/** Alerts as they stand when an act is decided. */
export type AlertsNow = {
  readonly byId: (id: string) => Alert | undefined
  /** The open alert of a key. */
  readonly byKey: (key: string) => Alert | undefined
  readonly all: () => Iterable<Alert>
  readonly nowMs: number
}

/** Alerts, changed by acts only: one after the other, those that wait together in one commit. */
export type AlertLedger = {
  /**
   * Resolves when the act is on stable storage.
   * @throws what `decide` throws (rejects), and then nothing of this act happens; what the commit throws.
   */
  readonly act: (decide: (now: AlertsNow) => AlertAct) => Promise<void>
  readonly entry: (id: string) => AlertEntry | undefined
  /** The open alert of a key. */
  readonly byKey: (key: string) => Alert | undefined
  readonly alerts: () => Iterable<Alert>
  readonly raisedInTenMinutes: () => number
  readonly floods: () => boolean
  readonly history: AlertHistoryFacts
}

type Work = {
  readonly decide: (now: AlertsNow) => AlertAct
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** One commit in the making. */
type Batch = {
  readonly state: AlertState
  readonly events: { readonly event: AlertEvent; readonly alert: Alert }[]
  readonly changes: Change[]
  readonly done: Work[]
}

/** The alerts of a node as its store holds them. */
export function createAlertLedger(context: NodeContext, outbox: HappeningOutbox): AlertLedger {
  const restored = restoreAlerts(context.store, context.clock.nowMs())
  const { history } = restored
  let { state } = restored
  let waiting: Work[] = []
  let busy = false

  const commitBatch = async (works: readonly Work[]): Promise<void> => {
    const nowMs = context.clock.nowMs()
    const batch = decideAll(works, state, nowMs)
    const flood = floodRecord(batch, state, nowMs)
    const happenings = happeningsOf(batch, flood, nowMs)
    const posted = outbox.draft(happenings)
    const change = changeOf(batch, flood, nowMs, posted)
    try {
      if (change !== undefined) await context.store.commit(change)
    } catch (error) {
      for (const work of batch.done) work.reject(error)
      return
    }
    state = batch.state
    for (const { event, alert } of batch.events) takeFacts(history, event, alert)
    if (flood !== undefined) takeFlood(history, flood, nowMs)
    if (change !== undefined) context.live.publish({ kind: 'status' })
    outbox.posted(posted)
    for (const work of batch.done) work.resolve()
  }

  const drain = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      // A turn later, so that all who ask in this one share a commit.
      await Promise.resolve()
      while (waiting.length > 0) {
        const works = waiting
        waiting = []
        await commitBatch(works)
      }
    } finally {
      busy = false
    }
  }

  return {
    act: (decide) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ decide, resolve, reject })
        drain().catch(reject)
      }),
    entry: (id) => state.entries.get(id),
    byKey: (key) => state.entries.get(state.openByKey.get(key) ?? '')?.alert,
    alerts: () => alertsOf(state),
    raisedInTenMinutes: () => stepFlood(state.flood, [], context.clock.nowMs()).raisedMs.length,
    floods: () => state.flood.beganMs !== undefined,
    history,
  }
}

function* alertsOf(state: AlertState): Iterable<Alert> {
  for (const { alert } of state.entries.values()) yield alert
}

function decideAll(works: readonly Work[], state: AlertState, nowMs: number): Batch {
  const entries = new Map(state.entries)
  const openByKey = new Map(state.openByKey)
  const next = { entries, openByKey, flood: state.flood }
  const events: Batch['events'] = []
  const changes: Change[] = []
  const done: Work[] = []
  const byId = (id: string): Alert | undefined => entries.get(id)?.alert
  const byKey = (key: string): Alert | undefined => byId(openByKey.get(key) ?? '')
  for (const work of works) {
    try {
      const act = work.decide({ byId, byKey, all: () => alertsOf(next), nowMs })
      for (const { event, evidence } of act.events) {
        const alert = takeEvent(next, event, evidence)
        if (alert !== undefined) events.push({ event, alert })
      }
      if (act.change !== undefined) changes.push(act.change)
      for (const { collection, id } of act.change?.remove ?? []) if (collection === 'alerts') entries.delete(id)
      done.push(work)
    } catch (error) {
      work.reject(error)
    }
  }
  const raisedMs = events.filter(({ event }) => event.kind === 'raised').map(({ event }) => event.atMs)
  return { state: { ...next, flood: stepFlood(state.flood, raisedMs, nowMs) }, events, changes, done }
}

function floodRecord(batch: Batch, before: AlertState, nowMs: number): FloodRecord | undefined {
  const { beganMs, alerts } = batch.state.flood
  if (before.flood.beganMs === beganMs) return undefined
  return beganMs === undefined
    ? { phase: 'ended', fromMs: before.flood.beganMs ?? nowMs, alerts }
    : { phase: 'began', fromMs: beganMs, alerts }
}

function happeningsOf(batch: Batch, flood: FloodRecord | undefined, nowMs: number): readonly Happening[] {
  const floods = batch.state.flood.beganMs !== undefined
  const happenings: Happening[] = batch.events.map(({ event, alert }) => {
    return { kind: event.kind, alert, atMs: event.atMs, flood: floods }
  })
  if (flood === undefined) return happenings
  const sinceMs = flood.phase === 'began' ? (batch.state.flood.raisedMs[0] ?? nowMs) : flood.fromMs
  const raised = [...alertsOf(batch.state)].filter((alert) => isOpen(alert) && alert.lastMs >= sinceMs)
  return [
    ...happenings,
    { kind: `flood-${flood.phase}`, atMs: nowMs, alerts: flood.alerts, groups: groupAlerts(raised) },
  ]
}

function changeOf(
  batch: Batch,
  flood: FloodRecord | undefined,
  nowMs: number,
  posted: NonNullable<Change['put']>,
): Change | undefined {
  const { changes } = batch
  if (batch.events.length === 0 && flood === undefined && changes.length === 0) return undefined
  const append: LogDraft[] = batch.events.map(({ event, alert }) => alertLine(event, alert))
  if (flood !== undefined) append.push(floodLine(flood, nowMs))
  const changed = new Set(batch.events.map(({ alert }) => alert.id))
  const put = [...changed].flatMap((id) => {
    const entry = batch.state.entries.get(id)
    return entry === undefined ? [] : [{ collection: 'alerts', id, body: entry }]
  })
  return {
    append: [...append, ...changes.flatMap((change) => change.append ?? [])],
    put: [...put, ...changes.flatMap((change) => change.put ?? []), ...posted],
    remove: changes.flatMap((change) => change.remove ?? []),
  }
}
