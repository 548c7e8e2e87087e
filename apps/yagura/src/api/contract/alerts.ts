import { type Static, Type } from 'typebox'
import {
  CatalogueNumber,
  closed,
  nullable,
  type Operation,
  oneOf,
  Priority,
  page,
  paging,
  SaidMarking,
  SecondSignature,
  text,
  Utc,
} from './common.ts'

/** An alert: something that a person must act on in time. Acknowledged and shelved are independent. */
export const Alert = closed({
  id: Type.String({ description: 'ULID.' }),
  key: Type.String({ description: 'Equal keys are the same matter.' }),
  watchId: Type.String({ description: 'Which watch raised it: space, or node for the node’s own health.' }),
  ruleId: Type.String(),
  priority: Priority,
  state: oneOf(['new', 'acknowledged', 'cleared'], 'cleared and not acknowledged stays listed until it is seen.'),
  title: Type.String(),
  reason: Type.String(),
  consequence: Type.String(),
  action: Type.String(),
  actByUtc: nullable(Utc),
  subjects: Type.Array(Type.String()),
  group: Type.String({ description: 'Common cause, by which a flood is grouped.' }),
  count: Type.Integer({ description: 'How often it was found.' }),
  firstUtc: Utc,
  lastUtc: Utc,
  acknowledged: nullable(closed({ by: Type.String(), atUtc: Utc, note: nullable(Type.String()) })),
  shelved: nullable(closed({ by: Type.String(), atUtc: Utc, untilUtc: Utc, reason: Type.String() })),
  clearedUtc: nullable(Utc),
  escalatedUtc: nullable(Utc),
  link: nullable(Type.String({ description: 'Path in the console of what it is about.' })),
  marking: nullable(SaidMarking),
})

/** When a close approach needs a person. The file form of `yagura space alerts --rules`. */
export const Rule = closed({
  id: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }),
  objects: Type.Union([
    closed({ all: Type.Literal(true) }),
    closed({ ids: Type.Array(CatalogueNumber, { minItems: 1, maxItems: 100_000 }) }),
    closed({ name: text(200, '`*` stands for any text.') }),
    closed({ owner: text(20) }),
  ]),
  maxMissKm: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  minMaxPc: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  minRelativeSpeedKmPerS: Type.Optional(
    Type.Number({ minimum: 0, maximum: 30, description: 'Leaves out what is docked or flies in formation.' }),
  ),
  leadTimeH: Type.Number({ exclusiveMinimum: 0, maximum: 8760 }),
  priority: Priority,
  consequence: text(1000),
  action: text(1000),
  timeAllowedMin: Type.Number({ exclusiveMinimum: 0, maximum: 525_600 }),
})

const id = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })
const ruleId = closed({ id: Type.String({ minLength: 1, maxLength: 100 }) })

const HealthRow = closed({ ruleId: Type.String(), count: Type.Integer(), share: Type.Number() })

/** How well the alarms serve: shares, rate, noisiest, chattering and stale. Source: ISA-18.2 practice. */
export const AlertHealth = closed({
  days: Type.Number(),
  raised: Type.Integer(),
  shares: closed({ critical: Type.Number(), serious: Type.Number(), caution: Type.Number(), advisory: Type.Number() }),
  wantedShares: Type.String(),
  perTenMinutes: Type.Number(),
  peakPerTenMinutes: Type.Integer(),
  noisiest: Type.Array(HealthRow),
  chattering: Type.Array(closed({ key: Type.String(), ruleId: Type.String(), inOneMinute: Type.Integer() })),
  stale: Type.Array(closed({ id: Type.String(), title: Type.String(), sinceUtc: Utc })),
  medianSecondsToAcknowledge: nullable(Type.Number()),
  floods: Type.Array(closed({ fromUtc: Utc, toUtc: nullable(Utc), alerts: Type.Integer() })),
})

export const alertOperations = {
  listAlerts: {
    method: 'GET',
    url: '/api/v1/alerts',
    tag: 'alerts',
    access: 'officer',
    summary: 'Alerts: most urgent first, then newest.',
    query: closed({
      state: Type.Optional(
        oneOf(['open', 'new', 'acknowledged', 'cleared', 'all'], 'open: all that still concern someone.'),
      ),
      priority: Type.Optional(Priority),
      shelved: Type.Optional(Type.Boolean()),
      subject: Type.Optional(Type.String({ maxLength: 100 })),
      ...paging,
    }),
    answer: page(Alert),
  },
  readAlert: {
    method: 'GET',
    url: '/api/v1/alerts/:id',
    tag: 'alerts',
    access: 'officer',
    summary: 'One alert, the evidence it rests on, and what became of it.',
    params: id,
    answer: closed({
      alert: Alert,
      evidence: Type.Unknown({ description: 'The watch’s own record.' }),
      history: Type.Array(
        closed({ atUtc: Utc, what: Type.String(), by: nullable(Type.String()), note: nullable(Type.String()) }),
      ),
    }),
  },
  acknowledgeAlert: {
    method: 'POST',
    url: '/api/v1/alerts/:id/acknowledge',
    tag: 'alerts',
    access: 'officer',
    summary: '“I saw it and own it.”',
    params: id,
    body: closed({ note: Type.Optional(text(1000)) }),
    answer: Alert,
  },
  acknowledgeAlerts: {
    method: 'POST',
    url: '/api/v1/alerts/acknowledge',
    tag: 'alerts',
    access: 'officer',
    summary: 'Acknowledge several below Critical at once; a Critical among them refuses all.',
    body: closed({ ids: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 1000 }) }),
    answer: closed({ items: Type.Array(Alert) }),
  },
  shelveAlert: {
    method: 'POST',
    url: '/api/v1/alerts/:id/shelve',
    tag: 'alerts',
    access: 'officer',
    summary: 'Put aside for a while: Critical never, Serious ≤ 30 min, Caution ≤ end of watch, Advisory ≤ 24 h.',
    params: id,
    body: closed({ minutes: Type.Number({ exclusiveMinimum: 0, maximum: 1440 }), reason: text(1000) }),
    answer: Alert,
  },
  unshelveAlert: {
    method: 'POST',
    url: '/api/v1/alerts/:id/unshelve',
    tag: 'alerts',
    access: 'officer',
    summary: 'Bring a shelved alert back.',
    params: id,
    answer: Alert,
  },
  readAlertHealth: {
    method: 'GET',
    url: '/api/v1/alert-health',
    tag: 'alerts',
    access: 'officer',
    summary: 'How well the alarms serve.',
    query: closed({ days: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 365 })) }),
    answer: AlertHealth,
  },
  listRules: {
    method: 'GET',
    url: '/api/v1/rules',
    tag: 'rules',
    access: 'officer',
    summary: 'The rules by which close approaches become alerts.',
    answer: closed({ items: Type.Array(Rule) }),
  },
  addRule: {
    method: 'POST',
    url: '/api/v1/rules',
    tag: 'rules',
    access: 'administrator',
    summary: 'Add a rule; what is known is judged by it at once.',
    body: Rule,
    answer: Rule,
  },
  changeRule: {
    method: 'PUT',
    url: '/api/v1/rules/:id',
    tag: 'rules',
    access: 'administrator',
    summary: 'Put a rule in the place of the one of that id. Loosening a Critical rule needs a second administrator.',
    params: ruleId,
    body: closed({
      ...Rule.properties,
      second: Type.Optional(SecondSignature),
    }),
    answer: Rule,
  },
  removeRule: {
    method: 'DELETE',
    url: '/api/v1/rules/:id',
    tag: 'rules',
    access: 'administrator',
    summary: 'Remove a rule; its alerts are cleared. A Critical rule is first changed to a lower priority.',
    params: ruleId,
  },
} as const satisfies Record<string, Operation>

export type Alert = Static<typeof Alert>
export type Rule = Static<typeof Rule>
export type AlertHealth = Static<typeof AlertHealth>
