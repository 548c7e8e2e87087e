import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, Priority, page, paging, text, Utc } from './common.ts'

const formats = ['eve', 'zeek', 'json', 'syslog'] as const

/** Found again and again with the same rule, indicator and asset: one row. */
const DetectionRow = closed({
  id: Type.String(),
  rule: Type.String({ description: 'Id of a Sigma rule, or what an indicator is called.' }),
  title: Type.String(),
  indicator: nullable(Type.String({ description: 'Id of the indicator; absent for a rule.' })),
  asset: Type.String({ description: 'Whose event it was: a host or an address; empty where the events name none.' }),
  priority: Priority,
  firstUtc: Utc,
  lastUtc: Utc,
  count: Type.Integer({ description: 'Hits, those suppressed not among them.' }),
  suppressedCount: Type.Integer({
    description: 'Hits that were suppressed: counted and shown, but no one was alerted.',
  }),
  suppressedBy: nullable(Type.String({ description: 'Id of the suppression that holds now.' })),
  techniques: Type.Array(Type.String({ description: 'Such as T1055.011.' }), {
    description: 'Those that the rule names, or that a relationship says the indicator indicates.',
  }),
  source: Type.String({ description: 'Where the rule or indicator came from.' }),
  sourceUtc: nullable(Utc),
  mark: Type.Unknown({ description: 'Marking of the indicator; absent for a rule.' }),
  logs: Type.Array(Type.String(), { description: 'Inputs in which it was found.' }),
  alertId: nullable(Type.String({ description: 'Of the alert that stands open.' })),
})

/** An event that was a part of a hit. */
const DetectionLine = closed({
  utc: nullable(Utc),
  log: Type.String(),
  line: Type.Integer({ description: 'From 1, in the file or connection as it was followed.' }),
  raw: Type.String(),
  fields: Type.Array(closed({ name: Type.String(), value: Type.String() }), { description: 'What matched.' }),
})

/** What is kept quiet, why and until when. */
const Suppression = closed({
  id: Type.String(),
  rule: nullable(Type.String()),
  indicator: nullable(Type.String()),
  asset: nullable(Type.String()),
  reason: Type.String(),
  by: Type.String(),
  createdUtc: Utc,
  expiresUtc: Utc,
  isActive: Type.Boolean(),
  hits: Type.Integer({ description: 'Hits that it kept quiet.' }),
})

const inputDefinition = {
  name: text(100),
  kind: oneOf(['file', 'folder', 'syslog-udp', 'syslog-tcp', 'syslog-tls']),
  format: oneOf([...formats]),
  expectedEveryMin: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10_080,
      description: 'How often something is to come, minutes; it is overdue when nothing came for three times as long.',
    }),
  ),
  location: text(1000, 'Path of a file or folder; `address:port` of a listener, on loopback unless told otherwise.'),
}

/** A log that is followed. */
const LogInput = closed({
  id: Type.String(),
  ...inputDefinition,
  state: oneOf(['following', 'waiting', 'failing', 'overdue']),
  error: nullable(Type.String()),
  lastEventUtc: nullable(Utc),
  events: Type.Integer({ description: 'Since the node started.' }),
  badLines: Type.Integer({ description: 'Lines that are not of the format, since the node started.' }),
  hits: Type.Integer({ description: 'Since the node started.' }),
  lastProblem: nullable(Type.String()),
})

/** What is looked for. */
const DetectionRules = closed({
  indicators: Type.Integer(),
  sigmaRules: Type.Integer(),
  leftOut: Type.Integer({ description: 'Indicators and rules that are not used.' }),
  loadedUtc: nullable(Utc),
  problems: Type.Array(Type.String(), { description: 'The first hundred reasons why one is not used.' }),
})

/** How detection goes about it. */
export const DetectionSettings = closed({
  quietMin: Type.Number({
    minimum: 1,
    maximum: 525_600,
    description: 'An alert ends when nothing more was found for so long.',
  }),
  keptRows: Type.Integer({
    minimum: 100,
    maximum: 1_000_000,
    description: 'Rows of the queue that are kept, the newest.',
  }),
})
export type DetectionSettings = Static<typeof DetectionSettings>

const oneId = closed({ id: Type.String({ minLength: 1, maxLength: 60 }) })
const officer = { tag: 'cyber', access: 'officer' } as const
const administrator = { tag: 'cyber', access: 'administrator' } as const

export const detectionOperations = {
  listDetections: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/detections',
    summary: 'What was found in logs, the most urgent and latest first.',
    query: closed({
      ...paging,
      q: Type.Optional(text(200)),
      priority: Type.Optional(Priority),
      suppressed: Type.Optional(
        Type.Boolean({ description: 'Only those that are kept quiet now, or only the others.' }),
      ),
      sinceUtc: Type.Optional(Utc),
    }),
    answer: page(DetectionRow),
  },
  readDetection: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/detections/:id',
    summary: 'One row of the queue with raw lines, and its hits over time.',
    params: oneId,
    answer: closed({
      row: DetectionRow,
      lines: Type.Array(DetectionLine, { description: 'The newest lines that are kept, newest first.' }),
      hours: Type.Array(closed({ fromUtc: Utc, count: Type.Integer() }), {
        description: 'Hits by hour of the events, oldest first; hours without any are left out.',
      }),
      indicates: Type.Array(closed({ id: Type.String(), name: Type.String() }), {
        description: 'Malware, groups and other things that the indicator indicates; techniques stand in the row.',
      }),
    }),
  },
  listSuppressions: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/suppressions',
    summary: 'What is or was kept quiet, newest first.',
    answer: closed({ items: Type.Array(Suppression) }),
  },
  addSuppression: {
    ...officer,
    method: 'POST',
    url: '/api/v1/cyber/suppressions',
    summary: 'Keep hits quiet that fit all that is named, until it ends; they are counted and shown all the same.',
    body: closed({
      rule: Type.Optional(text(500)),
      indicator: Type.Optional(text(500)),
      asset: Type.Optional(text(500)),
      reason: text(500),
      expiresUtc: Utc,
    }),
    answer: Suppression,
  },
  endSuppression: {
    ...officer,
    method: 'DELETE',
    url: '/api/v1/cyber/suppressions/:id',
    summary: 'End a suppression now.',
    params: oneId,
    answer: Suppression,
  },
  listLogInputs: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/inputs',
    summary: 'The logs that are followed, and what is looked for in them.',
    answer: closed({ items: Type.Array(LogInput), rules: DetectionRules, settings: DetectionSettings }),
  },
  addLogInput: {
    ...administrator,
    method: 'POST',
    url: '/api/v1/cyber/inputs',
    summary: 'Follow a log from now on.',
    body: closed({
      ...inputDefinition,
      fromStart: Type.Optional(Type.Boolean({ description: 'Read what is in the files already.' })),
      allowRemote: Type.Optional(Type.Boolean({ description: 'Listen on an address other than loopback.' })),
    }),
    answer: LogInput,
  },
  changeDetectionSettings: {
    ...administrator,
    method: 'PUT',
    url: '/api/v1/cyber/detection-settings',
    summary: 'Change when alerts of detections end, and how many rows are kept.',
    body: DetectionSettings,
    answer: DetectionSettings,
  },
  removeLogInput: {
    ...administrator,
    method: 'DELETE',
    url: '/api/v1/cyber/inputs/:id',
    summary: 'Follow a log no longer; what was found in it stays.',
    params: oneId,
    answer: closed({}),
  },
} as const satisfies Record<string, Operation>

export type DetectionRow = Static<typeof DetectionRow>
export type DetectionLine = Static<typeof DetectionLine>
export type Suppression = Static<typeof Suppression>
export type LogInput = Static<typeof LogInput>
export type DetectionRules = Static<typeof DetectionRules>
