import type { SqlConnection, SqlValue } from '../../store/sqlite.ts'

/** Tables whose rows wait, in the order in which they are written: the index of words takes all that is new of a transaction at its end. */
const inserts = {
  names: ['INSERT INTO names (no, id)', 2],
  kinds: ['INSERT INTO kinds (no, name)', 2],
  sources: ['INSERT INTO sources (no, name)', 2],
  bytes_read: ['INSERT OR IGNORE INTO bytes_read (hash)', 1],
  versions: [
    'INSERT INTO versions (seq, object, is_dated, version_us, version, added_us, marking, source, aside, contradicts, body)',
    11,
  ],
  came_from: ['INSERT OR IGNORE INTO came_from (source, version)', 2],
  objects: [
    `INSERT INTO objects
     (object, seq, type, name, created_us, modified_us, added_us, created_by, confidence, revoked, marking, source)`,
    12,
  ],
  refs: ['INSERT OR IGNORE INTO refs (target, kind, object)', 3],
  facets: ['INSERT OR IGNORE INTO facets (kind, value, object)', 3],
  words: ['INSERT INTO words (rowid, name, rest)', 3],
} as const

/** A table whose rows wait. */
type WaitingTable = keyof typeof inserts

/** Rows of one statement: a call of SQLite costs about as much as two rows. */
const rowsAtOnce = 50

/**
 * Rows of the tables of `stix-schema.ts` that wait to be written, many of one table at once. What waits is not found by questions: of an
 * object nothing waits after `beginObject`, of all after `flush`, with which a transaction ends.
 */
export type WaitingRows = {
  /** What follows reads and writes rows of this object. */
  readonly beginObject: (object: number) => void
  /** @param row - Values of the columns, in the order of the statement above. */
  readonly put: (table: WaitingTable, ...row: SqlValue[]) => void
  readonly flush: () => void
  /** After a transaction was rolled back: what waits is dropped. */
  readonly forget: () => void
}

export function createWaitingRows(connection: SqlConnection): WaitingRows {
  const writers = new Map(
    Object.entries(inserts).map(([table, [sql, columns]]) => [table, createWriter(connection, sql, columns)]),
  )
  const begun = new Set<number>()
  const end = (work: (writer: RowWriter) => void) => () => {
    for (const writer of writers.values()) work(writer)
    begun.clear()
  }
  const flush = end((writer) => writer.flush())
  return {
    beginObject: (object) => {
      if (begun.has(object)) flush()
      begun.add(object)
    },
    put: (table, ...row) => writers.get(table)?.put(row),
    flush,
    forget: end((writer) => writer.forget()),
  }
}

type RowWriter = ReturnType<typeof createWriter>

function createWriter(connection: SqlConnection, sql: string, columns: number) {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`
  const one = connection.prepare(`${sql} VALUES ${row}`)
  const many = connection.prepare(`${sql} VALUES ${Array.from({ length: rowsAtOnce }, () => row).join(', ')}`)
  const width = columns * rowsAtOnce
  let values: SqlValue[] = []
  return {
    put: (added: readonly SqlValue[]): void => {
      for (const value of added) values.push(value)
    },
    flush: (): void => {
      let at = 0
      for (; at + width <= values.length; at += width) many.run(...values.slice(at, at + width))
      for (; at < values.length; at += columns) one.run(...values.slice(at, at + columns))
      values = []
    },
    forget: (): void => {
      values = []
    },
  }
}
