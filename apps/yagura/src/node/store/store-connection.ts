import type { NodeMode } from '../context.ts'
import { type Migration, migrate, storeApplicationId } from './schema.ts'
import { type OpenSqlite, type SqlConnection, sqliteCodeOf, sqliteCodes } from './sqlite.ts'
import { CannotOpenStoreError, StoreDamagedError, StoreVersionError } from './store-errors.ts'
import { markModeSql, numberOf, readMode } from './store-state.ts'

/** A wait at the start, when another process such as a backup may read the file; later ones are kept short. */
const openTimeoutMs = 2000
const writeTimeoutMs = 100

/**
 * Pages of 4 KiB after which the journal is brought into the file. The commit that does it holds the event loop up
 * meanwhile: SQLite's own 1000 took 18 ms where a slice takes one.
 */
export const journalPages = 400

/** How a store is kept. */
export type StoreForm = {
  /** The forms that are known, of which the last is wanted. */
  readonly steps: readonly Migration[]
  /** Whether free pages are given back to the disk bit by bit. SQLite then writes down of every page what it belongs to. */
  readonly isTrimmed: boolean
  /** Of a page of a file that is made; SQLite’s own 4096 where nothing is said. */
  readonly pageBytes?: number
}

/** A store: its file, what it is of, and how it is kept. */
export type StorePlace = StoreForm & { readonly file: string; readonly mode: NodeMode }

/**
 * Opens the file of a store for writing: an empty file becomes a store, one of another form or mode is refused.
 * @throws StoreVersionError, StoreDamagedError, CannotOpenStoreError
 */
export function connectStore(openSqlite: OpenSqlite, place: StorePlace): SqlConnection {
  const { file, mode, steps, isTrimmed, pageBytes } = place
  return opening(file, () => {
    const connection = openSqlite(file, { readOnly: false, timeoutMs: openTimeoutMs })
    try {
      const version = storeVersion(connection, file)
      if (version !== 0 && version !== steps.length) throw new StoreVersionError(file, version, steps.length)
      // Both must be said before the first table.
      if (version === 0 && pageBytes !== undefined) connection.exec(`PRAGMA page_size = ${pageBytes}`)
      if (version === 0 && isTrimmed) connection.exec('PRAGMA auto_vacuum = INCREMENTAL')
      connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      connection.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY')
      connection.exec(`PRAGMA wal_autocheckpoint = ${journalPages}; PRAGMA journal_size_limit = ${1 << 24}`)
      if (version === 0) migrate(connection, 0, steps, markModeSql(mode))
      const found = readMode(connection)
      if (found !== mode) throw new CannotOpenStoreError(file, `it is of a ${found} node, and this node is ${mode}`)
      connection.exec(`PRAGMA busy_timeout = ${writeTimeoutMs}`)
      return connection
    } catch (error) {
      connection.close()
      throw error
    }
  })
}

/**
 * The form of a store.
 *
 * @returns 0 for a file without content.
 * @throws StoreDamagedError where it is a file of something else.
 */
export function storeVersion(connection: SqlConnection, file: string): number {
  const tables = pragma(connection, 'SELECT count(*) AS value FROM sqlite_schema')
  const version = pragma(connection, 'SELECT user_version AS value FROM pragma_user_version')
  const applicationId = pragma(connection, 'SELECT application_id AS value FROM pragma_application_id')
  if (tables === 0 && version === 0) return 0
  if (applicationId !== storeApplicationId || version === 0)
    throw new StoreDamagedError(file, 'it is no store of Yagura')
  return version
}

/** Runs what opens a file, and tells its failures by what a person can do. */
export function opening<Result>(file: string, open: () => Result): Result {
  try {
    return open()
  } catch (error) {
    const code = sqliteCodeOf(error)
    if (code === undefined) throw error
    const problem = error instanceof Error ? error.message : String(error)
    if (code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase) {
      throw new StoreDamagedError(file, problem, error)
    }
    throw new CannotOpenStoreError(file, problem, error)
  }
}

function pragma(connection: SqlConnection, sql: string): number {
  const row = connection.prepare(sql).get()
  return row === undefined ? 0 : numberOf(row, 'value')
}
