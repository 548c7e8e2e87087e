import { type ChangeWriter, createChangeWriter, type Written } from './change-writer.ts'
import type { PreparedChange } from './prepared-change.ts'
import { rollBack } from './schema.ts'
import { type OpenSqlite, type SqlConnection, sqliteCodeOf, sqliteCodes } from './sqlite.ts'
import { connectStore, opening, type StorePlace } from './store-connection.ts'
import { watchPlace } from './store-files.ts'
import { createStoreReader, type StoreReader } from './store-reader.ts'
import { readState, type StoreState } from './store-state.ts'

/** One open connection with everything prepared on it. */
export type StoreSession = {
  readonly connection: SqlConnection
  readonly writer: ChangeWriter
  readonly reader: StoreReader
  readonly state: () => StoreState
  /** Runs in a transaction that is on stable storage when this returns; its state takes the place of the present one. */
  readonly durably: <Result>(work: () => { readonly result: Result; readonly state: StoreState }) => Result
  /** The same, but on stable storage only with the next durable transaction: for what does not count until then. */
  readonly quickly: <Result>(work: () => { readonly result: Result; readonly state: StoreState }) => Result
  /** Whether the files that are open still stand at their paths; the store itself counts before its journal. */
  readonly place: () => 'in place' | 'gone' | 'journal gone'
  /**
   * Gives all locks on the files back, also one that the operating system did not take back when it was released: by such a one the
   * process keeps itself out. To be closed after that.
   */
  readonly letGo: () => void
  readonly close: () => void
}

/** Opens a session on the file of a store; it reads the state from the file. */
export function openSession(openSqlite: OpenSqlite, place: StorePlace): StoreSession {
  const { file } = place
  const connection = connectStore(openSqlite, place)
  return opening(file, () => {
    let state = readState(connection)
    const inTransaction = <Result>(work: () => { readonly result: Result; readonly state: StoreState }): Result => {
      connection.exec('BEGIN IMMEDIATE')
      try {
        const done = work()
        connection.exec('COMMIT')
        state = done.state
        return done.result
      } catch (error) {
        rollBack(connection)
        throw error
      }
    }
    const [storeInPlace, journalInPlace] = [watchPlace(file), watchPlace(`${file}-wal`)]
    return {
      connection,
      writer: createChangeWriter(connection),
      reader: createStoreReader(connection, () => state),
      state: () => state,
      durably: inTransaction,
      quickly: (work) => {
        connection.exec('PRAGMA synchronous = NORMAL')
        try {
          return inTransaction(work)
        } finally {
          connection.exec('PRAGMA synchronous = FULL')
        }
      },
      place: () => {
        if (!storeInPlace()) return 'gone'
        return journalInPlace() ? 'in place' : 'journal gone'
      },
      letGo: () => leaveJournal(connection),
      close: () => closeWhole(connection),
    }
  })
}

/**
 * To close would not do: a connection with statements that cannot be ended keeps its locks. To leave the journal closes its index, and
 * with it every lock in it; whoever opens the store next begins the journal again.
 */
function leaveJournal(connection: SqlConnection): void {
  try {
    connection.exec('PRAGMA journal_mode = DELETE')
  } catch {
    // The index is closed also where the journal could not be brought into the file: it stays beside it with all that was committed.
  }
}

/**
 * Closes a connection after its journal was brought into the file. The package of SQLite cannot end statements, and a
 * connection with statements closes its files only when they are collected: it would leave the journal as it is.
 */
function closeWhole(connection: SqlConnection): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // On a full or failing disk the journal stays beside the file and keeps all that was committed.
  }
  connection.close()
}

/** How a change of a group ended; a failure is of this change alone. */
export type Outcome = { readonly written: Written } | { readonly failure: unknown }

/**
 * Writes changes in one transaction with one flush. A change that cannot be written leaves the others as they are.
 *
 * @param stagedRows - Where the only change of the group has its archive rows in place: how many of them are new.
 * @throws what SQLite throws where none of them could be written.
 */
export function writeGroup(
  session: StoreSession,
  changes: readonly PreparedChange[],
  stagedRows: number | undefined,
): readonly Outcome[] {
  const { connection, writer, durably } = session
  return durably(() => {
    let state = session.state()
    const result = changes.map((change): Outcome => {
      connection.exec('SAVEPOINT change')
      try {
        const written = writer.write(change, state, stagedRows)
        connection.exec('RELEASE change')
        state = written.state
        return { written }
      } catch (failure) {
        if (isOfTheDisk(failure)) throw failure
        connection.exec('ROLLBACK TO change; RELEASE change')
        return { failure }
      }
    })
    return { result, state }
  })
}

const diskCodes: readonly number[] = [
  sqliteCodes.busy,
  sqliteCodes.readOnly,
  sqliteCodes.ioError,
  sqliteCodes.corrupt,
  sqliteCodes.full,
  sqliteCodes.cannotOpen,
  sqliteCodes.lockProtocol,
]

function isOfTheDisk(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  return code !== undefined && diskCodes.includes(code)
}
