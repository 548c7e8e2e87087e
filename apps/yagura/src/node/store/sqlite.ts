/** What a column of SQLite holds. */
export type SqlValue = null | number | bigint | string | Uint8Array

/** A row by names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A prepared statement. */
export type SqlStatement = {
  readonly run: (...values: SqlValue[]) => { readonly changes: number | bigint }
  readonly get: (...values: SqlValue[]) => SqlRow | undefined
  readonly all: (...values: SqlValue[]) => readonly SqlRow[]
}

/** A connection to a file of SQLite; every call is synchronous. */
export type SqlConnection = {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => SqlStatement
  readonly close: () => void
}

/** Opens a file of SQLite. `timeoutMs` is how long a statement waits for another process that holds a lock. */
export type OpenSqlite = (
  path: string,
  options: { readonly readOnly: boolean; readonly timeoutMs: number },
) => SqlConnection

type SqliteModule = {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean }) => SqlConnection
}

/**
 * SQLite as the runtime brings it, else the package of the same interface.
 *
 * @returns Opens files; the options of a connection that every store wants are set by whoever opens.
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  const builtIn: object | undefined = process.getBuiltinModule('node:sqlite')
  const { DatabaseSync }: SqliteModule =
    builtIn !== undefined && isSqlite(builtIn) ? builtIn : await import('@photostructure/sqlite')
  return (path, { readOnly, timeoutMs }) => {
    const connection = new DatabaseSync(path, { readOnly })
    connection.exec(`PRAGMA busy_timeout = ${timeoutMs}`)
    return connection
  }
}

function isSqlite(module: object): module is SqliteModule {
  return 'DatabaseSync' in module
}

/** Primary result codes of SQLite that the store tells apart. Source: https://sqlite.org/rescode.html */
export const sqliteCodes = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const

/**
 * The primary result code of a failure of SQLite.
 *
 * @returns Undefined where the error is not one of SQLite.
 */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}
