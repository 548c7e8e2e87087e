/** How one source of data stands. Times are Unix time, ms. */
export type SourceFacts = {
  readonly id: string
  readonly name: string
  /** Whether it is to be asked at all. */
  readonly enabled: boolean
  readonly stale: boolean
  readonly lastSuccessMs: number | undefined
  readonly lastError: { readonly message: string; readonly atMs: number } | undefined
  /** Path of the page on which it can be mended. */
  readonly link: string
  /** What is missed at once while it fails, one sentence; absent where what it brought before still serves for a while. */
  readonly missed?: string
}

/** A certificate that this node or another program signs in with. */
export type CertificateFacts = {
  /** Names the matter while the certificate or one that takes its place is used. */
  readonly id: string
  /** Whose it is and what for, for a person. */
  readonly name: string
  /** Unix time, ms. */
  readonly endsMs: number
  /** What happens once it has ended, one sentence. */
  readonly missed: string
  /** How another takes its place, one sentence. */
  readonly action: string
  readonly link: string
}

/** How old a stock of records is that judgements rest on. */
export type StockFacts = {
  /** What the records are, in the plural, for a person. */
  readonly name: string
  readonly count: number
  readonly agingAfterDays: number
  /** How many are older than that. */
  readonly aging: number
  readonly oldAfterDays: number
  readonly old: number
  /** Time of the newest, Unix time, ms. */
  readonly newestMs: number | undefined
}

/** How the clock of the node stood against that of a server; the server's is known to half a second. */
export type ClockSampleFacts = { readonly reference: string; readonly offsetMs: number; readonly atMs: number }

/** What is known about the clock of the node. */
export type ClockFacts = {
  readonly samples: readonly ClockSampleFacts[]
  /** By how much the wall clock has moved beside the monotonic one since it was last compared or the node started, ms. */
  readonly jumpedMs: number
  /** Time of the newest line of the log when the node started, Unix time, ms. */
  readonly newestLogMs: number | undefined
}

/** Work that is to be done again and again. */
export type DueFacts = {
  readonly id: string
  readonly name: string
  /** By when it is to be done, Unix time, ms. */
  readonly dueMs: number
  readonly link: string
}

/** Documents of a collection that were stored and cannot be read: what they say does not hold. */
export type UnreadableFacts = { readonly collection: string; readonly ids: readonly string[] }

/** Everything the health of a node is judged by. */
export type NodeFacts = {
  readonly sources: readonly SourceFacts[]
  readonly certificates: readonly CertificateFacts[]
  readonly stock: StockFacts | undefined
  readonly clock: ClockFacts
  readonly store: {
    /** What the last attempt to write met; absent where it went well. */
    readonly failure: { readonly message: string; readonly sinceMs: number } | undefined
    /** How long the write under way has taken, ms. */
    readonly waitingMs: number
  }
  readonly unreadable: readonly UnreadableFacts[]
  readonly work: readonly DueFacts[]
  readonly disk: { readonly path: string; readonly freeBytes: number; readonly totalBytes: number } | undefined
  /** The longest that the process answered nothing in the last minute, ms. */
  readonly longestPauseMs: number
}
