import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { keptDraft } from './kept-draft.ts'
import { stixObjectFrom } from './stix-index.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { StixWriter } from './stix-writer.ts'

/**
 * Does what a change of form left in `unsettled`: finds the newest versions of objects anew, then takes versions in again that lie in
 * quarantine for contradicting what they outrank. They come as the latest, so that views take them up. Nothing is to be done in a store
 * that was not upgraded.
 */
export function settleStore(
  connection: SqlConnection,
  numbers: StixNumbers,
  writer: StixWriter,
  durably: (work: () => void) => void,
): void {
  const left = connection.prepare('SELECT object, aside FROM unsettled ORDER BY aside IS NOT NULL, aside').all()
  if (left.length === 0) return
  durably(() => {
    for (const row of left) {
      if (row['aside'] === null) writer.remove(numberOf(row, 'object'), [])
      else takeInAgain(connection, numbers, writer, row)
    }
    connection.exec('DELETE FROM unsettled')
  })
}

function takeInAgain(connection: SqlConnection, numbers: StixNumbers, writer: StixWriter, row: SqlRow): void {
  const seq = numberOf(row, 'aside')
  const version = connection.prepare('SELECT marking, body FROM versions WHERE seq = ?').get(seq) ?? {}
  const sources = connection
    .prepare('SELECT source FROM came_from WHERE version = ? ORDER BY no')
    .all(seq)
    .map((origin) => numbers.sourceOf(numberOf(origin, 'source')))
  // Its only source took it back: it stays as evidence.
  if (sources.length === 0) return
  for (const view of ['view_entries', 'view_held']) connection.prepare(`DELETE FROM ${view} WHERE version = ?`).run(seq)
  const provenance = numbers.markingOf(numberOf(version, 'marking'))
  writer.remove(numberOf(row, 'object'), [seq])
  const object = stixObjectFrom(textOf(version, 'body'))
  for (const source of sources) writer.add(keptDraft({ ...provenance, source, object }), 0)
}
