import { compareUtc } from '../catalogue/epoch.ts'
import type { CloseApproach } from '../close-approach.ts'

/**
 * The result of a screening after some objects have new elements: what an earlier screening of the same interval and
 * threshold found without them, and what a screening with them as primaries finds.
 * @param changed - Ids whose elements are new, or that are gone (`changedIds`).
 * @param before - Result of the earlier screening.
 * @param fresh - Result of the screening with the changed objects as primaries.
 * @returns Sorted by time of closest approach.
 */
export function mergeChanged(
  changed: ReadonlySet<number>,
  before: readonly CloseApproach[],
  fresh: readonly CloseApproach[],
): readonly CloseApproach[] {
  const kept = before.filter(({ id1, id2 }) => !changed.has(id1) && !changed.has(id2))
  return [...kept, ...fresh].sort((a, b) => compareUtc(a.tcaUtc, b.tcaUtc) || a.id1 - b.id1 || a.id2 - b.id2)
}
