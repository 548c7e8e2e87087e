import type { NodeMode } from '../context.ts'
import type { SqlConnection, SqlRow } from './sqlite.ts'
import { StoreDamagedError } from './store-errors.ts'

/** Archive rows that do not count any more, though they may still lie in the file. */
export type Forgotten = { readonly collection: string; readonly beforeMs: number; readonly belowId: number }

/** What a store knows about itself besides its tables; a new value takes the place of the old once it is committed. */
export type StoreState = {
  readonly lastSeq: number
  /** Lines before it were forgotten, and may still lie in the file. */
  readonly firstSeq: number
  /** Archive rows from this id on belong to a change that is not finished: they do not count. */
  readonly stagingFromId: number | undefined
  readonly forgotten: readonly Forgotten[]
}

/** Names in the table `state`. */
export const stateNames = {
  firstSeq: 'log_first_seq',
  stagingFromId: 'archive_staging_from',
  isSimulated: 'is_simulated',
} as const

/** SQL that marks a new store with its mode, so that a file that was moved cannot pass generated objects off as real. */
export function markModeSql(mode: NodeMode): string {
  return `INSERT INTO state (name, value) VALUES ('${stateNames.isSimulated}', ${mode === 'SIMULATED' ? 1 : 0})`
}

/** The mode that a store was made for. */
export function readMode(connection: SqlConnection): NodeMode {
  const row = connection.prepare('SELECT value FROM state WHERE name = ?').get(stateNames.isSimulated)
  return row !== undefined && numberOf(row, 'value') === 0 ? 'REAL' : 'SIMULATED'
}

/** Reads the state of a store that was just opened. */
export function readState(connection: SqlConnection): StoreState {
  const values = new Map(
    connection
      .prepare('SELECT name, value FROM state')
      .all()
      .map((row) => [textOf(row, 'name'), numberOf(row, 'value')]),
  )
  const last = connection.prepare('SELECT coalesce(max(seq), 0) AS seq FROM log').get()
  return {
    lastSeq: last === undefined ? 0 : numberOf(last, 'seq'),
    firstSeq: values.get(stateNames.firstSeq) ?? 1,
    stagingFromId: values.get(stateNames.stagingFromId),
    forgotten: connection
      .prepare('SELECT collection, before_ms, below_id FROM forgotten ORDER BY rowid')
      .all()
      .map((row) => ({
        collection: textOf(row, 'collection'),
        beforeMs: numberOf(row, 'before_ms'),
        belowId: numberOf(row, 'below_id'),
      })),
  }
}

/** Whether an archive row counts: its change is finished and it was not forgotten. */
export function counts(row: { id: number; collection: string; atMs: number }, state: StoreState): boolean {
  if (state.stagingFromId !== undefined && row.id >= state.stagingFromId) return false
  return !state.forgotten.some(
    ({ collection, beforeMs, belowId }) => row.collection === collection && row.id < belowId && row.atMs < beforeMs,
  )
}

/** A column that holds text. */
export function textOf(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new StoreDamagedError('of this node', `${column} holds no text`)
  return value
}

/** A column that holds a number. */
export function numberOf(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new StoreDamagedError('of this node', `${column} holds no number`)
  return value
}
