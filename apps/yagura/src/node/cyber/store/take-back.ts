import type { SqlConnection } from '../../store/sqlite.ts'
import { numberOf } from '../../store/store-state.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { WantedVersion } from './stix-view.ts'
import type { StixWriter } from './stix-writer.ts'

/**
 * Takes back what a source brought of an object. What another source brought too stays, and so does what is in quarantine, as evidence;
 * both leave the view of what the source brought.
 *
 * @param asked - `versions`: which of those that the source brought.
 */
export function takeBack(
  connection: SqlConnection,
  numbers: StixNumbers,
  writer: StixWriter,
  asked: { readonly source: string; readonly id: string; readonly versions: readonly WantedVersion[] },
): void {
  const object = numbers.knownId(asked.id)
  if (object === undefined) return
  const source = numbers.ofSource(asked.source)
  const rows = connection
    .prepare(
      `SELECT v.seq, v.version_us, v.aside, (SELECT count(*) FROM came_from d WHERE d.version = v.seq) AS origins
       FROM versions v JOIN came_from c ON c.version = v.seq AND c.source = ? WHERE v.object = ? ORDER BY v.is_dated, v.version_us, v.seq`,
    )
    .all(source, object)
  const brought = rows.map((row) => ({
    seq: numberOf(row, 'seq'),
    versionUs: numberOf(row, 'version_us'),
    stays: row['aside'] !== '' || numberOf(row, 'origins') > 1,
  }))
  const chosen = brought.filter(({ versionUs }, index) =>
    asked.versions.some((wanted) => {
      if (wanted === 'all') return true
      if (typeof wanted === 'number') return wanted === versionUs
      return index === (wanted === 'first' ? 0 : brought.length - 1)
    }),
  )
  for (const { seq } of chosen) {
    connection.prepare('DELETE FROM came_from WHERE version = ? AND source = ?').run(seq, source)
    connection
      .prepare(`DELETE FROM view_entries WHERE version = ? AND view IN (SELECT no FROM views WHERE key = ?)`)
      .run(seq, broughtKey(asked.source))
  }
  const gone = chosen.filter(({ stays }) => !stays).map(({ seq }) => seq)
  for (const seq of gone) {
    connection.prepare('DELETE FROM view_entries WHERE version = ?').run(seq)
    connection.prepare('DELETE FROM view_held WHERE version = ?').run(seq)
  }
  if (gone.length > 0) writer.remove(object, gone)
}

/** Key of the view of what a source brought. */
export function broughtKey(source: string): string {
  return `brought ${source}`
}
