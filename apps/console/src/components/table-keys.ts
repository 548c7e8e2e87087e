/** Where a key leads in a list. @returns The index, or nothing where the key means nothing here. */
export function stepInList(key: string, index: number, count: number, pageRows: number): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(last, index + pageRows)
    case 'PageUp':
      return Math.max(0, index - pageRows)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

/** Letters typed one after another find the next row that begins with them. */
export type TypeAhead = { readonly type: (letter: string, atMs: number) => string }

/** How long typed letters belong together. */
const TOGETHER_MS = 800

/** Starts with nothing typed. */
export function createTypeAhead(): TypeAhead {
  let typed = ''
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    type: (letter, atMs) => {
      typed = atMs - lastMs > TOGETHER_MS ? letter : typed + letter
      lastMs = atMs
      return typed.toLowerCase()
    },
  }
}

/** Finds the next row whose text begins with what was typed, going round. */
export function findTyped<Row>(
  rows: readonly Row[],
  from: number,
  typed: string,
  textOf: (row: Row) => string,
): number | undefined {
  for (let step = typed.length > 1 ? 0 : 1; step <= rows.length; step += 1) {
    const index = (from + step + rows.length) % rows.length
    const row = rows[index]
    if (row !== undefined && textOf(row).toLowerCase().startsWith(typed)) return index
  }
  return undefined
}
