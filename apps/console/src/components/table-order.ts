/** One column by which a table is sorted. */
export type SortKey = { readonly column: string; readonly descending: boolean }

/** What a cell is sorted by; absent values go last either way. */
export type SortValue = string | number | undefined

/** How many columns a table is sorted by at most. */
const MOST_KEYS = 3

/** Reads `tca:desc,miss` as an address holds it. */
export function parseSort(text: string | null): readonly SortKey[] {
  if (text === null || text === '') return []
  return text
    .split(',')
    .slice(0, MOST_KEYS)
    .map((part) => {
      const [column = '', direction] = part.split(':')
      return { column, descending: direction === 'desc' }
    })
}

/** Writes it. */
export function formatSort(keys: readonly SortKey[]): string {
  return keys.map((key) => `${key.column}${key.descending ? ':desc' : ''}`).join(',')
}

/** Sorts by a column, turns its direction, or leaves it: ascending, descending, none. @param add - Beside the others. */
export function toggleSort(keys: readonly SortKey[], column: string, add: boolean): readonly SortKey[] {
  const before = keys.find((key) => key.column === column)
  const others = add ? keys.filter((key) => key.column !== column) : []
  if (before === undefined) return [...others, { column, descending: false }].slice(-MOST_KEYS)
  if (!before.descending)
    return add
      ? keys.map((key) => (key === before ? { column, descending: true } : key))
      : [{ column, descending: true }]
  return others
}

function compare(a: SortValue, b: SortValue): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Sorts rows by up to three columns and leaves equal ones in their order. Each value is taken once, so that 30,000 rows
 * are sorted in tens of milliseconds.
 * @param sortValue - What a row is sorted by in a column.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  keys: readonly SortKey[],
  sortValue: (row: Row, column: string) => SortValue,
): readonly Row[] {
  if (keys.length === 0) return rows
  const columns = keys.map((key) => rows.map((row) => sortValue(row, key.column)))
  const order = rows.map((_, index) => index)
  order.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const first = columns[index]?.[a]
      const second = columns[index]?.[b]
      const found = compare(first, second)
      // What is not known stays last in both directions.
      if (found !== 0) return first === undefined || second === undefined || !key.descending ? found : -found
    }
    return a - b
  })
  return order.flatMap((index) => {
    const row = rows[index]
    return row === undefined ? [] : [row]
  })
}

/**
 * Keeps the order of rows that are on screen while someone points at them: known rows stay in place with what is new of
 * them, those that have gone leave, and those that have come are counted.
 */
export function holdOrder<Row>(
  rows: readonly Row[],
  heldKeys: readonly string[],
  keyOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly waiting: number } {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  const shown = heldKeys.flatMap((key) => byKey.get(key) ?? [])
  return { rows: shown, waiting: rows.length - shown.length }
}

/** A cell of a table that is pasted elsewhere: no tab or line break, and nothing that a spreadsheet would calculate. */
export function cellOfTsv(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(flat) && !/^[+-]?\d+([.,]\d+)*(e[+-]?\d+)?$/i.test(flat) ? `'${flat}` : flat
}

/** Writes rows as TSV with mode and marking before and in every row. */
export function tableAsTsv(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  marks: readonly string[],
): string {
  const line = (cells: readonly string[]) => cells.map(cellOfTsv).join('\t')
  return [line(marks), line([...head, '']), ...rows.map((row) => line([...row, ...marks]))].join('\n')
}
