import type { Committed } from '@yagura/core'
import { giveBackSlice, isLarge, removeSlice, roomFor, stageSlice } from './background-work.ts'
import type { PreparedChange } from './prepared-change.ts'
import type { StoreDisk } from './store-disk.ts'
import { CannotWriteError } from './store-errors.ts'

/** A change that somebody waits for. */
export type WaitingChange = {
  readonly change: PreparedChange
  readonly resolve: (committed: Committed) => void
  readonly reject: (error: unknown) => void
}

/** What is too much for one turn of the event loop, done a slice a turn: large changes in their order, and removal. */
export type LargeChanges = {
  /** Whether a change must stand in this line: it is large, or has something in common with one that waits here. */
  readonly mustTake: (change: PreparedChange) => boolean
  readonly add: (waiting: WaitingChange) => void
  /** Says that something was forgotten, which lies in the file until it is removed. */
  readonly noteForgotten: () => void
  readonly isEmpty: () => boolean
  /** Does one slice; returns whether there is more to do now. */
  readonly step: () => boolean
}

/** @param write - Writes one change whose archive rows are in place (how many of them are new), or all of it. */
export function createLargeChanges(
  disk: StoreDisk,
  write: (waiting: WaitingChange, stagedRows: number | undefined) => void,
): LargeChanges {
  const line: WaitingChange[] = []
  // What an earlier process left is not known yet.
  let isRemovalLeft = true
  let isRoomLeft = false
  let staged = { rows: 0, added: 0 }

  const leaveLine = (): void => {
    line.shift()
    staged = { rows: 0, added: 0 }
  }
  const writeHead = (head: WaitingChange): void => {
    const { change } = head
    if (isLarge(change) && staged.rows < change.archive.length) {
      if (staged.rows === 0) disk.needRoom(roomFor(change))
      const { next, added } = disk.use((session) => stageSlice(session, change, staged.rows))
      staged = { rows: next, added: staged.added + added }
      return
    }
    write(head, isLarge(change) ? staged.added : undefined)
    leaveLine()
  }
  const doSlice = (): boolean => {
    const [head] = line
    // Rows of the change that is under way would be taken for those of one that was given up.
    if (isRemovalLeft && staged.rows === 0) {
      isRemovalLeft = disk.use(removeSlice)
      isRoomLeft = true
    } else if (head !== undefined) writeHead(head)
    else if (isRoomLeft) isRoomLeft = disk.use(giveBackSlice)
    return isRemovalLeft || isRoomLeft || line.length > 0
  }
  return {
    mustTake: (change) => {
      if (isLarge(change)) return true
      const touchesArchive = change.archive.length > 0 || change.forget.length > 0
      if (touchesArchive && (line.length > 0 || isRemovalLeft)) return true
      return line.some(({ change: earlier }) => [...change.documents].some((key) => earlier.documents.has(key)))
    },
    add: (waiting) => line.push(waiting),
    noteForgotten: () => {
      isRemovalLeft = true
    },
    isEmpty: () => line.length === 0,
    step: () => {
      try {
        return doSlice()
      } catch (error) {
        const [head] = line
        if (head !== undefined) {
          leaveLine()
          isRemovalLeft = true
          head.reject(error)
        } else if (!(error instanceof CannotWriteError)) throw error
        // Where nobody waits, the next commit meets the same failure and tells its caller; then this is tried again.
        return line.length > 0
      }
    },
  }
}
