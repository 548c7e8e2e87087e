import type { Members } from '../members.ts'
import { listOf, textOf } from './advisory.ts'

/** A branch of a product tree and where it is. */
export type PlacedBranch = {
  readonly branch: Members
  readonly path: string
  /** Categories from the root to this one. */
  readonly categories: readonly string[]
}

/** Branches in branches: CSAF 2.0 allows 30. */
const mostBranches = 30

/** All branches of a product tree, each before those below it. */
export function eachBranch(tree: Members): readonly PlacedBranch[] {
  return below(tree, 'product_tree', [])
}

function below(holder: Members, path: string, above: readonly string[]): readonly PlacedBranch[] {
  if (above.length > mostBranches) return []
  return listOf(holder['branches']).flatMap((branch, index) => {
    const place = `${path}.branches[${index}]`
    const categories = [...above, textOf(branch['category'])]
    return [{ branch, path: place, categories }, ...below(branch, place, categories)]
  })
}
