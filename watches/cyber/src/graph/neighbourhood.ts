/** A relation between two objects, read from its source to its target. */
export type Relation = {
  /** Identity of the relation: a `relationship` or `sighting`, or source, property and target of a reference. */
  readonly id: string
  /** Such as `uses`, `indicates`, or the property of a reference: `created_by_ref`. */
  readonly kind: string
  readonly sourceId: string
  readonly targetId: string
}

/** Objects of one type that were left out, reached by one kind of relation. */
export type LeftOut = { readonly kind: string; readonly type: string; readonly count: number }

/** What lies around an object. */
export type Neighbourhood = {
  /** Identities with their distance from the first in relations; the first is the one asked about. */
  readonly nodes: readonly { readonly id: string; readonly distance: number }[]
  /** Relations between the nodes, each once. */
  readonly relations: readonly Relation[]
  /** Neighbours of the nodes shown nearer than the farthest that found no room, most first; each object once a kind. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * What lies around an object, ring by ring. Where a ring does not fit, each kind of relation and type gets room in turn, so that
 * two campaigns are not pushed out by four hundred techniques; within a kind those come first that are told first.
 *
 * @param rootId - Identity of the object that is asked about.
 * @param relationsOfMany - Relations of objects in both directions, most telling first, for each object in order.
 * @param limits - `nodes`: how many objects at most, the first included, 1 … 200. `distance`: how many relations away at most, 1 or 2.
 */
export async function neighbourhood(
  rootId: string,
  relationsOfMany: (ids: readonly string[]) => Promise<readonly (readonly Relation[])[]>,
  limits: { readonly nodes: number; readonly distance: number },
): Promise<Neighbourhood> {
  const distances = new Map([[rootId, 0]])
  const relations = new Map<string, readonly Relation[]>()
  const read = async (ids: readonly string[]): Promise<void> => {
    const found = await relationsOfMany(ids)
    for (const [index, id] of ids.entries()) relations.set(id, found[index] ?? [])
  }
  const leftOut = new Map<string, Set<string>>()
  let ring = [rootId]
  for (let distance = 1; distance <= limits.distance; distance += 1) {
    await read(ring)
    const kinds = neighboursByKind(ring, relations, distances)
    const taken = inTurn([...kinds.values()], limits.nodes - distances.size)
    for (const id of taken) distances.set(id, distance)
    for (const [kind, ids] of kinds) {
      const missing = [...ids].filter((id) => !distances.has(id))
      if (missing.length > 0) leftOut.set(kind, new Set([...(leftOut.get(kind) ?? []), ...missing]))
    }
    ring = [...taken]
  }
  await read(ring)
  const between = [...relations.values()]
    .flat()
    .filter(({ sourceId, targetId }) => distances.has(sourceId) && distances.has(targetId))
  return {
    nodes: [...distances].map(([id, distance]) => ({ id, distance })),
    relations: [...new Map(between.map((relation) => [relation.id, relation])).values()],
    leftOut: [...leftOut].map(([key, ids]) => leftOutOf(key, ids.size)).sort((a, b) => b.count - a.count),
  }
}

/** Objects around a ring that are not yet known, by kind of relation and type, in the order in which they are told. */
function neighboursByKind(
  ring: readonly string[],
  relations: ReadonlyMap<string, readonly Relation[]>,
  known: ReadonlyMap<string, number>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>()
  for (const id of ring)
    for (const { kind, sourceId, targetId } of relations.get(id) ?? []) {
      const other = sourceId === id ? targetId : sourceId
      if (known.has(other)) continue
      const key = `${kind} ${other.slice(0, other.indexOf('--'))}`
      const others = kinds.get(key) ?? new Set<string>()
      kinds.set(key, others)
      others.add(other)
    }
  return kinds
}

/** Takes one of each list in turn until there are as many as wanted. */
function inTurn(lists: readonly ReadonlySet<string>[], most: number): ReadonlySet<string> {
  const taken = new Set<string>()
  const iterators = lists.map((list) => list.values())
  for (let left = iterators; left.length > 0 && taken.size < most; ) {
    const next: typeof iterators = []
    for (const iterator of left) {
      const { value, done } = iterator.next()
      if (done === true) continue
      next.push(iterator)
      if (taken.size < most) taken.add(value)
    }
    left = next
  }
  return taken
}

function leftOutOf(key: string, count: number): LeftOut {
  const space = key.indexOf(' ')
  return { kind: key.slice(0, space), type: key.slice(space + 1), count }
}
