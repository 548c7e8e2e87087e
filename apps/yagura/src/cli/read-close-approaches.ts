import { createCsvReader, parseUtc, type RecordProblem } from '@yagura/formats'
import type { CloseApproach } from '@yagura/space'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName, readFile } from './read-file.ts'

const longestLine = 100_000
const braceByte = 0x7b
const byteOrderMark = /^\uFEFF/

/**
 * Reads close approaches as the screening prints them, ndjson or CSV; bad rows are reported and passed over.
 *
 * @param file - A path, or `-`.
 */
export async function readCloseApproaches(
  file: string,
  context: CommandContext,
  problems: Problems,
): Promise<readonly CloseApproach[]> {
  const approaches: CloseApproach[] = []
  const name = displayName(file)
  const take = (line: number, cellOf: (column: string) => unknown): void => {
    const approach = parseRow(name, line, cellOf)
    if ('reason' in approach) problems.report(approach)
    else approaches.push(approach)
  }
  const damaged = (line: number, reason: string): void => problems.report({ file: name, line, field: 'record', reason })
  let reader: { write: (bytes: Uint8Array) => void; end: () => void } | undefined
  for await (const bytes of readFile(file, context)) {
    reader ??= bytes[0] === braceByte ? createJsonLines(take, damaged) : createRows(take, damaged)
    reader.write(bytes)
  }
  reader?.end()
  return approaches
}

type Take = (line: number, cellOf: (column: string) => unknown) => void
type Damaged = (line: number, reason: string) => void

function createRows(take: Take, damaged: Damaged): ReturnType<typeof createCsvReader> {
  return createCsvReader({
    header: (columns, line) => {
      const isScreening = columns.includes('tca') && columns.includes('miss_km')
      if (!isScreening) damaged(line, 'the header has no tca and miss_km; expected rows of a screening')
      return isScreening
    },
    row: (row) => take(row.line, (column) => numberOrText(row.get(column))),
    problem: damaged,
  })
}

/** A cell that reads as a number is one; the instant is not. */
function numberOrText(text: string | undefined): unknown {
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
}

function createJsonLines(take: Take, damaged: Damaged): { write: (bytes: Uint8Array) => void; end: () => void } {
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  const takeLine = (text: string): void => {
    line += 1
    if (text.trim() === '') return
    const value = text.length > longestLine ? undefined : parseObject(text.replace(byteOrderMark, ''))
    if (value === undefined) damaged(line, 'not one JSON object; expected a row of a screening')
    else take(line, (column) => value[column])
  }
  const write = (text: string): void => {
    const lines = (rest + text).split('\n')
    // A line beyond the limit is refused anyway: its tail need not be kept.
    rest = (lines.pop() ?? '').slice(0, longestLine + 1)
    for (const each of lines) takeLine(each)
  }
  return {
    write: (bytes) => write(decoder.decode(bytes, { stream: true })),
    end: () => {
      if (rest !== '') takeLine(rest)
    },
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseRow(file: string, line: number, cellOf: (column: string) => unknown): CloseApproach | RecordProblem {
  const number = (column: string, isRight: (value: number) => boolean): number => {
    const value = cellOf(column)
    return typeof value === 'number' && isRight(value) ? value : Number.NaN
  }
  const isId = (value: number): boolean => Number.isInteger(value) && value > 0 && value <= 999_999_999
  const isAmount = (value: number): boolean => value >= 0 && value < Infinity
  const tca = cellOf('tca')
  const tcaUtc = typeof tca === 'string' ? parseUtc(tca) : undefined
  if (tcaUtc === undefined) return { file, line, field: 'tca', reason: 'expected a UTC instant in ISO 8601' }
  const numbers = {
    id1: number('id1', isId),
    id2: number('id2', isId),
    miss_km: number('miss_km', isAmount),
    rel_speed_km_s: number('rel_speed_km_s', isAmount),
    max_pc: number('max_pc', (value) => value >= 0 && value <= 1),
    dilution_km: number('dilution_km', isAmount),
  }
  const wrong = Object.entries(numbers).find(([, value]) => Number.isNaN(value))
  if (wrong !== undefined) {
    const found = JSON.stringify(cellOf(wrong[0]))?.slice(0, 40) ?? 'nothing'
    return { file, line, field: wrong[0], reason: `found ${found}, expected what a screening prints` }
  }
  return {
    id1: numbers.id1,
    id2: numbers.id2,
    tcaUtc,
    missKm: numbers.miss_km,
    relativeSpeedKmPerS: numbers.rel_speed_km_s,
    maxPc: numbers.max_pc,
    dilutionKm: numbers.dilution_km,
  }
}
