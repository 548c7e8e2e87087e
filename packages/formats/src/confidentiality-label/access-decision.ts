import { faultsOfLabel } from './label-validity.ts'
import type { Clearance, PlacedCategory, SecurityLabel } from './spif.ts'

/**
 * Whether a clearance opens a label: the label is valid and of the same policy, its classification is one of the clearance's, of
 * each permissive tag of the label the clearance has one category at least, and of restrictive tags all. Informative tags have no
 * part in it. Source: ITU-T X.841 (access control decision function); SDN.801.
 */
export function mayOpen(clearance: Clearance, label: SecurityLabel): boolean {
  if (clearance.spif.id !== label.spif.id || faultsOfLabel(label).length > 0) return false
  if (!clearance.classifications.some(({ lacv }) => lacv === label.classification.lacv)) return false
  const isHeld = (placed: PlacedCategory): boolean =>
    clearance.categories.some(
      ({ tagSet, tag, category }) =>
        tagSet.id === placed.tagSet.id && tag.kind === placed.tag.kind && category.lacv === placed.category.lacv,
    )
  return [...new Set(label.categories.map(({ tag }) => tag))].every((tag) => {
    const wanted = label.categories.filter((placed) => placed.tag === tag)
    if (tag.kind === 'informative') return true
    return tag.kind === 'permissive' || tag.kind === 'enumeratedPermissive' ? wanted.some(isHeld) : wanted.every(isHeld)
  })
}
