import type { NodeStatus } from '../../api/models.ts'
import type { CatalogueIndex } from './catalogue-rows.ts'

/** How an object is called on screen: its name, else its number. */
export function objectLabel(index: CatalogueIndex | undefined, id: number): string {
  const row = index?.rowOfId.get(id)
  const name = row === undefined ? '' : (index?.columns.name[row] ?? '')
  return name === '' ? String(id) : name
}

/**
 * A name as a narrow column has it: without the word of the mode, which the strip above says of every object. Titles, copies
 * and exports keep the whole name.
 */
export function listedName(name: string, mode: NodeStatus['mode'] | undefined): string {
  return mode === 'SIMULATED' ? name.replace(/^SIMULATED /, '') : name
}
