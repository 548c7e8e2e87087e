import { isMembers, type Members } from '../members.ts'

/** A thing that is drawn. */
export type BuilderNode = {
  readonly instance: string
  /** What it was made from, such as `action` or `threat_actor`. */
  readonly template: string
  readonly properties: Members
}

/** A line from one thing to another. */
export type BuilderLink = {
  readonly from: string
  readonly to: string
  /** Of a condition: which answer it starts at. */
  readonly branch: 'True' | 'False' | undefined
}

/** Properties that hold a word for yes or no. */
const flags = new Set(['is_family', 'is_hidden', 'is_multipart', 'is_disabled', 'is_service_account', 'is_privileged'])

/**
 * Properties of a drawn thing as STIX has them: pairs become members, lists with marks of their own lists of values, and what was
 * left empty is left out.
 */
export function builderProperties(object: Members): Members {
  return membersOf(object['properties'])
}

function membersOf(pairs: unknown): Members {
  const entries = (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') return []
    const value = plainValue(pair[1])
    if (value === undefined) return []
    return [[pair[0], flags.has(pair[0]) ? value === 'true' || value === true : value] as const]
  })
  return Object.fromEntries(entries)
}

/** Marks of elements are hashes; names of members are not. */
const mark = /^[0-9a-f]{32}$/

function plainValue(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (!Array.isArray(value)) return value
  const isList = value.every((one: unknown) => Array.isArray(one) && typeof one[0] === 'string' && mark.test(one[0]))
  if (!isList) {
    const members = membersOf(value)
    return Object.keys(members).length === 0 ? undefined : members
  }
  const elements = value.flatMap((one: unknown) => (Array.isArray(one) ? [plainValue(one[1])] : []))
  const present = elements.filter((element) => element !== undefined)
  return present.length === 0 ? undefined : present
}

/** Things and lines of a drawing: a line ends at a latch, a latch lies in an anchor, an anchor belongs to a thing. */
export function builderLinks(objects: readonly Members[]): {
  readonly nodes: readonly BuilderNode[]
  readonly links: readonly BuilderLink[]
} {
  const nodes = objects.flatMap((object) => nodeOf(object) ?? [])
  const anchorOfLatch = new Map<string, string>()
  for (const { instance, latches } of objects) {
    for (const latch of Array.isArray(latches) ? latches : []) anchorOfLatch.set(String(latch), String(instance))
  }
  const placeOfAnchor = new Map<string, { readonly instance: string; readonly place: string }>()
  for (const { instance, anchors } of objects) {
    for (const [place, anchor] of isMembers(anchors) ? Object.entries(anchors) : []) {
      placeOfAnchor.set(String(anchor), { instance: String(instance), place })
    }
  }
  const ends = (latch: unknown) => placeOfAnchor.get(anchorOfLatch.get(String(latch)) ?? '')
  const links = objects.flatMap(({ source, target }) => {
    const [from, to] = [ends(source), ends(target)]
    if (from === undefined || to === undefined) return []
    const branch = from.place === 'branch:True' ? 'True' : from.place === 'branch:False' ? 'False' : undefined
    return [{ from: from.instance, to: to.instance, branch } as const]
  })
  return { nodes, links }
}

function nodeOf(object: Members): BuilderNode | undefined {
  const { id: template, instance, anchors } = object
  if (typeof template !== 'string' || typeof instance !== 'string' || !isMembers(anchors)) return undefined
  return { instance, template, properties: builderProperties(object) }
}
