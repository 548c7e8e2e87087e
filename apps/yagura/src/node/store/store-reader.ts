import type { LogRecord, Store } from '@yagura/core'
import type { SqlConnection, SqlRow, SqlValue } from './sqlite.ts'
import { StoreDamagedError } from './store-errors.ts'
import { counts, numberOf, type StoreState, textOf } from './store-state.ts'

/** The questions that a store answers. */
export type StoreReader = Pick<Store, 'get' | 'list' | 'readLog' | 'readArchive'>

const keysAtOnce = 256

/**
 * Prepares the statements that read, for one connection.
 *
 * @param stateNow - The state as of the last commit.
 */
export function createStoreReader(connection: SqlConnection, stateNow: () => StoreState): StoreReader {
  const oneDocument = connection.prepare('SELECT body FROM documents WHERE collection = ? AND id = ?')
  const allDocuments = connection.prepare('SELECT id, body FROM documents WHERE collection = ? ORDER BY id')
  return {
    get: (collection, id) => {
      const row = oneDocument.get(collection, id)
      return row === undefined ? undefined : bodyOf(row)
    },
    list: (collection) =>
      allDocuments.all(collection).map((row) => ({ collection, id: textOf(row, 'id'), body: bodyOf(row) })),
    readLog: createLogReader(connection, stateNow),
    readArchive: createArchiveReader(connection, stateNow),
  }
}

function createLogReader(connection: SqlConnection, stateNow: () => StoreState): Store['readLog'] {
  return ({ afterSeq = 0, kind, subject, newestFirst, offset = 0, limit }) => {
    const { firstSeq, lastSeq } = stateNow()
    const fromSeq = Math.max(firstSeq, afterSeq + 1)
    const conditions = ['seq >= ?']
    const values: SqlValue[] = [fromSeq]
    if (kind !== undefined) {
      conditions.push(kind.includes('/') ? 'kind = ?' : 'area = ?')
      values.push(kind)
    }
    if (subject !== undefined) {
      conditions.push('subject = ?')
      values.push(subject)
    }
    const where = conditions.join(' AND ')
    const total =
      conditions.length === 1
        ? Math.max(0, lastSeq - fromSeq + 1)
        : countOf(connection.prepare(`SELECT count(*) AS total FROM log WHERE ${where}`).get(...values))
    const rows = connection
      .prepare(`SELECT * FROM log WHERE ${where} ORDER BY seq ${newestFirst ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`)
      .all(...values, limit, offset)
    return { records: rows.map((row) => recordOf(row)), total }
  }
}

/** Keys are read by the page and bodies one by one: no statement stays open while the caller works, or stops half-way. */
function createArchiveReader(connection: SqlConnection, stateNow: () => StoreState): Store['readArchive'] {
  const page = connection.prepare(
    `SELECT id, key, at_ms FROM archive WHERE collection = ? AND (key, id) > (?, ?) AND key < ?
     ORDER BY key, id LIMIT ${keysAtOnce}`,
  )
  const oneBody = connection.prepare('SELECT body FROM archive WHERE id = ?')
  return function* (collection, prefix = '') {
    // No key holds the last code point, so that this is behind all that begin with the prefix.
    const behind = `${prefix}\u{10ffff}`
    let after: readonly [string, number] = [prefix, 0]
    for (;;) {
      const rows = page.all(collection, ...after, behind)
      for (const row of rows) {
        const [id, key, atMs] = [numberOf(row, 'id'), textOf(row, 'key'), numberOf(row, 'at_ms')]
        after = [key, id]
        if (!counts({ id, collection, atMs }, stateNow())) continue
        const body = oneBody.get(id)?.['body']
        if (body instanceof Uint8Array) yield { collection, key, atMs, body }
      }
      if (rows.length < keysAtOnce) return
    }
  }
}

function recordOf(row: SqlRow): LogRecord {
  return {
    seq: numberOf(row, 'seq'),
    atMs: numberOf(row, 'at_ms'),
    kind: textOf(row, 'kind'),
    subject: textOf(row, 'subject'),
    by: textOf(row, 'by'),
    text: textOf(row, 'text'),
    body: bodyOf(row),
  }
}

function bodyOf(row: SqlRow): unknown {
  try {
    return JSON.parse(textOf(row, 'body'))
  } catch (error) {
    throw new StoreDamagedError('of this node', 'a body is no JSON', error)
  }
}

function countOf(row: SqlRow | undefined): number {
  return row === undefined ? 0 : numberOf(row, 'total')
}
