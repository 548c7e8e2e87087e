import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, page, paging, SaidMarking, text, Utc } from './common.ts'

/** One line of the watch log: written once, never changed. */
export const LogEntry = closed({
  seq: Type.Integer(),
  atUtc: Utc,
  kind: Type.String({ description: 'Such as alert/raised, job/finished, source/failed, handover/signed, note.' }),
  subject: Type.String({ description: 'Identity of what it is about.' }),
  by: Type.String({ description: 'Officer, or `node`.' }),
  text: Type.String(),
  marking: nullable(SaidMarking),
})

/** Absent where nothing of it is marked, and in handovers that were signed before markings were kept with them. */
const marking = Type.Optional(SaidMarking)

const HandoverItem = closed({
  id: Type.String(),
  title: Type.String(),
  priority: Type.String(),
  note: Type.String(),
  marking,
})

/** What the next watch must know. */
export const HandoverDraft = closed({
  sinceUtc: nullable(Utc),
  holder: nullable(Type.String()),
  open: Type.Array(HandoverItem),
  shelved: Type.Array(HandoverItem),
  due: Type.Array(closed({ atUtc: Utc, text: Type.String(), link: nullable(Type.String()), marking })),
  changedRules: Type.Array(Type.String()),
  sources: Type.Array(Type.String({ description: 'Sources that are not well, and why.' })),
  jobs: Type.Array(Type.String()),
})

export const Handover = closed({
  id: Type.String(),
  atUtc: Utc,
  outgoing: Type.String(),
  incoming: Type.String(),
  notes: Type.String(),
  draft: HandoverDraft,
})

/** A named link. */
export const SavedView = closed({
  id: Type.String(),
  name: text(100),
  link: Type.String({ minLength: 1, maxLength: 2000, pattern: '^/(?!/)' }),
  scope: oneOf(['officer', 'watch']),
  owner: Type.String(),
})

export const watchRoomOperations = {
  readLog: {
    method: 'GET',
    url: '/api/v1/log',
    tag: 'watch room',
    access: 'officer',
    summary: 'The watch log, newest first.',
    query: closed({
      kind: Type.Optional(Type.String({ maxLength: 60, description: 'A kind, or its first part such as `alert`.' })),
      subject: Type.Optional(Type.String({ maxLength: 100 })),
      ...paging,
    }),
    answer: page(LogEntry),
  },
  writeNote: {
    method: 'POST',
    url: '/api/v1/log',
    tag: 'watch room',
    access: 'officer',
    summary: 'Write a note into the watch log.',
    body: closed({ text: text(4000), subject: Type.Optional(Type.String({ maxLength: 100 })) }),
    answer: LogEntry,
  },
  readHandoverDraft: {
    method: 'GET',
    url: '/api/v1/handover',
    tag: 'watch room',
    access: 'officer',
    summary: 'What the next watch must know, as of now.',
    answer: HandoverDraft,
  },
  handOver: {
    method: 'POST',
    url: '/api/v1/handovers',
    tag: 'watch room',
    access: 'officer',
    summary: 'Hand the watch over: the officer of the session signs out, the named one signs in.',
    body: closed({
      notes: Type.String({ maxLength: 8000 }),
      incoming: closed({ name: text(100), password: Type.Optional(Type.String({ maxLength: 200 })) }),
    }),
    answer: Handover,
  },
  listHandovers: {
    method: 'GET',
    url: '/api/v1/handovers',
    tag: 'watch room',
    access: 'officer',
    summary: 'Handovers, newest first.',
    query: closed({ ...paging }),
    answer: page(Handover),
  },
  listViews: {
    method: 'GET',
    url: '/api/v1/views',
    tag: 'watch room',
    access: 'officer',
    summary: 'Saved views of the officer and of the watch.',
    answer: closed({ items: Type.Array(SavedView) }),
  },
  saveView: {
    method: 'POST',
    url: '/api/v1/views',
    tag: 'watch room',
    access: 'officer',
    summary: 'Save a view.',
    body: closed({
      name: SavedView.properties.name,
      link: SavedView.properties.link,
      scope: SavedView.properties.scope,
    }),
    answer: SavedView,
  },
  removeView: {
    method: 'DELETE',
    url: '/api/v1/views/:id',
    tag: 'watch room',
    access: 'officer',
    summary: 'Remove a saved view.',
    params: closed({ id: Type.String({ minLength: 1, maxLength: 40 }) }),
  },
} as const satisfies Record<string, Operation>

export type LogEntry = Static<typeof LogEntry>
export type HandoverDraft = Static<typeof HandoverDraft>
export type Handover = Static<typeof Handover>
export type SavedView = Static<typeof SavedView>
