import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { rescueStore } from './rescue-store.ts'
import { sqliteCodeOf, sqliteCodes } from './sqlite.ts'
import { journalPages } from './store-connection.ts'
import { CannotWriteError } from './store-errors.ts'
import type { StoreReader } from './store-reader.ts'
import type { StoreSession } from './store-session.ts'

/** The connection of a store, kept sound over failures of the disk. */
export type StoreDisk = {
  readonly session: () => StoreSession
  /** Runs what reads, and runs it again where the process kept itself out of its own store. @throws what SQLite throws. */
  readonly read: <Result>(ask: (reader: StoreReader) => Result) => Result
  /**
   * Runs what writes.
   *
   * @throws CannotWriteError where the disk does not take it; the next use tries anew.
   */
  readonly use: <Result>(work: (session: StoreSession) => Result) => Result
  /**
   * Looks for room before much is written: half of it would fill the disk to the last byte, and leave none to remove it.
   *
   * @throws CannotWriteError where there is too little.
   */
  readonly needRoom: (bytes: number) => void
  /** What SQLite threw, as an error that says what to do; any other error as it is. */
  readonly explain: (error: unknown) => unknown
}

/**
 * Opens the connection of a store.
 *
 * @param open - Opens a session; also after a failure after which the state of the old one is not known.
 */
export function createStoreDisk(file: string, open: () => StoreSession): StoreDisk {
  let session = open()
  let mustReopen = false
  let mayBeLockedOut = false

  const explain = (error: unknown): unknown => {
    const code = sqliteCodeOf(error)
    if (code === undefined) return error
    if (untrusted.includes(code)) mustReopen = true
    return new CannotWriteError(file, problemOf(code, error), error)
  }
  const makeSound = (): void => {
    // First of all: to open a path where nothing stands would make an empty store.
    const place = session.place()
    if (place === 'in place' && !mustReopen && !mayBeLockedOut) return
    if (place === 'gone' && !existsSync(file)) rescueStore(session.connection, file)
    else if (place !== 'in place') throw new CannotWriteError(file, misplaced[place])
    if (mayBeLockedOut) session.letGo()
    const next = open()
    session.close()
    session = next
    mustReopen = false
    mayBeLockedOut = false
  }
  const tryTwice = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      if (!lockedOut.includes(sqliteCodeOf(error) ?? sqliteCodes.unknown)) throw error
      mayBeLockedOut = true
      makeSound()
      return work()
    }
  }
  return {
    session: () => session,
    read: (ask) => tryTwice(() => ask(session.reader)),
    use: (work) => {
      try {
        makeSound()
      } catch (error) {
        const reason = explain(error)
        if (reason instanceof CannotWriteError) throw reason
        throw new CannotWriteError(file, messageOf(reason), reason)
      }
      try {
        return tryTwice(() => work(session))
      } catch (error) {
        throw explain(error)
      }
    },
    needRoom: (bytes) => {
      const { bavail, bsize } = statfsSync(dirname(file))
      const [freeMb, neededMb] = [(bavail * bsize) / 1e6, (bytes + journalBytes) / 1e6]
      if (freeMb >= neededMb) return
      throw new CannotWriteError(
        file,
        `the disk is full: ${neededMb.toFixed(1)} MB are needed and ${freeMb.toFixed(1)} MB are left; make room on it`,
      )
    },
    explain,
  }
}

/** What the journal grows to before it is brought into the file, with room for the change that makes it so long. */
const journalBytes = 2 * journalPages * 4096

/** Failures after which a connection is not used any more; one that met a file that may only be read stays so for good. */
const untrusted: readonly number[] = [sqliteCodes.ioError, sqliteCodes.cannotOpen, sqliteCodes.readOnly]

/** What a process is told that keeps itself out by a lock that it could not give back; nothing was read or written then. */
const lockedOut: readonly number[] = [sqliteCodes.busy, sqliteCodes.lockProtocol]

const misplaced = {
  gone: 'another file stands in its place; put the right one back, or stop the node and restore a backup',
  'journal gone':
    'its journal (-wal) was removed; stop the node in order, not by a kill, and start it again: it keeps all',
} as const

function problemOf(code: number, error: unknown): string {
  const said = messageOf(error)
  if (code === sqliteCodes.full) return `the disk is full (${said}); make room on it`
  if (code === sqliteCodes.readOnly) return `it may only be read (${said}); give the node the right to write`
  if (code === sqliteCodes.busy) return `another program is writing to it (${said}); stop that program`
  if (code === sqliteCodes.corrupt) {
    return `it is damaged (${said}); see \`yagura check\`, and put a backup in its place by \`yagura restore FILE --replace\``
  }
  return `the disk failed (${said}); look after the disk that it lies on`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
