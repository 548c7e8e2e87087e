import { createCsvReader } from '@yagura/formats'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName, readFile } from './read-file.ts'

/**
 * Reads a table of radii, CSV with the columns `id` and `radius_m`; bad rows are reported and passed over.
 *
 * @param file - A path, or `-`; absent where none was given.
 * @returns Radii, m, by catalogue number.
 */
export async function readRadii(
  file: string | undefined,
  context: CommandContext,
  problems: Problems,
): Promise<ReadonlyMap<number, number>> {
  const radii = new Map<number, number>()
  if (file === undefined) return radii
  const name = displayName(file)
  const report = (line: number, field: string, reason: string): void =>
    problems.report({ file: name, line, field, reason })
  const reader = createCsvReader({
    header: (columns, line) => {
      const isTable = columns.includes('id') && columns.includes('radius_m')
      if (!isTable) report(line, 'record', 'the header has no id and radius_m; expected a table of radii in CSV')
      return isTable
    },
    row: ({ line, get }) => {
      const id = Number(get('id')?.trim() || Number.NaN)
      const radiusM = Number(get('radius_m')?.trim() || Number.NaN)
      if (!Number.isInteger(id) || id < 1) report(line, 'id', `"${get('id')}" is not a catalogue number`)
      else if (!(radiusM >= 0)) report(line, 'radius_m', `"${get('radius_m')}" is not a radius of 0 m or more`)
      else radii.set(id, radiusM)
    },
    problem: (line, reason) => report(line, 'record', reason),
  })
  for await (const bytes of readFile(file, context)) reader.write(bytes)
  reader.end()
  return radii
}
