import { createSatcatReader, type SatcatEntry } from '@yagura/space'
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
  const reader = createSatcatReader(displayName(file), {
    entry: (entry) => entries.set(entry.id, entry),
    problem: problems.report,
  })
  for await (const bytes of readFile(file, context)) reader.write(bytes)
  reader.end()
  return entries
}
