import type { LogRecord, Store } from '@yagura/core'
import type { SqlConnection, SqlRow, SqlValue } from './sqlite.ts'
import { StoreDamagedError } from './store-errors.ts'
import { counts, numberOf, type StoreState, textOf } from './store-state.ts'

/** The questions that a store answers. */
export type StoreReader = Pick<Store, 'get' | 'list' | 'readLog' | 'readLogByTime' | 'readArchive'>

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
    readLogByTime: createSpanReader(connection, stateNow),
    readArchive: createArchiveReader(connection, stateNow),
  }
}

function createLogReader(connection: SqlConnection, stateNow: () => StoreState): Store['readLog'] {
  const ofArea = connection.prepare('SELECT count(*) AS total FROM log WHERE area = ? AND seq >= ?')
  return ({ afterSeq = 0, kind, subject, exceptArea, newestFirst, offset = 0, limit }) => {
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
    const isWhole = conditions.length === 1
    if (exceptArea !== undefined) {
      conditions.push('area <> ?')
      values.push(exceptArea)
    }
    const where = conditions.join(' AND ')
    const total =
      // Lines have numbers without gaps, so that only what is left out is counted.
      isWhole
        ? Math.max(0, lastSeq - fromSeq + 1) - (exceptArea === undefined ? 0 : countOf(ofArea.get(exceptArea, fromSeq)))
        : countOf(connection.prepare(`SELECT count(*) AS total FROM log WHERE ${where}`).get(...values))
    const rows = connection
      .prepare(`SELECT * FROM log WHERE ${where} ORDER BY seq ${newestFirst ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`)
      .all(...values, limit, offset)
    return { records: rows.map((row) => recordOf(row)), total }
  }
}

function createSpanReader(connection: SqlConnection, stateNow: () => StoreState): Store['readLogByTime'] {
  const lines = connection.prepare(
    `SELECT * FROM log WHERE area = ? AND at_ms >= ? AND (at_ms, seq) < (?, ?) AND seq >= ?
     ORDER BY at_ms DESC, seq DESC LIMIT ?`,
  )
  return ({ area, fromMs = -Number.MAX_VALUE, untilMs = Number.MAX_VALUE, before, limit }) => {
    // A line at the very end of the span has no number below 0.
    const [atMs, seq] = before === undefined || before.atMs >= untilMs ? [untilMs, 0] : [before.atMs, before.seq]
    return lines.all(area, fromMs, atMs, seq, stateNow().firstSeq, limit).map((row) => recordOf(row))
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
