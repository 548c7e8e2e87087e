import type { Committed } from '@yagura/core'
import { createLargeChanges, type WaitingChange } from './large-changes.ts'
import type { PreparedChange } from './prepared-change.ts'
import type { StoreDisk } from './store-disk.ts'
import { writeGroup } from './store-session.ts'

/** Changes on their way to the disk. */
export type CommitQueue = {
  readonly add: (change: PreparedChange) => Promise<Committed>
  /** Writes what waits, then closes the connection. */
  readonly end: () => Promise<void>
}

/** Most changes that share a transaction: more would hold the event loop up for longer than a flush costs. */
const changesAtOnce = 100

/**
 * Writes changes a turn of the event loop at a time: small ones that wait, in the order handed in, then one slice
 * of what is large.
 */
export function createCommitQueue(disk: StoreDisk): CommitQueue {
  const small: WaitingChange[] = []
  let isScheduled = false
  let closeAtEnd: (() => void) | undefined

  const schedule = (): void => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(turn)
  }
  const write = (group: readonly WaitingChange[], stagedRows: number | undefined): void => {
    const changes = group.map(({ change }) => change)
    const outcomes = disk.use((session) => writeGroup(session, changes, stagedRows))
    for (const [index, outcome] of outcomes.entries()) {
      if ('written' in outcome) group[index]?.resolve(outcome.written.committed)
      else group[index]?.reject(disk.explain(outcome.failure))
    }
    if (changes.some((change) => forgets(change))) large.noteForgotten()
  }
  const large = createLargeChanges(disk, (waiting, stagedRows) => write([waiting], stagedRows))
  const writeSmall = (group: readonly WaitingChange[]): void => {
    try {
      write(group, undefined)
    } catch (error) {
      // One change may be too large for the room that is left; the others need not suffer for it.
      if (group.length > 1) for (const one of group) writeSmall([one])
      else for (const { reject } of group) reject(error)
    }
  }
  const turn = (): void => {
    isScheduled = false
    if (small.length > 0) writeSmall(small.splice(0, changesAtOnce))
    const isMoreToDo = large.step()
    const mustGoOn = closeAtEnd === undefined ? isMoreToDo : !large.isEmpty()
    if (small.length > 0 || mustGoOn) schedule()
    else closeAtEnd?.()
  }

  schedule()
  return {
    add: (change) =>
      new Promise((resolve, reject) => {
        const touchesArchive = change.archive.length > 0 || change.forget.length > 0
        const followsForgetting = touchesArchive && small.some(({ change: earlier }) => earlier.forget.length > 0)
        if (followsForgetting || large.mustTake(change)) large.add({ change, resolve, reject })
        else small.push({ change, resolve, reject })
        schedule()
      }),
    end: () =>
      new Promise((resolve, reject) => {
        closeAtEnd = () => {
          try {
            disk.session().close()
            resolve()
          } catch (error) {
            reject(disk.explain(error))
          }
        }
        schedule()
      }),
  }
}

function forgets({ forget, forgetLogBeforeMs }: PreparedChange): boolean {
  return forget.length > 0 || forgetLogBeforeMs !== undefined
}
