/** What a column of SQLite holds. */
export type SqlValue = null | number | bigint | string | Uint8Array

/** A row by names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A prepared statement. */
type SqlStatement = {
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
 * @returns Opens files. A statement is prepared once for each text, so that texts must not hold values.
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  const builtIn: object | undefined = process.getBuiltinModule('node:sqlite')
  const { DatabaseSync }: SqliteModule =
    builtIn !== undefined && isSqlite(builtIn) ? builtIn : await import('@photostructure/sqlite')
  return (path, { readOnly, timeoutMs }) => {
    const database = new DatabaseSync(path, { readOnly })
    const statements = new Map<string, SqlStatement>()
    database.exec(`PRAGMA busy_timeout = ${timeoutMs}`)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => {
        const prepared = statements.get(sql) ?? database.prepare(sql)
        statements.set(sql, prepared)
        return prepared
      },
      close: () => database.close(),
    }
  }
}

function isSqlite(module: object): module is SqliteModule {
  return 'DatabaseSync' in module
}

/** Primary result codes of SQLite that the store tells apart. Source: https://sqlite.org/rescode.html */
export const sqliteCodes = {
  unknown: 1,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  lockProtocol: 15,
  notADatabase: 26,
} as const

/**
 * The primary result code of a failure of SQLite.
 *
 * @returns Undefined where the error is not one of SQLite.
 */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  return codesBySaying.get(error.message) ?? sqliteCodes.unknown
}

/** The package gives no code with a failure of a question for many rows, only what SQLite says of each code. */
const codesBySaying: ReadonlyMap<string, number> = new Map([
  ['database is locked', sqliteCodes.busy],
  ['attempt to write a readonly database', sqliteCodes.readOnly],
  ['disk I/O error', sqliteCodes.ioError],
  ['database disk image is malformed', sqliteCodes.corrupt],
  ['database or disk is full', sqliteCodes.full],
  ['unable to open database file', sqliteCodes.cannotOpen],
  ['locking protocol', sqliteCodes.lockProtocol],
  ['file is not a database', sqliteCodes.notADatabase],
])

/** Text as a literal of SQL, for statements that take no values. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
