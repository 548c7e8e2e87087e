import type { LogDraft } from '@yagura/core'
import type { NodeContext } from '../context.ts'
import { ReleaseStateError, UnknownReleaseError } from './errors.ts'
import { isStoredRelease, releaseCollection, type StoredRelease } from './stored-release.ts'

/** Releases as they are kept; changes come one after another. */
export type ReleaseBook = {
  /** Newest first. */
  readonly list: () => readonly StoredRelease[]
  /** As it was last committed. @throws UnknownReleaseError */
  readonly get: (id: string) => StoredRelease
  /** Commits a release and the line of the log that tells of it. */
  readonly put: (release: StoredRelease, line: Pick<LogDraft, 'kind' | 'by' | 'text'>) => Promise<StoredRelease>
  /** Runs a change when the changes before it are done. */
  readonly inTurn: <Result>(change: () => Promise<Result>) => Promise<Result>
}

/** Opens the releases of a store; each is read anew when it is asked for, so that what counts is what was committed. */
export function openReleaseBook({ store, clock }: NodeContext): ReleaseBook {
  let last: Promise<unknown> = Promise.resolve()
  return {
    list: () =>
      store
        .list(releaseCollection)
        .flatMap(({ body }) => (isStoredRelease(body) ? [body] : []))
        .reverse(),
    get: (id) => {
      const body = store.get(releaseCollection, id)
      if (!isStoredRelease(body)) throw new UnknownReleaseError(id)
      return body
    },
    put: async (release, line) => {
      const { id, bodySha256, state } = release
      await store.commit({
        put: [{ collection: releaseCollection, id, body: release }],
        append: [{ atMs: clock.nowMs(), subject: id, body: { bodySha256, state }, ...line }],
      })
      return release
    },
    inTurn: (change) => {
      const result = last.then(change)
      last = result.catch(() => undefined)
      return result
    },
  }
}

/** @throws ReleaseStateError where a release is in none of the states. */
export function requireState(release: StoredRelease, states: readonly StoredRelease['state'][], problem: string): void {
  if (!states.includes(release.state)) throw new ReleaseStateError(release.id, release.state, problem)
}
