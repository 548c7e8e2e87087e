/** What is known of the link to a partner since this node was started. */
export type LinkState = {
  readonly lastContactMs: number | undefined
  readonly failure: { readonly code: string; readonly reason: string; readonly atMs: number } | undefined
  /** Visits in a row that failed. */
  readonly failures: number
  readonly complaint: { readonly code: string; readonly reason: string; readonly atMs: number } | undefined
  /** Entries of our logs that it has cosigned, by origin. */
  readonly witnessed: ReadonlyMap<string, number>
  /** When it is asked next, by a clock that only goes forward, ms. */
  readonly dueMs: number
}

/** A link about which nothing is known yet. */
export const newLink: LinkState = {
  lastContactMs: undefined,
  failure: undefined,
  failures: 0,
  complaint: undefined,
  witnessed: new Map(),
  dueMs: 0,
}

const everyMs = 2000
/** So that all are level within half a minute after whatever kept them apart. */
const longestMs = 12_000

/** @returns How long to wait after failures in a row, ms: two seconds, doubled each time up to twelve. */
export function waitAfterMs(failures: number): number {
  return failures === 0 ? everyMs : Math.min(longestMs, everyMs * 2 ** Math.min(failures, 10))
}
