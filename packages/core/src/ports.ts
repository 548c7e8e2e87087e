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

/**
 * What is written together: after a crash all of it is there, or nothing. What is forgotten and removed goes first; then
 * come archive rows, documents and lines of the log. Names of collections, ids and keys have 1 to 500 characters, none
 * of them a control character. Bytes of archive rows must stay as they are until the commit has resolved.
 */
export type Change = {
  readonly append?: readonly LogDraft[]
  readonly put?: readonly StoredDocument[]
  readonly remove?: readonly { readonly collection: string; readonly id: string }[]
  readonly archive?: readonly ArchiveRow[]
  /** Removes archive rows of a collection: all, or those before an instant. */
  readonly forget?: readonly { readonly collection: string; readonly beforeMs?: number }[]
  /**
   * Removes the oldest lines of the log, up to the first that is not older than an instant; the newest line always stays.
   * What is left has no gaps, and numbers go on.
   */
  readonly forgetLog?: { readonly beforeMs: number }
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
  /** First part of kinds that are left out. */
  readonly exceptArea?: string
  readonly newestFirst: boolean
  readonly offset?: number
  readonly limit: number
}

/** A question to one area of the log by time: newest first by their instants, whatever the order of writing was. */
export type LogSpan = {
  /** First part of the kinds. */
  readonly area: string
  /** Unix time, ms, inclusive. */
  readonly fromMs?: number
  /** Unix time, ms, exclusive. */
  readonly untilMs?: number
  /** A line that was read before; what is asked for is older. */
  readonly before?: { readonly atMs: number; readonly seq: number }
  readonly limit: number
}

/**
 * Everything a node keeps. One process at a time; reading sees what was committed.
 * One contract suite proves each implementation; it stands beside the app's store.
 */
export type Store = {
  /**
   * Writes a change; changes that are handed in at the same time share one flush to the disk.
   * Resolves when it is on stable storage: what was resolved survives a kill and a power cut.
   * Changes are written in the order handed in, except that one with many archive rows may be overtaken by small ones
   * that have neither archive rows nor a document in common with it. Commits resolve in the order of their lines' numbers.
   * @throws a `YaguraError` (rejects) where it could not be written; then nothing of it is there.
   */
  readonly commit: (change: Change) => Promise<Committed>
  /** @returns undefined where there is no such document. */
  readonly get: (collection: string, id: string) => unknown
  /** In order of id. */
  readonly list: (collection: string) => readonly StoredDocument[]
  /** `total` is how many lines fit, whatever `offset` and `limit` are. */
  readonly readLog: (question: LogQuestion) => { readonly records: readonly LogRecord[]; readonly total: number }
  /** Reads as many lines as are asked for and no others, however long the log is. */
  readonly readLogByTime: (span: LogSpan) => readonly LogRecord[]
  /** 0 where nothing was logged yet. */
  readonly lastSeq: () => number
  /**
   * Rows in order of key; a prefix of the key narrows them. Read one by one, so that a large archive fits; whoever reads
   * over several turns of the event loop may or may not see what is written meanwhile.
   */
  readonly readArchive: (collection: string, prefix?: string) => IterableIterator<ArchiveRow>
  /** Writes what waits; later commits are refused. */
  readonly close: () => Promise<void>
}
