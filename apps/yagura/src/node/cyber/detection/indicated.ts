import { attackIdOf, isWithdrawn, objectTitle, type StixStore } from '@yagura/cyber'

/** What relationships say that an indicator indicates. */
export type Indicated = {
  /** Techniques of ATT&CK, `T1059.001`. */
  readonly techniques: readonly string[]
  /** Malware, groups and other things. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
}

/** Where it is asked. */
export type IndicatedStore = Pick<StixStore, 'newest' | 'relationsOfMany'>

const mostRelations = 100
const nothing: Indicated = { techniques: [], others: [] }

/**
 * What indicators indicate, as it is said now.
 *
 * @param ids - Undefined for what was found by a rule.
 * @returns In the order of the ids.
 */
export async function indicatedBy(
  stix: IndicatedStore,
  ids: readonly (string | undefined)[],
): Promise<readonly Indicated[]> {
  const asked = [...new Set(ids.flatMap((id) => id ?? []))]
  if (asked.length === 0) return ids.map(() => nothing)
  const relations = (await stix.relationsOfMany(asked, mostRelations)).map((ofOne, index) =>
    ofOne.filter(({ kind, sourceId }) => kind === 'indicates' && sourceId === asked[index]),
  )
  const targets = await stix.newest([...new Set(relations.flat().map(({ targetId }) => targetId))])
  const targetOf = new Map(targets.map(({ object }) => [object.id, object]))
  const found = relations.map((ofOne): Indicated => {
    const told = [...new Set(ofOne.flatMap(({ targetId }) => targetOf.get(targetId) ?? []))]
    const objects = told.filter((object) => !isWithdrawn(object))
    return {
      techniques: objects.flatMap((object) => (object.type === 'attack-pattern' ? (attackIdOf(object) ?? []) : [])),
      others: objects.flatMap((object) =>
        object.type === 'attack-pattern' ? [] : [{ id: object.id, name: objectTitle(object) }],
      ),
    }
  })
  const byId = new Map(asked.map((id, index) => [id, found[index]]))
  return ids.map((id) => byId.get(id ?? '') ?? nothing)
}
