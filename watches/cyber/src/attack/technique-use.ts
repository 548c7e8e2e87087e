import type { Technique } from './attack-matrix.ts'

/** Who or what uses a technique. */
export const useKinds = ['indicators', 'detections', 'groups', 'campaigns', 'software'] as const
export type UseKind = (typeof useKinds)[number]

/** How many of each kind use a technique, each counted once. */
export type UseCounts = { readonly [Kind in UseKind]: number }

/** One use of a technique. */
export type Use = {
  readonly kind: UseKind
  /** Identity of the user: two uses by one user count once. */
  readonly by: string
  /** Identity of the technique's `attack-pattern`. */
  readonly techniqueId: string
}

const kindsByType: { readonly [type: string]: UseKind } = {
  indicator: 'indicators',
  'intrusion-set': 'groups',
  'threat-actor': 'groups',
  campaign: 'campaigns',
  malware: 'software',
  tool: 'software',
}

/** Relationships that say that a technique is used. Source: STIX 2.1 §4.3, §4.4, §4.7, §4.11, §4.14, §4.17, §4.18. */
const useRelationships = new Set(['uses', 'indicates'])

/**
 * @param relationship - Its kind, source and target.
 * @returns The use of a technique that a relationship tells of; undefined where it tells of none.
 */
export function useOfRelationship(relationship: {
  readonly relationshipType: string
  readonly sourceId: string
  readonly targetId: string
}): Use | undefined {
  const { relationshipType, sourceId, targetId } = relationship
  if (!useRelationships.has(relationshipType) || !targetId.startsWith('attack-pattern--')) return undefined
  const kind = kindsByType[sourceId.slice(0, sourceId.indexOf('--'))]
  return kind === undefined ? undefined : { kind, by: sourceId, techniqueId: targetId }
}

/** Counts the uses of techniques. */
export type UseCounter = {
  /** @returns The uses of a technique itself or of one of its variants. */
  readonly of: (technique: Technique) => UseCounts
}

/** Takes in uses once; each technique is then counted from them. */
export function countUses(uses: Iterable<Use>): UseCounter {
  const users = new Map<string, Map<UseKind, Set<string>>>()
  for (const { kind, by, techniqueId } of uses) {
    const kinds = users.get(techniqueId) ?? new Map<UseKind, Set<string>>()
    users.set(techniqueId, kinds)
    const known = kinds.get(kind) ?? new Set<string>()
    kinds.set(kind, known)
    known.add(by)
  }
  const count = (ids: readonly string[], kind: UseKind): number => {
    const sets = ids.flatMap((id) => users.get(id)?.get(kind) ?? [])
    return sets.length < 2 ? (sets[0]?.size ?? 0) : new Set(sets.flatMap((set) => [...set])).size
  }
  return {
    of: (technique) => {
      const ids = [technique.id, ...technique.variants.map(({ id }) => id)]
      return {
        indicators: count(ids, 'indicators'),
        detections: count(ids, 'detections'),
        groups: count(ids, 'groups'),
        campaigns: count(ids, 'campaigns'),
        software: count(ids, 'software'),
      }
    },
  }
}
