import { Marking } from '@yagura/record'
import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { ClientIdentity } from './client-identity.ts'

/** Collections of what feeds keep in the node's store. */
export const feedCollections = { feeds: 'taxii-feeds', states: 'taxii-feed-states' } as const

function maybe<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Undefined()]))
}

const StoredFeed = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  intervalMin: Type.Integer(),
  allowPrivateAddress: Type.Boolean(),
  originator: Type.String(),
  /** Of objects that say nothing of who may see them. */
  marking: Marking,
  isPaused: Type.Boolean(),
  account: maybe(Type.Object({ user: Type.String(), password: Type.String() })),
  identity: maybe(ClientIdentity),
  /** Who vouches for the server, in the place of the known authorities; PEM. */
  authority: maybe(Type.String()),
  /** From when its age counts while it has not succeeded: when it was added, or last resumed; Unix time, ms. */
  sinceMs: Type.Number(),
})

const FeedProgress = Type.Object({
  lastAttemptMs: maybe(Type.Number()),
  lastSuccessMs: maybe(Type.Number()),
  /** From when it is pulled by itself. */
  nextDueMs: Type.Number(),
  /** In a row. */
  failures: Type.Integer(),
  lastError: maybe(Type.Object({ code: Type.String(), message: Type.String(), atMs: Type.Number() })),
  /** Versions that were not known, since it was added. */
  gained: Type.Integer(),
  /** Objects of the last pull that could not be taken, and why the first could not. */
  leftOut: Type.Integer(),
  lastProblem: maybe(Type.String()),
})

/** A feed that an administrator had pulled. The password and the key are written to the store and used for the server, nowhere else. */
export type StoredFeed = Static<typeof StoredFeed>

/** How far a feed has come. Times are Unix time, ms. */
export type FeedProgress = Static<typeof FeedProgress>

/** @returns Undefined where a document is no feed. */
export function readStoredFeed(body: unknown): StoredFeed | undefined {
  return Check(StoredFeed, body) ? body : undefined
}

/** @returns How far a feed has come; that of one that was never pulled where the document says nothing of it. */
export function readFeedProgress(body: unknown): FeedProgress {
  return Check(FeedProgress, body) ? body : { nextDueMs: 0, failures: 0, gained: 0, leftOut: 0 }
}
