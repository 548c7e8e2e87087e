import { createCsvReader } from '@yagura/formats'
import { parseSatcatRow, type SatcatEntry } from '@yagura/space'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName, readFile } from './read-file.ts'

/**
 * Reads a SATCAT in CelesTrak's CSV form; bad rows are reported and passed over.
 *
 * @param file - A path, or `-`; absent where none was given.
 * @returns Entries by catalogue number.
 */
export async function readSatcat(
  file: string | undefined,
  context: CommandContext,
  problems: Problems,
): Promise<ReadonlyMap<number, SatcatEntry>> {
  const entries = new Map<number, SatcatEntry>()
  if (file === undefined) return entries
  const name = displayName(file)
  let header: readonly string[] = []
  const reader = createCsvReader({
    header: (columns, line) => {
      header = columns
      const isSatcat = columns.includes('NORAD_CAT_ID') && columns.includes('OBJECT_TYPE')
      const reason = 'the header has no NORAD_CAT_ID and OBJECT_TYPE; expected a SATCAT in CSV'
      if (!isSatcat) problems.report({ file: name, line, field: 'record', reason })
      return isSatcat
    },
    row: (row) => {
      const fields = new Map(header.map((column) => [column, row.get(column) ?? '']))
      const entry = parseSatcatRow(name, row.line, fields)
      if ('reason' in entry) problems.report(entry)
      else entries.set(entry.id, entry)
    },
    problem: (line, reason) => problems.report({ file: name, line, field: 'record', reason }),
  })
  for await (const bytes of readFile(file, context)) reader.write(bytes)
  reader.end()
  return entries
}
