import { type Catalogue, currentElementSet } from './catalogue.ts'
import { statesTheSame } from './preference.ts'

/**
 * The objects whose current elements are not the same in two catalogues: new, gone, or with another newest element set.
 * This is what a screening must do again when fresh element sets have come.
 * @returns Ids in ascending order.
 */
export function changedIds(before: Catalogue, after: Catalogue): readonly number[] {
  const ids = new Set([...before.histories.keys(), ...after.histories.keys()])
  const changed = [...ids].filter((id) => {
    const old = currentElementSet(before, id)
    const fresh = currentElementSet(after, id)
    return old === undefined || fresh === undefined || !statesTheSame(old, fresh)
  })
  return changed.sort((a, b) => a - b)
}
