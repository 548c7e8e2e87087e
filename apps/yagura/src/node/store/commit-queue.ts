import type { Committed } from '@yagura/core'
import { giveBackSlice, isLarge, removeSlice, stageSlice } from './background-work.ts'
import type { PreparedChange } from './prepared-change.ts'
import { sqliteCodeOf, sqliteCodes } from './sqlite.ts'
import { CannotWriteError } from './store-errors.ts'
import { type StoreSession, writeGroup } from './store-session.ts'

type Waiting = {
  readonly change: PreparedChange
  readonly resolve: (committed: Committed) => void
  readonly reject: (error: unknown) => void
}

/** Changes on their way to the disk. */
export type CommitQueue = {
  readonly add: (change: PreparedChange) => Promise<Committed>
  /** The connection that is in use. */
  readonly session: () => StoreSession
  /** Writes what waits, then closes the connection. */
  readonly end: () => Promise<void>
}

/**
 * Writes changes a turn of the event loop at a time: all small ones that wait, in the order handed in, then one slice
 * of what is large.
 *
 * @param file - Named in errors.
 * @param open - Opens a session; it is opened anew after a failure of the disk.
 */
export function createCommitQueue(file: string, open: () => StoreSession): CommitQueue {
  let session = open()
  let mustReopen = false
  let isScheduled = false
  let isWorkLeft = true
  let isRoomLeft = false
  const small: Waiting[] = []
  const large: Waiting[] = []
  let staged = { rows: 0, added: 0 }
  let closeAtEnd: (() => void) | undefined

  const schedule = (): void => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(turn)
  }

  const turn = (): void => {
    isScheduled = false
    if (small.length > 0) writeSmall(small.splice(0))
    const goesOn = background()
    if (small.length > 0 || large.length > 0 || (goesOn && closeAtEnd === undefined)) schedule()
    else closeAtEnd?.()
  }

  const ready = (): void => {
    // First of all: to open a path where nothing stands would make an empty store.
    if (!session.isInPlace()) {
      throw new CannotWriteError(
        file,
        'it was removed or replaced while the node runs; put the file back, or stop the node and restore a backup',
      )
    }
    if (!mustReopen) return
    try {
      const next = open()
      session.close()
      session = next
      mustReopen = false
    } catch (error) {
      throw new CannotWriteError(file, error instanceof Error ? error.message : String(error), error)
    }
  }

  const failed = (error: unknown): unknown => {
    const code = sqliteCodeOf(error)
    if (code === undefined) return error
    if (code === sqliteCodes.ioError || code === sqliteCodes.cannotOpen) mustReopen = true
    return new CannotWriteError(file, problemOf(code, error), error)
  }

  const write = (group: readonly Waiting[], stagedRows: number | undefined): void => {
    const changes = group.map(({ change }) => change)
    const outcomes = writeGroup(session, changes, stagedRows)
    for (const [index, outcome] of outcomes.entries()) {
      if ('written' in outcome) group[index]?.resolve(outcome.written.committed)
      else group[index]?.reject(failed(outcome.failure))
    }
    if (changes.some(({ forget, forgetLogBeforeMs }) => forget.length > 0 || forgetLogBeforeMs !== undefined)) {
      isWorkLeft = true
    }
  }

  const writeSmall = (group: readonly Waiting[]): void => {
    try {
      ready()
      write(group, undefined)
    } catch (error) {
      const reason = failed(error)
      // One change may be too large for the room that is left; the others need not suffer for it.
      if (group.length > 1 && !mustReopen) for (const one of group) writeSmall([one])
      else for (const { reject } of group) reject(reason)
    }
  }

  /** One slice of what is large; returns whether there is more. */
  const background = (): boolean => {
    const [head] = large
    try {
      if (!isWorkLeft && head === undefined && !isRoomLeft) return false
      ready()
      if (isWorkLeft && staged.rows === 0) {
        isWorkLeft = removeSlice(session)
        isRoomLeft = true
        return true
      }
      if (head === undefined) {
        isRoomLeft = giveBackSlice(session)
        return isRoomLeft
      }
      writeLarge(head)
      return true
    } catch (error) {
      const reason = failed(error)
      if (head !== undefined) {
        large.shift()
        staged = { rows: 0, added: 0 }
        isWorkLeft = true
        head.reject(reason)
      } else if (!(reason instanceof CannotWriteError)) throw error
      // The next commit meets the same failure and tells its caller; then the work is tried again.
      return false
    }
  }

  const writeLarge = (head: Waiting): void => {
    if (!isLarge(head.change)) {
      write([head], undefined)
      large.shift()
    } else if (staged.rows < head.change.archive.length) {
      const { next, added } = stageSlice(session, head.change, staged.rows)
      staged = { rows: next, added: staged.added + added }
    } else {
      write([head], staged.added)
      large.shift()
      staged = { rows: 0, added: 0 }
    }
  }

  const mustWait = (change: PreparedChange): boolean => {
    if (isLarge(change)) return true
    const touchesArchive = change.archive.length > 0 || change.forget.length > 0
    const isForgetting = isWorkLeft || small.some(({ change: earlier }) => earlier.forget.length > 0)
    if (touchesArchive && (large.length > 0 || isForgetting)) return true
    return large.some(({ change: earlier }) => [...change.documents].some((key) => earlier.documents.has(key)))
  }

  schedule()
  return {
    add: (change) =>
      new Promise((resolve, reject) => {
        ;(mustWait(change) ? large : small).push({ change, resolve, reject })
        schedule()
      }),
    session: () => session,
    end: () =>
      new Promise((resolve, reject) => {
        closeAtEnd = () => {
          try {
            session.close()
            resolve()
          } catch (error) {
            reject(failed(error))
          }
        }
        schedule()
      }),
  }
}

function problemOf(code: number, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (code === sqliteCodes.full) return `the disk is full (${said}); make room on it`
  if (code === sqliteCodes.readOnly) return `it may only be read (${said}); give the node the right to write`
  if (code === sqliteCodes.busy) return `another program is writing to it (${said}); stop that program`
  if (code === sqliteCodes.corrupt) {
    return `it is damaged (${said}); see \`yagura check\`, and put a backup in its place by \`yagura restore FILE --replace\``
  }
  return `the disk failed (${said}); look after the disk that it lies on`
}
