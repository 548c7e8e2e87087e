/** The forms in which rows are printed. */
export const tableFormats = ['ndjson', 'csv'] as const

/** One of `tableFormats`. */
export type TableFormat = (typeof tableFormats)[number]

/** One value of a row: absent is an empty CSV cell and null in JSON; a list is joined by `;` in CSV. */
export type Cell = number | string | boolean | readonly (number | string)[] | undefined

const needsQuotes = /[",\r\n]/

/**
 * A printer of rows. Numbers are the shortest decimal that reads back to the same double; a number that is not finite
 * is absent. CSV starts with its header and is quoted as RFC 4180 has it; lines end in LF.
 *
 * @param columns - Names, the same in the CSV header and in each JSON object.
 * @param emit - Receives whole lines.
 * @returns Prints one row; it has one cell per column.
 */
export function createTable(
  columns: readonly string[],
  format: TableFormat,
  emit: (text: string) => void,
): (cells: readonly Cell[]) => void {
  if (format === 'csv') {
    emit(`${columns.join(',')}\n`)
    return (cells) => emit(`${cells.map(csvCell).join(',')}\n`)
  }
  const keys = columns.map((name) => `${JSON.stringify(name)}:`)
  return (cells) => {
    let line = '{'
    for (let column = 0; column < keys.length; column += 1) {
      line += `${column === 0 ? '' : ','}${keys[column]}${jsonCell(cells[column])}`
    }
    emit(`${line}}\n`)
  }
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  if (typeof cell === 'boolean') return String(cell)
  if (typeof cell !== 'string') return csvCell(cell.join(';'))
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function jsonCell(cell: Cell): string {
  if (cell === undefined) return 'null'
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : 'null'
  return JSON.stringify(cell)
}
