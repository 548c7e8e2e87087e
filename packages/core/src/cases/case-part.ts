import type { CaseContent, Marking } from '@yagura/record'

/**
 * One part of a case as one node says it. It is never changed: a later part corrects it. What a part refers to is written as in a
 * record of kind `case.part`: `<ULID>` is of the node that says it, `<node>/<ULID>` of another, `withheld` of nobody that one may know.
 */
export type CasePart = {
  /** Name of the node that says it. */
  readonly node: string
  /** ULID, its node’s own. */
  readonly id: string
  /** When its author wrote it, UTC in ISO 8601. */
  readonly atUtc: string
  readonly author: string | undefined
  readonly mark: Marking
  /** Parts in whose place it stands, as it refers to them. */
  readonly corrects: readonly string[]
  readonly what: CaseContent
}

/** What a part is known by among the parts of all nodes. */
export function partKey({ node, id }: Pick<CasePart, 'node' | 'id'>): string {
  return `${node}/${id}`
}

/**
 * Which part is meant.
 *
 * @param node - The node that refers to it.
 * @returns Its key, whether or not it is here; undefined where it is withheld.
 */
export function referredKey(node: string, reference: string): string | undefined {
  if (reference === 'withheld') return undefined
  return reference.includes('/') ? reference : `${node}/${reference}`
}

/** Every part that what is said is about, as it refers to them. */
export function aboutOf(what: CaseContent): readonly string[] {
  switch (what.kind) {
    case 'custody':
    case 'weighing':
      return [what.evidence]
    case 'rating':
      return [what.evidence, what.hypothesis]
    case 'judgement':
      return [what.hypothesis]
    case 'note':
      return what.about === undefined ? [] : [what.about]
    default:
      return []
  }
}

/** By the time that authors give, then by key: an order that does not depend on how parts came. */
export function compareParts(one: CasePart, other: CasePart): number {
  return Date.parse(one.atUtc) - Date.parse(other.atUtc) || compareTexts(partKey(one), partKey(other))
}

/** By UTF-16 code units, as everywhere in records. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
