import type { ByteSink } from '../finding.ts'
import { createLineReader, type LineSink, maxLineBytes } from '../text/line-reader.ts'
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
  const rows = new CsvRows(sink)
  const lines = createLineReader(rows)
  return {
    write: lines.write,
    end() {
      lines.end()
      rows.end()
    },
  }
}

/** The lines of a row that a quoted field runs on in. */
type OpenRow = { readonly texts: string[]; readonly line: number }

class CsvRows implements LineSink {
  readonly #sink: CsvSink
  #columns: ReadonlyMap<string, number> | undefined
  #open: OpenRow | undefined
  #stopped = false

  constructor(sink: CsvSink) {
    this.#sink = sink
  }

  line(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#takeLine(decodeUtf8(bytes.subarray(start, end)), line)
  }

  tooLong(line: number): void {
    this.end()
    if (!this.#stopped) this.#sink.problem(line, `the line is longer than ${maxLineBytes} bytes`)
  }

  end(): void {
    while (this.#open !== undefined) this.#giveUp(this.#open)
  }

  #takeLine(text: string, line: number): void {
    if (this.#stopped) return
    if (this.#open !== undefined) this.#continueRow(this.#open, text)
    else if (text.trim() !== '') {
      const fields = splitRow(text)
      if (fields === unclosed) this.#open = { texts: [text], line }
      else if (fields === damaged || !this.#takeFields(fields, line)) this.#reportShape(fields, line)
    }
  }

  #continueRow(row: OpenRow, text: string): void {
    row.texts.push(text)
    const whole = row.texts.join('\n')
    const fields = splitRow(whole)
    if (fields === unclosed && row.texts.length < maxLinesInRow && whole.length <= maxLineBytes) return
    if (typeof fields === 'string' || !this.#takeFields(fields, row.line)) this.#giveUp(row)
    else this.#open = undefined
  }

  /** Reports the row's first line and reads its other lines again, each as the start of a row. */
  #giveUp(row: OpenRow): void {
    this.#open = undefined
    this.#reportShape(damaged, row.line)
    for (const [index, text] of row.texts.entries()) if (index > 0) this.#takeLine(text, row.line + index)
  }

  #takeFields(fields: readonly string[], line: number): boolean {
    if (this.#columns !== undefined) {
      if (fields.length !== this.#columns.size) return false
      this.#sink.row(new FieldsRow(this.#columns, fields, line))
      return true
    }
    const names = fields.map((field) => field.trim())
    this.#columns = new Map(names.map((name, index) => [name, index]))
    this.#stopped = !this.#sink.header(names, line)
    if (!this.#stopped && this.#columns.size !== names.length) {
      this.#sink.problem(line, 'found a column twice in the header, expected each once')
      this.#stopped = true
    }
    return true
  }

  #reportShape(fields: readonly string[] | typeof damaged, line: number): void {
    if (fields === damaged) this.#sink.problem(line, 'found a damaged or unclosed quote, expected a row of fields')
    else {
      const expected = this.#columns?.size ?? 0
      this.#sink.problem(
        line,
        `found ${fields.length} fields, expected ${expected} as in the header: the row is cut or damaged`,
      )
    }
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
