import { createCsvReader } from '@yagura/formats'
import { defaultRadiusM } from '../screening/default-radius.ts'
import { parseNumber } from './arguments.ts'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName, readFile } from './read-file.ts'

const largestRadiusM = 10_000

/**
 * The radius of every object as `--radii` (a CSV table with the columns `id` and `radius_m`; bad rows are reported and passed
 * over), then `--radius-m`, then its name says.
 *
 * @returns Gives the radius, m, of an object by its catalogue number and name.
 */
export async function readRadii(
  options: { readonly radii?: string; readonly radiusM?: string },
  context: CommandContext,
  problems: Problems,
): Promise<(id: number, name: string | undefined) => number> {
  const typed =
    options.radiusM === undefined
      ? undefined
      : parseNumber('--radius-m', options.radiusM, { low: 0, high: largestRadiusM })
  const table = await readTable(options.radii, context, problems)
  return (id, name) => table.get(id) ?? typed ?? defaultRadiusM(name)
}

async function readTable(
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
    row: (row) => {
      const [idText = '', radiusText = ''] = [row.get('id')?.trim(), row.get('radius_m')?.trim()]
      const id = /^\d{1,9}$/.test(idText) ? Number(idText) : 0
      const radiusM = radiusText === '' ? Number.NaN : Number(radiusText)
      if (id === 0) report(row.line, 'id', `"${idText}" is not a catalogue number`)
      else if (radiusM >= 0 && radiusM <= largestRadiusM) radii.set(id, radiusM)
      else report(row.line, 'radius_m', `"${radiusText}" is not a radius of 0 to ${largestRadiusM} m`)
    },
    problem: (line, reason) => report(line, 'record', reason),
  })
  for await (const bytes of readFile(file, context)) reader.write(bytes)
  reader.end()
  return radii
}
