import { type CatalogueIndex, freshnessOfRow } from './catalogue-rows.ts'

/**
 * What the globe is told of each mover: kind, whether drawn, whether stale. Expired elements are off the map.
 * @param moverIds - Catalogue numbers in the order of the states.
 * @param fits - By row of the catalogue: whether the filter leaves it in.
 * @param always - Objects that are drawn whatever the filter: the selected one.
 * @param shownMs - Unix ms at which ages are judged.
 * @returns Shape [n, 4].
 */
export function moverTraits(
  index: CatalogueIndex,
  moverIds: Int32Array,
  fits: Uint8Array,
  always: ReadonlySet<number>,
  shownMs: number,
): Uint8Array {
  const traits = new Uint8Array(moverIds.length * 4)
  for (const [mover, id] of moverIds.entries()) {
    const row = index.rowOfId.get(id)
    if (row === undefined) continue
    const freshness = freshnessOfRow(index, row, shownMs)
    const isWanted = fits[row] === 1 || always.has(id)
    traits[mover * 4] = index.kind[row] ?? 3
    traits[mover * 4 + 1] = isWanted && freshness !== 'expired' ? 1 : 0
    traits[mover * 4 + 2] = freshness === 'stale' ? 1 : 0
  }
  return traits
}
