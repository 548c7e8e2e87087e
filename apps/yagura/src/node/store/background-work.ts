import type { PreparedChange } from './prepared-change.ts'
import type { StoreSession } from './store-session.ts'
import { numberOf, stateNames } from './store-state.ts'

/** Most rows, and bytes, that are handed to SQLite in one turn of the event loop: a few milliseconds. */
const rowsAtOnce = 128
const bytesAtOnce = 1 << 18

/** Whether a change has more archive rows than one turn of the event loop should take. */
export function isLarge({ archive }: PreparedChange): boolean {
  return archive.length > rowsAtOnce || archive.reduce((sum, { body }) => sum + body.length, 0) > bytesAtOnce
}

/** About what a change's archive rows take in the file, bytes: each key lies there twice, and pages are not quite full. */
export function roomFor({ archive }: PreparedChange): number {
  return (
    1.25 *
    archive.reduce((sum, { key, collection, body }) => {
      return sum + body.length + 2 * (key.length + collection.length) + 64
    }, 0)
  )
}

/**
 * Writes the next slice of a change's archive rows. They do not count until the change itself is written.
 *
 * @param from - Index of the first row of the slice.
 * @returns The index behind it, and how many rows are new.
 */
export function stageSlice(
  session: StoreSession,
  change: PreparedChange,
  from: number,
): { readonly next: number; readonly added: number } {
  const { writer } = session
  let next = from
  let bytes = 0
  for (const row of change.archive.slice(from, from + rowsAtOnce)) {
    if (next > from && bytes + row.body.length > bytesAtOnce) break
    next++
    bytes += row.body.length
  }
  return session.quickly(() => {
    const state = session.state()
    const stagingFromId = state.stagingFromId ?? writer.nextRowId()
    if (state.stagingFromId === undefined) writer.keepState(stateNames.stagingFromId, stagingFromId)
    const added = writer.writeRows(change, from, next, stagingFromId)
    return { result: { next, added }, state: { ...state, stagingFromId } }
  })
}

/**
 * Removes a slice of what does not count any more: rows of a change that was not finished, rows and lines that were
 * forgotten.
 *
 * @returns Whether something is left to do.
 */
export function removeSlice(session: StoreSession): boolean {
  const { connection, writer } = session
  const { stagingFromId, forgotten, firstSeq } = session.state()
  const remove = (sql: string, ...values: (string | number)[]): boolean =>
    Number(connection.prepare(sql).run(...values, rowsAtOnce).changes) > 0
  return session.quickly(() => {
    const state = session.state()
    if (stagingFromId !== undefined) {
      const sql = 'DELETE FROM archive WHERE id IN (SELECT id FROM archive WHERE id >= ? LIMIT ?)'
      if (remove(sql, stagingFromId)) return { result: true, state }
      writer.keepState(stateNames.stagingFromId, undefined)
      return { result: true, state: { ...state, stagingFromId: undefined } }
    }
    const [gone, ...rest] = forgotten
    if (gone !== undefined) {
      const { collection, beforeMs, belowId } = gone
      const sql = `DELETE FROM archive WHERE id IN
        (SELECT id FROM archive WHERE collection = ? AND at_ms < ? AND id < ? LIMIT ?)`
      if (remove(sql, collection, beforeMs, belowId)) return { result: true, state }
      connection
        .prepare('DELETE FROM forgotten WHERE rowid = (SELECT rowid FROM forgotten ORDER BY rowid LIMIT 1)')
        .run()
      return { result: true, state: { ...state, forgotten: rest } }
    }
    const sql = 'DELETE FROM log WHERE seq IN (SELECT seq FROM log WHERE seq < ? ORDER BY seq LIMIT ?)'
    return { result: remove(sql, firstSeq), state }
  })
}

const pagesAtOnce = 64
const freePagesKept = 1024

/**
 * Gives a slice of free pages back to the disk, where more are free than a tenth of the file and 4 MB: what is kept is
 * soon used again.
 *
 * @returns Whether something is left to do.
 */
export function giveBackSlice(session: StoreSession): boolean {
  const { connection } = session
  const value = (sql: string): number => {
    const row = connection.prepare(sql).get()
    return row === undefined ? 0 : numberOf(row, 'value')
  }
  const free = value('SELECT freelist_count AS value FROM pragma_freelist_count')
  const pages = value('SELECT page_count AS value FROM pragma_page_count')
  if (free <= Math.max(freePagesKept, pages / 10)) return false
  return session.quickly(() => {
    connection.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
    return { result: true, state: session.state() }
  })
}
