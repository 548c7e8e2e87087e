import type { Store } from '@yagura/core'
import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { Source } from '../../api/contract/sources.ts'

function maybe<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Undefined()]))
}

const { id, name, kind, reads, location, intervalMin, enabled, allowPrivateAddress } = Source.properties
const SourceDefinition = Type.Object({ id, name, kind, reads, location, intervalMin, enabled, allowPrivateAddress })
const SourceAccount = Type.Object({ name: Type.String(), password: Type.String() })
const StoredSource = Type.Object({
  definition: SourceDefinition,
  account: maybe(SourceAccount),
  /** Unix time, ms. */
  sinceMs: Type.Number(),
})
const SourceProgress = Type.Object({
  lastAttemptMs: maybe(Type.Number()),
  lastSuccessMs: maybe(Type.Number()),
  /** When it last gave something that was not known. */
  lastChangeMs: maybe(Type.Number()),
  /** From when it is asked by itself. */
  nextDueMs: Type.Number(),
  /** In a row. */
  failures: Type.Integer(),
  lastError: maybe(Type.Object({ code: Type.String(), message: Type.String(), atMs: Type.Number() })),
  records: Type.Integer(),
  problemCount: Type.Integer(),
  /** What the server called the version that was read in full. */
  etag: maybe(Type.String()),
  lastModified: maybe(Type.String()),
  /** Of a folder: files that were dealt with, by name, with their mark and what was wrong with them. */
  files: Type.Record(
    Type.String(),
    Type.Object({ mark: Type.String(), error: maybe(Type.Object({ code: Type.String(), message: Type.String() })) }),
  ),
  /** Of the simulated population: Modified Julian Day of its epoch. */
  epochMjd: maybe(Type.Integer()),
})
/** What a person says about a source. */
export type SourceDefinition = Static<typeof SourceDefinition>

/** An account with the owner of the data. The password is written to the store and sent to the owner, nowhere else. */
export type SourceAccount = Static<typeof SourceAccount>

/** How far a source has come. Times are Unix time, ms. */
export type SourceProgress = Static<typeof SourceProgress>

/** A source as it is stored; undefined where the document is none. */
export function readStoredSource(document: unknown): Static<typeof StoredSource> | undefined {
  return Check(StoredSource, document) ? document : undefined
}

/** How far a source has come as it is stored; that of one that was never asked where there is no document. */
export function readProgress(document: unknown): SourceProgress {
  if (Check(SourceProgress, document)) return document
  return { nextDueMs: 0, failures: 0, records: 0, problemCount: 0, files: {} }
}

/** Whether people have given a node sources or files of its own, besides those of the command line. */
export function hasOwnSources(store: Store): boolean {
  return store.list('sources').length > 0
}
