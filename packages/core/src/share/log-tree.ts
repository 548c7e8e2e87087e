import { append, type CompactRange, emptyRange, type Faulty, rootOfFull, tileWidth } from '@yagura/record'

/** A log's tree as far as one needs it to let it grow and to serve its tiles. It never changes. */
export type LogTree = {
  readonly range: CompactRange
  /** Hashes of the tile of each level that is not full yet, from the leaves up; each has at most 255. */
  readonly edges: readonly (readonly Uint8Array[])[]
}

/** A tile of hashes that has become full. */
export type FullTile = {
  readonly level: number
  readonly index: number
  /** Of its 256 hashes: the hash in the tile above, 32 bytes. */
  readonly root: Uint8Array
}

/** The tree of a log without entries. */
export const emptyTree: LogTree = { range: emptyRange, edges: [] }

/**
 * The tree with more leaves.
 *
 * @param leaves - Leaf hashes, 32 bytes each.
 * @returns The tree, and the tiles that became full, those of lower levels first; a fault as `append` says.
 */
export function growTree(
  tree: LogTree,
  leaves: readonly Uint8Array[],
): { readonly ok: true; readonly tree: LogTree; readonly fullTiles: readonly FullTile[] } | Faulty {
  let { range } = tree
  const edges = tree.edges.map((edge) => [...edge])
  const fullTiles: FullTile[] = []
  for (const leaf of leaves) {
    const grown = append(range, leaf)
    if (!grown.ok) return grown
    range = grown.range
    fullTiles.push(...addToEdges(edges, leaf, range.size))
  }
  return { ok: true, tree: { range, edges }, fullTiles: fullTiles.toSorted((one, other) => one.level - other.level) }
}

/** Adds a leaf to the edges, which it changes; a tile that becomes full goes into the one above as its root. */
function addToEdges(edges: Uint8Array[][], leaf: Uint8Array, size: number): readonly FullTile[] {
  const full: FullTile[] = []
  let hash: Uint8Array | undefined = leaf
  for (let level = 0; hash !== undefined; level += 1) {
    const edge = edges[level] ?? []
    edges[level] = edge
    edge.push(hash)
    if (edge.length < tileWidth) break
    hash = rootOfFull(edge)
    edges[level] = []
    if (hash !== undefined) full.push({ level, index: Math.floor((size - 1) / tileWidth ** (level + 1)), root: hash })
  }
  return full
}
