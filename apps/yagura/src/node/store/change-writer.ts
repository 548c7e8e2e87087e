import type { Committed, LogRecord } from '@yagura/core'
import type { PreparedChange } from './prepared-change.ts'
import type { SqlConnection } from './sqlite.ts'
import { numberOf, type StoreState, stateNames } from './store-state.ts'

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
  const putDocument = connection.prepare(
    'INSERT INTO documents (collection, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  )
  const removeDocument = connection.prepare('DELETE FROM documents WHERE collection = ? AND id = ?')
  const appendLine = connection.prepare(
    'INSERT INTO log (seq, at_ms, kind, subject, by, text, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  // A row that this same change forgets does not stand in the way of its successor.
  const addRow = connection.prepare(
    `INSERT INTO archive (collection, key, at_ms, body) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS
     (SELECT 1 FROM archive WHERE collection = ?1 AND key = ?2 AND NOT (id < ?5 AND at_ms < ?6))`,
  )
  const addForgotten = connection.prepare('INSERT INTO forgotten (collection, before_ms, below_id) VALUES (?, ?, ?)')
  const firstLineFrom = connection.prepare('SELECT seq FROM log WHERE seq >= ? AND at_ms >= ? ORDER BY seq LIMIT 1')
  const lastRowId = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'archive'")
  const putState = connection.prepare(
    'INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const dropState = connection.prepare('DELETE FROM state WHERE name = ?')

  const keepState: ChangeWriter['keepState'] = (name, value) => {
    if (value === undefined) dropState.run(name)
    else putState.run(name, value)
  }
  const nextRowId = (): number => {
    const row = lastRowId.get()
    return row === undefined ? 1 : numberOf(row, 'seq') + 1
  }
  const writeRows: ChangeWriter['writeRows'] = (change, from, to, firstId) => {
    let added = 0
    for (const { collection, key, atMs, body } of change.archive.slice(from, to)) {
      const goneBeforeMs = Math.max(
        Number.NEGATIVE_INFINITY,
        ...change.forget.filter((gone) => gone.collection === collection).map(({ beforeMs }) => beforeMs),
      )
      added += Number(addRow.run(collection, key, atMs, body, firstId, goneBeforeMs).changes)
    }
    return added
  }
  const forgetLines = (beforeMs: number, state: StoreState): number => {
    const row = firstLineFrom.get(state.firstSeq, beforeMs)
    // The newest line stays, so that the numbers go on from it.
    const firstSeq = row === undefined ? Math.max(state.lastSeq, 1) : numberOf(row, 'seq')
    if (firstSeq > state.firstSeq) keepState(stateNames.firstSeq, firstSeq)
    return firstSeq
  }
  const append = (change: PreparedChange, lastSeq: number): LogRecord[] =>
    change.append.map(({ bodyText, ...line }, index) => {
      const seq = lastSeq + 1 + index
      appendLine.run(seq, line.atMs, line.kind, line.subject, line.by, line.text, bodyText)
      const body: unknown = JSON.parse(bodyText)
      return { ...line, body, seq }
    })

  return {
    write: (change, state, stagedRows) => {
      const firstId = state.stagingFromId !== undefined && stagedRows !== undefined ? state.stagingFromId : nextRowId()
      const archived = stagedRows ?? writeRows(change, 0, change.archive.length, firstId)
      const forgotten = change.forget.map((gone) => ({ ...gone, belowId: firstId }))
      for (const { collection, beforeMs, belowId } of forgotten) addForgotten.run(collection, beforeMs, belowId)
      for (const { collection, id } of change.remove) removeDocument.run(collection, id)
      for (const { collection, id, bodyText } of change.put) putDocument.run(collection, id, bodyText)
      if (stagedRows !== undefined) keepState(stateNames.stagingFromId, undefined)
      const { forgetLogBeforeMs } = change
      const firstSeq = forgetLogBeforeMs === undefined ? state.firstSeq : forgetLines(forgetLogBeforeMs, state)
      const records = append(change, state.lastSeq)
      return {
        committed: { records, archived },
        state: {
          lastSeq: state.lastSeq + records.length,
          firstSeq,
          stagingFromId: stagedRows === undefined ? state.stagingFromId : undefined,
          forgotten: [...state.forgotten, ...forgotten],
        },
      }
    },
    writeRows,
    nextRowId,
    keepState,
  }
}
