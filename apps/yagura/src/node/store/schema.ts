import type { SqlConnection } from './sqlite.ts'

/** Marks a file as a store of Yagura ("YGRA"), where SQLite keeps such a mark: bytes 68–71 of the file. */
export const storeApplicationId = 0x59475241

/**
 * Brings a store from the form before to the next: statements of SQL, run in one transaction. One that was released is
 * never changed; a new form is a new last entry.
 */
export type Migration = string

/**
 * Forms of the store; the number of a form is its place, from 1.
 *
 * - `log.area` is the first part of the kind, so that both are found by equality and in order of seq.
 * - `archive` has no unique key: rows of a change that was not finished, and rows that are being removed, lie beside
 *   those that count. Its ids only grow.
 * - A clock may be set back: lines by time have an index of their own.
 * - `state` holds what must survive: see store-state.ts.
 */
export const migrations: readonly Migration[] = [
  `CREATE TABLE log (
     seq INTEGER PRIMARY KEY, at_ms REAL NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, by TEXT NOT NULL,
     text TEXT NOT NULL, body TEXT NOT NULL,
     area TEXT NOT NULL GENERATED ALWAYS AS (substr(kind, 1, instr(kind || '/', '/') - 1)) VIRTUAL
   ) STRICT;
   CREATE INDEX log_by_kind ON log (kind, seq);
   CREATE INDEX log_by_area ON log (area, seq);
   CREATE INDEX log_by_subject ON log (subject, seq);
   CREATE TABLE documents (
     collection TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (collection, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE archive (
     id INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, key TEXT NOT NULL, at_ms REAL NOT NULL, body BLOB NOT NULL
   ) STRICT;
   CREATE INDEX archive_by_key ON archive (collection, key, id);
   CREATE INDEX archive_by_time ON archive (collection, at_ms);
   CREATE TABLE forgotten (
     collection TEXT NOT NULL, before_ms REAL NOT NULL, below_id INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  'CREATE INDEX log_by_time ON log (area, at_ms, seq);',
]

/**
 * Applies what lies between the form that a file has and the newest, in one transaction.
 *
 * @param steps - All forms from the first.
 * @param andThen - SQL of the same transaction, to be run in the newest form.
 */
export function migrate(
  connection: SqlConnection,
  fromVersion: number,
  steps: readonly Migration[],
  andThen: string = '',
): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(fromVersion)) connection.exec(step)
    connection.exec(andThen)
    connection.exec(`PRAGMA application_id = ${storeApplicationId}`)
    connection.exec(`PRAGMA user_version = ${steps.length}`)
    connection.exec('COMMIT')
  } catch (error) {
    rollBack(connection)
    throw error
  }
}

/** Ends a transaction without effect; some failures (a full disk) have made SQLite end it already. */
export function rollBack(connection: SqlConnection): void {
  try {
    connection.exec('ROLLBACK')
  } catch {
    // "no transaction is active" is the wanted state.
  }
}
