import type { LogDraft, StoredDocument } from '@yagura/core'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Asked } from '../../api/contract/common.ts'
import type { Caller, operations } from '../../api/contract/operations.ts'
import { RecordProblemView, type Source } from '../../api/contract/sources.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { HeldBackError, UnknownSourceError, UnusableSourceError } from './definition-errors.ts'
import { resolveAllowedPath } from './local-file.ts'
import type { Readers } from './readers.ts'
import { checkDefinition, usualIntervalMin } from './source-definition.ts'
import { type SourceEntry, viewSource } from './source-entry.ts'
import type { SourceRunner } from './source-runner.ts'
import { readProgress, type SourceDefinition } from './stored-source.ts'

/** Operations on sources that answer with JSON. */
export type SourceOperationId =
  | 'listSources'
  | 'addSource'
  | 'changeSource'
  | 'removeSource'
  | 'fetchSource'
  | 'listSourceProblems'

type AddBody = Asked<(typeof operations)['addSource']>['body']
type ChangeBody = Asked<(typeof operations)['changeSource']>['body']

const mostSources = 200
const RecordProblems = Type.Array(RecordProblemView)

/** What the answers are made from. */
type Desk = {
  readonly context: NodeContext
  readonly entries: Map<string, SourceEntry>
  readonly runner: SourceRunner
  readonly readers: Readers
  readonly allowedFolders: readonly string[]
}

/** Makes the answers to what people ask of sources. Nothing is answered before it is on stable storage. */
export function createSourceHandlers(desk: Desk): Handlers<SourceOperationId> {
  const { context, entries } = desk
  const view = (entry: SourceEntry): Source => viewSource(entry, context.clock.nowMs())
  return {
    listSources: async () => ({ items: [...entries.values()].map(view) }),
    addSource: async ({ body }, caller) => view(await addSource(desk, body, caller)),
    changeSource: async ({ params, body }, caller) => view(await changeSource(desk, params.id, body, caller)),
    removeSource: async ({ params }, caller) => removeSource(desk, params.id, caller),
    fetchSource: async ({ params }) => view(startFetch(desk, params.id)),
    listSourceProblems: async ({ params, query }) => {
      findSource(desk, params.id)
      const stored = context.store.get('source-problems', params.id)
      const problems = Check(RecordProblems, stored) ? stored : []
      const { offset = 0, limit = 100 } = query
      return { items: problems.slice(offset, offset + limit), total: problems.length, offset }
    },
  }
}

async function addSource(desk: Desk, body: AddBody, caller: Caller): Promise<SourceEntry> {
  const { context, entries } = desk
  if (entries.size >= mostSources) throw new UnusableSourceError('source', `there are ${mostSources} already`)
  const { account, ...given } = body
  const definition: SourceDefinition = {
    intervalMin: usualIntervalMin(given.kind, given.reads, given.location),
    enabled: true,
    allowPrivateAddress: false,
    ...given,
    id: context.newId(),
  }
  const entry = newEntry(definition, account, context.clock.nowMs())
  await checkEntry(desk, entry)
  await context.store.commit({
    append: [draftOf(desk, 'added', definition, caller, `${definition.kind} ${definition.location}`)],
    put: documentsOf(entry),
  })
  entries.set(definition.id, entry)
  desk.runner.look(entry)
  return entry
}

async function changeSource(desk: Desk, id: string, body: ChangeBody, caller: Caller): Promise<SourceEntry> {
  const entry = findSource(desk, id)
  refuseFixed(entry)
  const { account = entry.account, ...given } = body
  const definition = { ...entry.definition, ...given }
  const changed: SourceEntry = { ...entry, definition, account, progress: progressAfter(entry, definition) }
  await checkEntry(desk, changed)
  // What is under way would write how far the source as it was has come.
  await stop(entry)
  await desk.context.store.commit({
    append: [draftOf(desk, 'changed', definition, caller, `changed: ${Object.keys(body).join(', ')}`)],
    put: documentsOf(changed),
  })
  Object.assign(entry, { definition, account, progress: changed.progress })
  desk.runner.look(entry)
  desk.context.live.publish({ kind: 'status' })
  return entry
}

async function removeSource(desk: Desk, id: string, caller: Caller): Promise<undefined> {
  const entry = findSource(desk, id)
  refuseFixed(entry)
  desk.entries.delete(id)
  await stop(entry)
  await desk.context.store.commit({
    append: [draftOf(desk, 'removed', entry.definition, caller, 'removed; what it gave is kept')],
    remove: ['sources', 'source-states', 'source-problems'].map((collection) => ({ collection, id })),
  })
}

function startFetch(desk: Desk, id: string): SourceEntry {
  const entry = findSource(desk, id)
  const { kind, enabled, name } = entry.definition
  if (!enabled || kind === 'upload') throw new UnusableSourceError('id', `${name} is not asked: it is disabled`)
  const fromMs = desk.readers[kind]?.allowedFromMs?.(entry) ?? 0
  if (fromMs > desk.context.clock.nowMs()) {
    throw new HeldBackError(`the usage policy of ${name} forbids it now`, fromMs, false)
  }
  desk.runner.start(entry)
  return entry
}

function findSource(desk: Desk, id: string): SourceEntry {
  const entry = desk.entries.get(id)
  if (entry === undefined) throw new UnknownSourceError(id)
  return entry
}

async function checkEntry(desk: Desk, { definition, account }: SourceEntry): Promise<void> {
  checkDefinition(definition, account !== undefined, desk.context.mode)
  if (definition.kind === 'file' || definition.kind === 'folder') {
    await resolveAllowedPath(definition.location, desk.allowedFolders)
  }
}

function draftOf(desk: Desk, event: string, definition: SourceDefinition, caller: Caller, text: string): LogDraft {
  return {
    atMs: desk.context.clock.nowMs(),
    kind: `source/${event}`,
    subject: definition.id,
    by: caller.officer,
    text: `${definition.name}: ${text}`,
    body: null,
  }
}

function documentsOf({ definition, account, sinceMs, progress }: SourceEntry): readonly StoredDocument[] {
  return [
    { collection: 'sources', id: definition.id, body: { definition, account, sinceMs } },
    { collection: 'source-states', id: definition.id, body: progress },
  ]
}

function newEntry(definition: SourceDefinition, account: SourceEntry['account'], sinceMs: number): SourceEntry {
  return {
    definition,
    account,
    fromCommandLine: false,
    sinceMs,
    progress: readProgress(undefined),
    running: undefined,
    said: definition.enabled ? 'waiting' : 'disabled',
  }
}

/** Another place has other versions of other data; the same place goes on where it was, and is asked anew. */
function progressAfter(entry: SourceEntry, definition: SourceDefinition): SourceEntry['progress'] {
  const moved = definition.location !== entry.definition.location
  const progress = moved ? readProgress(undefined) : entry.progress
  return { ...progress, nextDueMs: 0 }
}

function refuseFixed(entry: SourceEntry): void {
  if (entry.fromCommandLine) {
    throw new UnusableSourceError('id', `${entry.definition.name} was given on the command line; change it there`)
  }
  if (entry.definition.kind === 'upload') throw new UnusableSourceError('id', 'uploads are no source to change')
}

async function stop(entry: SourceEntry): Promise<void> {
  entry.running?.controller.abort(new DOMException('the source was changed', 'AbortError'))
  await entry.running?.ended
}
