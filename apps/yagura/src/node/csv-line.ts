/** What stands in a cell; null is an empty one. */
export type CsvCell = string | number | null

/** A cell of text that begins so is run as a formula by spreadsheets. Source: OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NEEDS_QUOTES = /[",\r\n]/

/**
 * A row of a CSV file that people open in a spreadsheet: text that would be run as a formula has an apostrophe before it.
 * Source: RFC 4180; it ends in CR LF.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
