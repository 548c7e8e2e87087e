import { type StixObject, type StixStore, type StixVersion, stixFacts } from '@yagura/cyber'

/** Objects that go along with one, at most: more is no longer a link but a collection. */
const mostWithOne = 50

/**
 * Objects that may go along with a case, each with all that it names: one of which something may not go, or is not here, does not go
 * either, so that nobody is left with a reference to nothing.
 *
 * @param ids - Of the objects that are wanted; others than of STIX are passed over.
 * @returns By the id of the object, itself first.
 */
export async function linkedObjects(
  ids: readonly string[],
  store: Pick<StixStore, 'newest'>,
  mayGo: (version: StixVersion) => boolean,
): Promise<ReadonlyMap<string, readonly StixVersion[]>> {
  const wanted = new Set(ids.filter((id) => id.includes('--')))
  const found = new Map<string, readonly StixVersion[]>()
  for (const version of wanted.size === 0 ? [] : await store.newest([...wanted])) {
    const all = mayGo(version) ? await withNamed(version, store, mayGo) : undefined
    if (all !== undefined) found.set(version.object.id, all)
  }
  return found
}

async function withNamed(
  first: StixVersion,
  store: Pick<StixStore, 'newest'>,
  mayGo: (version: StixVersion) => boolean,
): Promise<readonly StixVersion[] | undefined> {
  const all = new Map([[first.object.id, first]])
  for (let ring = [first]; ring.length > 0; ) {
    const missing = [...new Set(ring.flatMap(({ object }) => namedBy(object)))].filter((id) => !all.has(id))
    const versions = missing.length === 0 ? [] : await store.newest(missing)
    if (versions.length < missing.length || !versions.every(mayGo)) return undefined
    for (const version of versions) all.set(version.object.id, version)
    if (all.size > mostWithOne) return undefined
    ring = [...versions]
  }
  return [...all.values()]
}

function namedBy(object: StixObject): readonly string[] {
  return stixFacts(object).references.map(({ target }) => target)
}
