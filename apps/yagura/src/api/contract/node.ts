import { Marking as RecordMarking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, Priority, SaidMarking, text, Utc } from './common.ts'
import { Source } from './sources.ts'
import { ScreeningSummary } from './space-views.ts'

const Bilingual = closed({ en: text(200), ja: text(200) })

/** The banner of every page, and its short form. */
const Marking = closed({
  en: text(200),
  ja: text(200),
  portion: closed({
    en: text(20, 'Stands at each row and card.'),
    ja: text(20),
  }),
  background: Type.String({ pattern: '^#[0-9a-fA-F]{6}$' }),
  colour: Type.String({ pattern: '^#[0-9a-fA-F]{6}$' }),
})

/** Something that is wrong with the node itself. */
const Fault = closed({
  key: Type.String({ description: 'That of the alert about it, where one could be raised.' }),
  code: Type.String(),
  priority: Priority,
  message: Type.String(),
  sinceUtc: Utc,
})

/** What the shell shows at all times. */
export const NodeStatus = closed({
  node: closed({ name: Type.String(), version: Type.String(), startedUtc: Utc }),
  mode: oneOf(['REAL', 'EXERCISE', 'TEST', 'SIMULATED']),
  modeText: nullable(Bilingual),
  marking: Marking,
  nowUtc: Utc,
  clock: closed({
    state: oneOf(['ok', 'caution', 'serious', 'unchecked']),
    offsetMs: nullable(Type.Number({ description: 'Node minus reference, ms.' })),
    checkedAgainst: nullable(Type.String()),
    checkedUtc: nullable(Utc),
  }),
  store: closed({ state: oneOf(['ok', 'failing']), message: nullable(Type.String()), sinceUtc: nullable(Utc) }),
  faults: Type.Array(Fault),
  catalogue: closed({
    revision: Type.Integer(),
    objects: Type.Integer(),
    usable: Type.Integer(),
    newestEpochUtc: nullable(Utc),
    oldestUsableDays: nullable(Type.Number()),
    receivedUtc: nullable(Utc),
  }),
  screening: nullable(ScreeningSummary),
  sources: Type.Array(
    closed({ id: Type.String(), name: Type.String(), state: Source.properties.state, lastSuccessUtc: nullable(Utc) }),
  ),
  alerts: closed({
    unacknowledged: closed({
      critical: Type.Integer(),
      serious: Type.Integer(),
      caution: Type.Integer(),
      advisory: Type.Integer(),
    }),
    open: Type.Integer(),
    shelved: Type.Integer(),
    inTenMinutes: Type.Integer(),
    flood: Type.Boolean(),
  }),
  jobsRunning: Type.Integer(),
  officer: nullable(closed({ name: Type.String(), role: oneOf(['officer', 'administrator']) })),
  signInRequired: Type.Boolean(),
  watchHolder: nullable(Type.String()),
  seq: Type.Integer({ description: 'Number of the last event, where a stream of events can go on from.' }),
})

export const Settings = closed({
  nodeName: text(100),
  marking: Marking,
  places: Type.Array(
    closed({ name: Bilingual, timeZone: text(60), latDeg: Type.Number(), lonDeg: Type.Number(), altM: Type.Number() }),
    { maxItems: 20 },
  ),
  screening: closed({
    automatic: Type.Boolean(),
    days: Type.Number({ exclusiveMinimum: 0, maximum: 30 }),
    withinKm: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    everyMin: Type.Number({ minimum: 10, maximum: 10_080 }),
    maxAgeDays: Type.Number({ exclusiveMinimum: 0, maximum: 365 }),
  }),
  retention: closed({
    elementSetDays: Type.Number({ minimum: 1, maximum: 36_500 }),
    screenings: Type.Integer({ minimum: 1, maximum: 1000 }),
    logDays: Type.Number({ minimum: 30, maximum: 36_500 }),
  }),
  escalateAfterMin: closed({
    critical: Type.Number({ exclusiveMinimum: 0, maximum: 1440 }),
    serious: Type.Number({ exclusiveMinimum: 0, maximum: 1440 }),
  }),
  watchEndsUtc: Type.Array(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), {
    maxItems: 12,
    description: 'Times of day (UTC) at which a watch ends.',
  }),
})

const channel = {
  name: text(100),
  kind: oneOf(['email', 'webhook', 'syslog']),
  leastPriority: Priority,
  enabled: Type.Boolean(),
  escalationsOnly: Type.Boolean({ description: 'Told only of what nobody acknowledged in time.' }),
  address: text(2000, 'E-mail address, URL, or syslog `udp://host:port` or `tcp://host:port`.'),
  server: nullable(text(500, 'SMTP server as `smtp://user@host:port` or `smtps://…`; e-mail only.')),
  allowPrivateAddress: Type.Boolean(),
  ceiling: Type.Optional(RecordMarking),
}

/** Where alerts are sent besides the screen. */
export const NotificationChannel = closed({
  id: Type.String(),
  ...channel,
  lastSentUtc: nullable(Utc),
  lastError: nullable(closed({ message: Type.String(), atUtc: Utc })),
  waiting: Type.Integer({ description: 'Messages not yet delivered.' }),
})

export const Officer = closed({
  id: Type.String(),
  name: Type.String(),
  role: oneOf(['officer', 'administrator']),
  createdUtc: Utc,
  disabled: Type.Boolean(),
})

const Session = closed({
  officer: nullable(closed({ name: Type.String(), role: oneOf(['officer', 'administrator']) })),
  signInRequired: Type.Boolean(),
  csrfToken: Type.String({ description: 'Send it as `x-csrf-token` with every change.' }),
})

const Hit = closed({
  kind: oneOf(['object', 'alert', 'approach', 'stix', 'case', 'job', 'source', 'rule', 'place']),
  id: Type.String(),
  title: Type.String(),
  detail: Type.String(),
  link: Type.String(),
  marking: nullable(SaidMarking),
})

const id = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })

export const nodeOperations = {
  readStatus: {
    method: 'GET',
    url: '/api/v1/status',
    tag: 'node',
    access: 'officer',
    summary: 'What the shell of the console shows.',
    answer: NodeStatus,
  },
  streamEvents: {
    method: 'GET',
    url: '/api/v1/events',
    tag: 'node',
    access: 'officer',
    summary:
      'Server-sent events. `log`: a LogEntry, its id the number to resume after (Last-Event-ID); `job`: a Job; `status`: a NodeStatus.',
    query: closed({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    answerType: 'text/event-stream',
  },
  search: {
    method: 'GET',
    url: '/api/v1/search',
    tag: 'node',
    access: 'officer',
    summary:
      'Objects, alerts, approaches, intelligence, cases, jobs, sources, rules and places; a prefix asks for one kind: `o:`, `i:`, `k:`.',
    query: closed({
      q: Type.String({ minLength: 1, maxLength: 100 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    answer: closed({ items: Type.Array(Hit) }),
  },
  readSettings: {
    method: 'GET',
    url: '/api/v1/settings',
    tag: 'settings',
    access: 'officer',
    summary: 'Settings of the node.',
    answer: Settings,
  },
  changeSettings: {
    method: 'PUT',
    url: '/api/v1/settings',
    tag: 'settings',
    access: 'administrator',
    summary: 'Put settings in the place of the present ones.',
    body: Settings,
    answer: Settings,
  },
  listChannels: {
    method: 'GET',
    url: '/api/v1/notifications',
    tag: 'settings',
    access: 'officer',
    summary: 'Where alerts are sent.',
    answer: closed({ items: Type.Array(NotificationChannel) }),
  },
  addChannel: {
    method: 'POST',
    url: '/api/v1/notifications',
    tag: 'settings',
    access: 'administrator',
    summary: 'Add a channel.',
    body: closed({ ...channel, secret: Type.Optional(text(500, 'SMTP password or key of the webhook’s signature.')) }),
    answer: NotificationChannel,
  },
  removeChannel: {
    method: 'DELETE',
    url: '/api/v1/notifications/:id',
    tag: 'settings',
    access: 'administrator',
    summary: 'Remove a channel.',
    params: id,
  },
  testChannel: {
    method: 'POST',
    url: '/api/v1/notifications/:id/test',
    tag: 'settings',
    access: 'administrator',
    summary: 'Send a test message, labelled so.',
    params: id,
    answer: NotificationChannel,
  },
  readSession: {
    method: 'GET',
    url: '/api/v1/session',
    tag: 'session',
    access: 'open',
    summary: 'Who is signed in.',
    answer: Session,
  },
  signIn: {
    method: 'POST',
    url: '/api/v1/session',
    tag: 'session',
    access: 'open',
    summary: 'Sign in. On loopback without accounts a name is enough.',
    body: closed({ name: text(100), password: Type.Optional(Type.String({ maxLength: 200 })) }),
    answer: Session,
  },
  signOut: { method: 'DELETE', url: '/api/v1/session', tag: 'session', access: 'officer', summary: 'Sign out.' },
  listOfficers: {
    method: 'GET',
    url: '/api/v1/officers',
    tag: 'session',
    access: 'administrator',
    summary: 'Accounts.',
    answer: closed({ items: Type.Array(Officer) }),
  },
  addOfficer: {
    method: 'POST',
    url: '/api/v1/officers',
    tag: 'session',
    access: 'administrator',
    summary: 'Add an account.',
    body: closed({
      name: text(100),
      role: oneOf(['officer', 'administrator']),
      password: Type.String({ minLength: 12, maxLength: 200 }),
    }),
    answer: Officer,
  },
  changeOfficer: {
    method: 'PATCH',
    url: '/api/v1/officers/:id',
    tag: 'session',
    access: 'administrator',
    summary: 'Disable an account, change its role or password; its sessions end.',
    params: id,
    body: closed({
      role: Type.Optional(oneOf(['officer', 'administrator'])),
      disabled: Type.Optional(Type.Boolean()),
      password: Type.Optional(Type.String({ minLength: 12, maxLength: 200 })),
    }),
    answer: Officer,
  },
} as const satisfies Record<string, Operation>

export type NodeStatus = Static<typeof NodeStatus>
export type Settings = Static<typeof Settings>
export type NotificationChannel = Static<typeof NotificationChannel>
export type Officer = Static<typeof Officer>
export type SearchHit = Static<typeof Hit>
