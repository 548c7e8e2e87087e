import type { Alert, AlertEvent } from '@yagura/core'
import { Marking } from '@yagura/record'
import { type TProperties, Type } from 'typebox'
import { Check } from 'typebox/value'
import { Priority } from '../../api/contract/common.ts'

/** An alert with the record that its watch rests it on. */
export type AlertEntry = { readonly alert: Alert; readonly evidence: unknown }

const ms = Type.Number()

const findingMembers = {
  key: Type.String(),
  watchId: Type.String(),
  ruleId: Type.String(),
  priority: Priority,
  title: Type.String(),
  reason: Type.String(),
  consequence: Type.String(),
  action: Type.String(),
  actByMs: Type.Optional(ms),
  subjects: Type.Array(Type.String()),
  group: Type.String(),
  link: Type.Optional(Type.String()),
  severity: Type.Optional(Type.Number()),
  basis: Type.Optional(Type.String()),
  mark: Type.Optional(Marking),
}

const StoredAlert = Type.Object({
  ...findingMembers,
  id: Type.String(),
  count: Type.Integer(),
  firstMs: ms,
  lastMs: ms,
  unseenSinceMs: ms,
  acknowledged: Type.Optional(Type.Object({ by: Type.String(), atMs: ms, note: Type.Optional(Type.String()) })),
  shelved: Type.Optional(Type.Object({ by: Type.String(), atMs: ms, untilMs: ms, reason: Type.String() })),
  clearedMs: Type.Optional(ms),
  escalatedMs: Type.Optional(ms),
})

const StoredEntry = Type.Object({ alert: StoredAlert, evidence: Type.Optional(Type.Unknown()) })

function event<Kind extends string, More extends TProperties>(kind: Kind, more: More) {
  return Type.Object({ kind: Type.Literal(kind), alertId: Type.String(), atMs: ms, ...more })
}

const finding = { finding: Type.Object(findingMembers) }

const StoredEvent = Type.Union([
  event('raised', finding),
  event('repeated', finding),
  event('worsened', finding),
  event('cleared', {}),
  event('acknowledged', { by: Type.String(), note: Type.Optional(Type.String()) }),
  event('shelved', { by: Type.String(), untilMs: ms, reason: Type.String() }),
  event('returned', { by: Type.Optional(Type.String()) }),
  event('escalated', {}),
])

const StoredFlood = Type.Object({
  phase: Type.Union([Type.Literal('began'), Type.Literal('ended')]),
  fromMs: ms,
  alerts: Type.Integer(),
})

/** What a flood's line in the log holds. */
export type FloodRecord = { readonly phase: 'began' | 'ended'; readonly fromMs: number; readonly alerts: number }

/** An alert as it was stored; undefined where it is none. */
export function parseAlertEntry(body: unknown): AlertEntry | undefined {
  return Check(StoredEntry, body) ? { alert: body.alert, evidence: body.evidence } : undefined
}

/** An event as the log holds it; undefined where it is none. */
export function parseAlertEvent(body: unknown): AlertEvent | undefined {
  return Check(StoredEvent, body) ? body : undefined
}

/** A flood as the log holds it; undefined where it is none. */
export function parseFloodRecord(body: unknown): FloodRecord | undefined {
  return Check(StoredFlood, body) ? body : undefined
}
