import type { SqlConnection, SqlValue } from '../../store/sqlite.ts'

/** Tables whose rows wait, in the order in which they are written: the index of words takes all that is new of a transaction at its end. */
const columns = {
  names: 'no, id',
  kinds: 'no, name',
  sources: 'no, name',
  bytes_read: 'hash',
  versions: 'seq, object, is_dated, version_us, version, added_us, marking, source, aside, contradicts, body',
  came_from: 'source, version',
  objects:
    'object, seq, type, name, created_us, modified_us, added_us, created_by, confidence, revoked, marking, source',
  refs: 'target, kind, object',
  facets: 'kind, value, object',
  words: 'rowid, name, rest',
} as const

/** A table whose rows wait. */
type WaitingTable = keyof typeof columns

/** Of these a row that is there already is no fault. */
const isRepeated: ReadonlySet<string> = new Set<WaitingTable>(['bytes_read', 'came_from', 'refs', 'facets'])

/** Rows of one statement: a call of SQLite costs about as much as two rows. */
const rowsAtOnce = 50

/**
 * Rows of the tables of `stix-schema.ts` that wait to be written, many of one table at once. What waits is not found by questions: of an
 * object nothing waits after `beginObject`, of all after `flush`, with which a transaction ends.
 */
export type WaitingRows = {
  /** What follows reads and writes rows of this object. */
  readonly beginObject: (object: number) => void
  /** @param row - Values of the columns, in the order above. */
  readonly put: (table: WaitingTable, ...row: SqlValue[]) => void
  readonly flush: () => void
  /** After a transaction was rolled back: what waits is dropped. */
  readonly forget: () => void
}

export function createWaitingRows(connection: SqlConnection): WaitingRows {
  const writers = new Map(
    Object.entries(columns).map(([table, named]) => [table, createWriter(connection, table, named.split(', '))]),
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

function createWriter(connection: SqlConnection, table: string, named: readonly string[]) {
  const into = `INSERT ${isRepeated.has(table) ? 'OR IGNORE ' : ''}INTO ${table} (${named.join(', ')}) VALUES`
  const row = `(${named.map(() => '?').join(', ')})`
  const one = connection.prepare(`${into} ${row}`)
  const many = connection.prepare(`${into} ${Array.from({ length: rowsAtOnce }, () => row).join(', ')}`)
  const width = named.length * rowsAtOnce
  let values: SqlValue[] = []
  return {
    put: (added: readonly SqlValue[]): void => {
      for (const value of added) values.push(value)
    },
    flush: (): void => {
      let at = 0
      for (; at + width <= values.length; at += width) many.run(...values.slice(at, at + width))
      for (; at < values.length; at += named.length) one.run(...values.slice(at, at + named.length))
      values = []
    },
    forget: (): void => {
      values = []
    },
  }
}
