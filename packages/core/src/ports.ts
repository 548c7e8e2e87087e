/** Wall clock of the machine. It comes in as an argument, so that a test can set it. */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00Z (Unix time: UTC without leap seconds). */
  readonly nowMs: () => number
}

/** A line of the log as it is handed in. */
export type LogDraft = {
  /** Unix time, ms. */
  readonly atMs: number
  /** What happened, `<area>/<event>` such as `alert/raised`. */
  readonly kind: string
  /** Identity of what it is about; empty where it is about the node. */
  readonly subject: string
  /** Name of the person who did it, or `node`. */
  readonly by: string
  /** One sentence for a person. */
  readonly text: string
  /** Facts for a program, JSON. */
  readonly body: unknown
}

/** A line of the log: written once, numbered without gaps from 1, never changed. */
export type LogRecord = LogDraft & { readonly seq: number }

/** Present state of one thing, JSON; a later one of the same collection and id takes its place. */
export type StoredDocument = { readonly collection: string; readonly id: string; readonly body: unknown }

/** Bulk data, written once: where a collection has the key already, the row is left as it is. */
export type ArchiveRow = {
  readonly collection: string
  readonly key: string
  /** Unix time, ms, by which retention removes it. */
  readonly atMs: number
  readonly body: Uint8Array
}

/** What is written together: after a crash all of it is there, or nothing. */
export type Change = {
  readonly append?: readonly LogDraft[]
  readonly put?: readonly StoredDocument[]
  readonly remove?: readonly { readonly collection: string; readonly id: string }[]
  readonly archive?: readonly ArchiveRow[]
  /** Removes archive rows of a collection: all, or those before an instant. */
  readonly forget?: readonly { readonly collection: string; readonly beforeMs?: number }[]
}

/** What a commit did. */
export type Committed = {
  /** The lines of the log with their numbers, in the order handed in. */
  readonly records: readonly LogRecord[]
  /** Archive rows that were not there before. */
  readonly archived: number
}

/** A question to the log. */
export type LogQuestion = {
  readonly afterSeq?: number
  /** A kind, or its first part: `alert` fits `alert/raised`. */
  readonly kind?: string
  readonly subject?: string
  readonly newestFirst: boolean
  readonly offset?: number
  readonly limit: number
}

/**
 * Everything a node keeps. One process at a time; reading sees what was committed.
 * A contract suite proves each implementation: `packages/core` states it, the app's stores run it.
 */
export type Store = {
  /**
   * Writes a change; changes that are handed in at the same time share one flush to the disk.
   * Resolves when it is on stable storage: what was resolved survives a kill and a power cut.
   * @throws a `YaguraError` (rejects) where it could not be written; then nothing of it is there.
   */
  readonly commit: (change: Change) => Promise<Committed>
  readonly get: (collection: string, id: string) => unknown
  /** In order of id. */
  readonly list: (collection: string) => readonly StoredDocument[]
  readonly readLog: (question: LogQuestion) => { readonly records: readonly LogRecord[]; readonly total: number }
  readonly lastSeq: () => number
  /** Rows in order of key; a prefix of the key narrows them. Read one by one, so that a large archive fits. */
  readonly readArchive: (collection: string, prefix?: string) => IterableIterator<ArchiveRow>
  readonly close: () => Promise<void>
}
