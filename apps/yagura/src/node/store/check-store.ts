import type { NodeMode } from '../context.ts'
import { isWellFormedKey } from './prepared-change.ts'
import { migrations } from './schema.ts'
import { loadSqlite, type SqlConnection, type SqlRow, type SqlValue } from './sqlite.ts'
import { opening, storeVersion } from './store-connection.ts'
import { StoreDamagedError } from './store-errors.ts'
import { counts, numberOf, readMode, readState, textOf } from './store-state.ts'

/** What a check of a store found. */
export type StoreReport = {
  /** Form of the store; 0 where it could not be read. */
  readonly version: number
  readonly mode: NodeMode | undefined
  /** Lines of the log, documents and archive rows that count. */
  readonly lines: number
  readonly documents: number
  readonly archiveRows: number
  /** One sentence each; none where the store is whole. */
  readonly problems: readonly string[]
}

const mostProblems = 20
const rowsAtOnce = 10_000
const unread = { version: 0, mode: undefined, lines: 0, documents: 0, archiveRows: 0 } as const

/**
 * Looks through a store: the file's own structure, and what Yagura promises about its content. A store of another form
 * is looked at for its structure only. The node may be running.
 *
 * @param file - A store, or a backup.
 */
export async function checkStore(file: string): Promise<StoreReport> {
  const openSqlite = await loadSqlite()
  let connection: SqlConnection | undefined
  try {
    return opening(file, () => {
      connection = openSqlite(file, { readOnly: true, timeoutMs: 5000 })
      return checkOpened(connection, file)
    })
  } catch (error) {
    if (!(error instanceof StoreDamagedError)) throw error
    return { ...unread, problems: [error.message] }
  } finally {
    connection?.close()
  }
}

function checkOpened(connection: SqlConnection, file: string): StoreReport {
  // One moment for all questions, though a node may write meanwhile.
  connection.exec('BEGIN')
  const version = storeVersion(connection, file)
  if (version === 0) return { ...unread, problems: ['the file is empty'] }
  const structure = connection
    .prepare(`PRAGMA integrity_check(${mostProblems})`)
    .all()
    .map((row) => textOf(row, 'integrity_check'))
    .filter((text) => text !== 'ok')
  if (structure.length > 0 || version > migrations.length) return { ...unread, version, problems: structure }
  // Every form keeps its mode in the same place.
  if (version < migrations.length) return { ...unread, version, mode: readMode(connection), problems: [] }
  const state = readState(connection)
  const count = (sql: string, ...values: SqlValue[]): number => {
    const row = connection.prepare(`SELECT count(*) AS n FROM ${sql}`).get(...values)
    return row === undefined ? 0 : numberOf(row, 'n')
  }
  const { archiveRows, problems } = checkArchive(connection)
  return {
    version,
    mode: readMode(connection),
    lines: count('log WHERE seq >= ?', state.firstSeq),
    documents: count('documents'),
    archiveRows,
    problems: [...checkLog(connection), ...checkDocuments(connection), ...problems].slice(0, mostProblems),
  }
}

function checkLog(connection: SqlConnection): readonly string[] {
  const { firstSeq, lastSeq } = readState(connection)
  const gaps = connection
    .prepare(
      `SELECT seq FROM log AS line WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM log WHERE seq = line.seq - 1)
       LIMIT ${mostProblems}`,
    )
    .all(firstSeq)
    .map((row) => `log: no line before line ${numberOf(row, 'seq')}`)
  const isFirstThere =
    lastSeq === 0 || connection.prepare('SELECT 1 FROM log WHERE seq = ?').get(firstSeq) !== undefined
  return [
    ...(isFirstThere ? [] : [`log: line ${firstSeq}, the first, is not there`]),
    ...gaps,
    ...unreadable(connection, 'log', 'seq', ({ seq }) => `log: line ${seq} is no JSON`),
  ]
}

function checkDocuments(connection: SqlConnection): readonly string[] {
  return [
    ...unreadable(connection, 'documents', 'collection, id', ({ collection, id }) => {
      return `documents: ${collection}/${id} is no JSON`
    }),
    ...connection
      .prepare('SELECT collection, id FROM documents')
      .all()
      .filter((row) => !isWellFormedKey(textOf(row, 'collection')) || !isWellFormedKey(textOf(row, 'id')))
      .map((row) => `documents: a key is not well formed: ${JSON.stringify(row)}`),
  ]
}

function unreadable(
  connection: SqlConnection,
  table: string,
  columns: string,
  say: (row: SqlRow) => string,
): readonly string[] {
  const sql = `SELECT ${columns} FROM ${table} WHERE NOT json_valid(body) LIMIT ${mostProblems}`
  return connection.prepare(sql).all().map(say)
}

/** Reads keys by the page, in order: of those that count, none is there twice. */
function checkArchive(connection: SqlConnection): {
  readonly archiveRows: number
  readonly problems: readonly string[]
} {
  const state = readState(connection)
  const page = connection.prepare(
    `SELECT id, collection, key, at_ms FROM archive WHERE (collection, key, id) > (?, ?, ?)
     ORDER BY collection, key, id LIMIT ${rowsAtOnce}`,
  )
  const problems: string[] = []
  let archiveRows = 0
  let lastCounted: readonly [string, string] | undefined
  let after: readonly [string, string, number] = ['', '', 0]
  for (;;) {
    const rows = page.all(...after)
    for (const row of rows) {
      const [collection, key, id] = [textOf(row, 'collection'), textOf(row, 'key'), numberOf(row, 'id')]
      after = [collection, key, id]
      if (!counts({ id, collection, atMs: numberOf(row, 'at_ms') }, state)) continue
      archiveRows++
      const name = `${collection} ${JSON.stringify(key)}`
      if (!isWellFormedKey(collection) || !isWellFormedKey(key)) problems.push(`archive: ${name} is not well formed`)
      if (lastCounted?.[0] === collection && lastCounted[1] === key) problems.push(`archive: ${name} is there twice`)
      lastCounted = [collection, key]
    }
    if (rows.length < rowsAtOnce) return { archiveRows, problems }
  }
}
