/** What a recipient may have in view. */
export type StixView = {
  /** Names the view: equal keys are one view, so that it must say all by which it was decided. */
  readonly key: string
  /**
   * `releasable`: of the markings given, and nothing that refers to what is kept back. What the recipient's own sources brought first is
   * not given back: whether it comes back would tell of what is kept from them. `brought`: what one source brought.
   */
  readonly holds:
    | {
        readonly kind: 'releasable'
        readonly markingIds: readonly number[]
        readonly judgedUpTo: number
        readonly ownSources: readonly string[]
      }
    | { readonly kind: 'brought'; readonly source: string }
}

/** Which versions of an object are wanted: the last or first in view, all, or that of an instant, Unix time in µs. */
export type WantedVersion = 'last' | 'first' | 'all' | number

/** A question for one page of a view; each condition narrows. */
export type ViewQuestion = {
  /** Unix time, µs: only what came into view later. */
  readonly afterUs?: number
  readonly ids?: readonly string[]
  readonly types?: readonly string[]
  /** One of these fits. */
  readonly versions: readonly WantedVersion[]
  readonly limit: number
}

/** A version in a view. */
export type ViewEntry = {
  readonly id: string
  readonly version: string
  /** When it came into view, Unix time in µs; no two entries of a view have the same. */
  readonly shownUs: number
  /** The object as JSON; empty where only the manifest is wanted. */
  readonly body: string
}

/** One page of a view, in the order in which things came into view. */
export type ViewPage = { readonly entries: readonly ViewEntry[]; readonly isMore: boolean }
