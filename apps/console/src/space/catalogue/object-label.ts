import type { CatalogueIndex } from './catalogue-rows.ts'

/** How an object is called on screen: its name, else its number. */
export function objectLabel(index: CatalogueIndex | undefined, id: number): string {
  const row = index?.rowOfId.get(id)
  const name = row === undefined ? '' : (index?.columns.name[row] ?? '')
  return name === '' ? String(id) : name
}
