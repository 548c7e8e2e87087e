/**
 * Puts together what is linked, directly or through others.
 *
 * @param names - Every name once.
 * @param links - Pairs of names; one with a name that is not among them links nothing.
 * @returns For each name the group that it is in; groups are the same whatever the order of names and links, entries of a group
 *   stand in the order of names.
 */
export function linkedGroups(
  names: readonly string[],
  links: readonly (readonly [string, string])[],
): ReadonlyMap<string, readonly string[]> {
  const parent = new Map(names.map((name) => [name, name]))
  const rootOf = (name: string): string => {
    let at = name
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  for (const [one, other] of links) {
    if (parent.has(one) && parent.has(other)) parent.set(rootOf(one), rootOf(other))
  }
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const group = groups.get(rootOf(name))
    if (group === undefined) groups.set(rootOf(name), [name])
    else group.push(name)
  }
  return new Map(names.map((name) => [name, groups.get(rootOf(name)) ?? []]))
}
