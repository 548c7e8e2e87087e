import type { ByteSink } from '../finding.ts'
import { createLineReader, maxLineBytes } from '../text/line-reader.ts'
import { decodeUtf8 } from '../text/utf8.ts'

/** One row below the header: its values by column name, and the one-based line on which it starts. */
export type CsvRow = {
  readonly line: number
  /** The text under a column, as written between the commas or quotes; `undefined` where the header has no such column. */
  get(column: string): string | undefined
}

/** Where the rows of a table go. */
export type CsvSink = {
  /** The columns' names, trimmed, before any row. Return `false` to read no further. */
  header(columns: readonly string[], line: number): boolean
  row(row: CsvRow): void
  /** A row that is not the table's: one per damaged row, reading goes on at the next line. */
  problem(line: number, reason: string): void
}

/** A quoted field may run over this many lines; beyond, its opening quote is taken for a damaged one. */
const maxLinesInRow = 16

const unclosed = 'unclosed'
const damaged = 'damaged'

/**
 * Reads a table with a header row by the rules of RFC 4180: commas, fields in double quotes (doubled inside), LF or CR LF, also
 * within quotes (there given as LF). Blank lines are skipped. A row with fewer or more fields than the header, or with damaged quotes,
 * is one problem; where it ran over several lines, the lines after its first are read again as rows, so that a stray quote loses
 * one row only. Memory is bounded by one row of `maxLineBytes`.
 */
export function createCsvReader(sink: CsvSink): ByteSink {
  let columns: ReadonlyMap<string, number> | undefined
  let open: { texts: string[]; line: number; length: number } | undefined
  let stopped = false

  const takeFields = (fields: readonly string[], line: number): boolean => {
    if (columns === undefined) {
      const names = fields.map((field) => field.trim())
      columns = new Map(names.map((name, index) => [name, index]))
      stopped = !sink.header(names, line)
      if (!stopped && columns.size !== names.length) {
        sink.problem(line, 'found a column twice in the header, expected each once')
        stopped = true
      }
      return true
    }
    if (fields.length !== columns.size) return false
    sink.row(new FieldsRow(columns, fields, line))
    return true
  }

  const reportShape = (fields: readonly string[] | typeof damaged | typeof unclosed, line: number): void => {
    if (typeof fields === 'string') sink.problem(line, 'found a damaged or unclosed quote, expected a row of fields')
    else
      sink.problem(
        line,
        `found ${fields.length} fields, expected ${columns?.size ?? 0} as in the header: the row is cut or damaged`,
      )
  }

  const takeLine = (text: string, line: number): void => {
    if (stopped || (open === undefined && text.trim() === '')) return
    if (open === undefined) {
      const fields = splitRow(text)
      if (fields === unclosed) open = { texts: [text], line, length: text.length }
      else if (fields === damaged || !takeFields(fields, line)) reportShape(fields, line)
      return
    }
    open.texts.push(text)
    open.length += text.length
    const fields = splitRow(open.texts.join('\n'))
    const tooLarge = open.texts.length >= maxLinesInRow || open.length > maxLineBytes
    if (fields === unclosed && !tooLarge) return
    const row = open
    open = undefined
    if (typeof fields === 'string' || !takeFields(fields, row.line)) giveUp(row)
  }

  /** Reports the row's first line and reads its other lines again, each as the start of a row. */
  const giveUp = (row: { texts: string[]; line: number }): void => {
    reportShape(damaged, row.line)
    for (const [index, text] of row.texts.entries()) if (index > 0) takeLine(text, row.line + index)
  }

  const lines = createLineReader({
    line: (bytes, start, end, line) => takeLine(decodeUtf8(bytes.subarray(start, end)), line),
    tooLong(line) {
      closeOpen()
      if (!stopped) sink.problem(line, `the line is longer than ${maxLineBytes} bytes`)
    },
  })

  const closeOpen = (): void => {
    while (open !== undefined) {
      const row = open
      open = undefined
      giveUp(row)
    }
  }

  return {
    write: lines.write,
    end() {
      lines.end()
      closeOpen()
    },
  }
}

class FieldsRow implements CsvRow {
  readonly line: number
  readonly #columns: ReadonlyMap<string, number>
  readonly #fields: readonly string[]

  constructor(columns: ReadonlyMap<string, number>, fields: readonly string[], line: number) {
    this.#columns = columns
    this.#fields = fields
    this.line = line
  }

  get(column: string): string | undefined {
    const index = this.#columns.get(column)
    return index === undefined ? undefined : this.#fields[index]
  }
}

/** The fields of one row; `unclosed` where a quoted field runs on past its end, `damaged` where quotes and commas do not fit. */
function splitRow(text: string): readonly string[] | typeof unclosed | typeof damaged {
  if (!text.includes('"')) return text.split(',')
  const fields: string[] = []
  let at = 0
  for (;;) {
    let end: number
    if (text[at] === '"') {
      end = closingQuote(text, at + 1)
      if (end < 0) return unclosed
      fields.push(text.slice(at + 1, end).replaceAll('""', '"'))
      end += 1
    } else {
      const comma = text.indexOf(',', at)
      end = comma < 0 ? text.length : comma
      const field = text.slice(at, end)
      if (field.includes('"')) return damaged
      fields.push(field)
    }
    if (end === text.length) return fields
    if (text[end] !== ',') return damaged
    at = end + 1
  }
}

function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from)
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  return quote
}
