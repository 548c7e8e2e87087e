import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NodeMode } from '../context.ts'
import { type OpenSqlite, type SqlConnection, sqliteCodeOf, sqliteCodes } from './sqlite.ts'
import { CannotOpenStoreError, StoreInUseError } from './store-errors.ts'

/** The file that holds the store of a mode. */
export function storeFile(dataFolder: string, mode: NodeMode): string {
  return join(dataFolder, mode === 'REAL' ? 'real.sqlite' : 'simulated.sqlite')
}

/**
 * Makes a file that only its owner may read, and its folder, where they are absent. A file that is there is not opened:
 * closing a descriptor would take away the locks that SQLite holds on the same file in this process.
 */
export function makePrivateFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600))
    // SQLite would open a file that may not be written all the same, for reading, and without any lock.
    accessSync(file, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new CannotOpenStoreError(file, error instanceof Error ? error.message : String(error), error)
  }
}

/** The right to a store, held by this process alone. */
export type StoreLock = {
  /** Takes it again where the file of the lock was removed: another process could hold a new one. */
  readonly renew: () => void
  readonly release: () => void
}

/**
 * Takes the store of a file for this process alone. The lock is one of the operating system on a file beside the store,
 * held by SQLite: it ends with the process, however that ends, and leaves nothing behind that could be stale.
 *
 * @param file - The store.
 * @throws StoreInUseError where another process, or another part of this one, has it.
 */
export function lockStore(openSqlite: OpenSqlite, file: string): StoreLock {
  let connection = connectLock(openSqlite, file)
  let isInPlace = watchPlace(`${file}.lock`)
  return {
    renew: () => {
      if (isInPlace()) return
      const next = connectLock(openSqlite, file)
      connection.close()
      connection = next
      isInPlace = watchPlace(`${file}.lock`)
    },
    release: () => connection.close(),
  }
}

function connectLock(openSqlite: OpenSqlite, file: string): SqlConnection {
  const lockFile = `${file}.lock`
  makePrivateFile(lockFile)
  let connection: SqlConnection | undefined
  try {
    connection = openSqlite(lockFile, { readOnly: false, timeoutMs: 0 })
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return connection
  } catch (error) {
    connection?.close()
    if (sqliteCodeOf(error) === sqliteCodes.busy) throw new StoreInUseError(file, error)
    throw new CannotOpenStoreError(lockFile, error instanceof Error ? error.message : String(error), error)
  }
}

/**
 * Remembers which file stands at a path now.
 *
 * @returns Tells whether it still stands there: an open file that was removed or replaced can still be written, and all
 *   that is written to it is lost with the process.
 */
export function watchPlace(path: string): () => boolean {
  const identity = (): string | undefined => {
    const status = statSync(path, { bigint: true, throwIfNoEntry: false })
    return status === undefined ? undefined : `${status.dev}:${status.ino}`
  }
  const atFirst = identity()
  return () => atFirst !== undefined && identity() === atFirst
}

/**
 * Brings a file and its entry in the folder to stable storage. Not for a file that SQLite has open in this process, see
 * `makePrivateFile`.
 */
export function settleFile(file: string): void {
  for (const path of [file, dirname(file)]) {
    const descriptor = openSync(path, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }
}
