import type { Committed, LogRecord } from '@yagura/core'
import type { PreparedChange } from './prepared-change.ts'
import type { SqlConnection } from './sqlite.ts'
import { type Forgotten, numberOf, type StoreState, stateNames } from './store-state.ts'

/** What one change did, and the state after it. */
export type Written = { readonly committed: Committed; readonly state: StoreState }

/** Writes changes by statements; whoever calls has begun a transaction and ends it. */
export type ChangeWriter = {
  /** Writes a change, except archive rows that were staged before. */
  readonly write: (change: PreparedChange, state: StoreState, stagedRows: number | undefined) => Written
  /** Writes archive rows `from` up to `to` of a change; `firstId` is where rows of this change begin. Returns how many are new. */
  readonly writeRows: (change: PreparedChange, from: number, to: number, firstId: number) => number
  /** The id that the next archive row gets. */
  readonly nextRowId: () => number
  readonly keepState: (name: string, value: number | undefined) => void
}

/** Prepares the statements that write, for one connection. */
export function createChangeWriter(connection: SqlConnection): ChangeWriter {
  const keepState = createStateKeeper(connection)
  const { nextRowId, writeRows, forget } = createRowWriter(connection)
  const writeDocuments = createDocumentWriter(connection)
  const { append, firstSeqFrom } = createLineWriter(connection)
  return {
    write: (change, state, stagedRows) => {
      const isStaged = stagedRows !== undefined
      const firstId = isStaged ? (state.stagingFromId ?? nextRowId()) : nextRowId()
      const archived = isStaged ? stagedRows : writeRows(change, 0, change.archive.length, firstId)
      if (isStaged) keepState(stateNames.stagingFromId, undefined)
      const forgotten = forget(change, firstId)
      writeDocuments(change)
      const { forgetLogBeforeMs } = change
      const firstSeq = forgetLogBeforeMs === undefined ? state.firstSeq : firstSeqFrom(forgetLogBeforeMs, state)
      if (firstSeq > state.firstSeq) keepState(stateNames.firstSeq, firstSeq)
      const records = append(change, state.lastSeq)
      return {
        committed: { records, archived },
        state: {
          lastSeq: state.lastSeq + records.length,
          firstSeq,
          stagingFromId: isStaged ? undefined : state.stagingFromId,
          forgotten: [...state.forgotten, ...forgotten],
        },
      }
    },
    writeRows,
    nextRowId,
    keepState,
  }
}

function createStateKeeper(connection: SqlConnection): ChangeWriter['keepState'] {
  const put = connection.prepare(
    'INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const drop = connection.prepare('DELETE FROM state WHERE name = ?')
  return (name, value) => {
    if (value === undefined) drop.run(name)
    else put.run(name, value)
  }
}

function createRowWriter(connection: SqlConnection): Pick<ChangeWriter, 'nextRowId' | 'writeRows'> & {
  readonly forget: (change: PreparedChange, belowId: number) => readonly Forgotten[]
} {
  // A row that this same change forgets does not stand in the way of its successor.
  const addRow = connection.prepare(
    `INSERT INTO archive (collection, key, at_ms, body) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS
     (SELECT 1 FROM archive WHERE collection = ?1 AND key = ?2 AND NOT (id < ?5 AND at_ms < ?6))`,
  )
  const addForgotten = connection.prepare('INSERT INTO forgotten (collection, before_ms, below_id) VALUES (?, ?, ?)')
  const lastRowId = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'archive'")
  return {
    nextRowId: () => {
      const row = lastRowId.get()
      return row === undefined ? 1 : numberOf(row, 'seq') + 1
    },
    writeRows: (change, from, to, firstId) => {
      const goneBeforeMs = new Map<string, number>()
      for (const { collection, beforeMs } of change.forget) {
        goneBeforeMs.set(collection, Math.max(beforeMs, goneBeforeMs.get(collection) ?? Number.NEGATIVE_INFINITY))
      }
      let added = 0
      for (const { collection, key, atMs, body } of change.archive.slice(from, to)) {
        const beforeMs = goneBeforeMs.get(collection) ?? Number.NEGATIVE_INFINITY
        added += Number(addRow.run(collection, key, atMs, body, firstId, beforeMs).changes)
      }
      return added
    },
    forget: (change, belowId) =>
      change.forget.map(({ collection, beforeMs }) => {
        addForgotten.run(collection, beforeMs, belowId)
        return { collection, beforeMs, belowId }
      }),
  }
}

function createDocumentWriter(connection: SqlConnection): (change: PreparedChange) => void {
  const putDocument = connection.prepare(
    'INSERT INTO documents (collection, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  )
  const removeDocument = connection.prepare('DELETE FROM documents WHERE collection = ? AND id = ?')
  return ({ put, remove }) => {
    for (const { collection, id } of remove) removeDocument.run(collection, id)
    for (const { collection, id, bodyText } of put) putDocument.run(collection, id, bodyText)
  }
}

function createLineWriter(connection: SqlConnection): {
  readonly append: (change: PreparedChange, lastSeq: number) => readonly LogRecord[]
  readonly firstSeqFrom: (beforeMs: number, state: StoreState) => number
} {
  const addLine = connection.prepare(
    'INSERT INTO log (seq, at_ms, kind, subject, by, text, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const firstLineFrom = connection.prepare('SELECT seq FROM log WHERE seq >= ? AND at_ms >= ? ORDER BY seq LIMIT 1')
  return {
    append: (change, lastSeq) =>
      change.append.map(({ bodyText, ...line }, index) => {
        const seq = lastSeq + 1 + index
        addLine.run(seq, line.atMs, line.kind, line.subject, line.by, line.text, bodyText)
        const body: unknown = JSON.parse(bodyText)
        return { ...line, body, seq }
      }),
    firstSeqFrom: (beforeMs, { firstSeq, lastSeq }) => {
      const row = firstLineFrom.get(firstSeq, beforeMs)
      // The newest line stays, so that the numbers go on from it.
      return row === undefined ? Math.max(lastSeq, 1) : numberOf(row, 'seq')
    },
  }
}
