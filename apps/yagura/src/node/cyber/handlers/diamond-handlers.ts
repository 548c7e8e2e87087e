import {
  type DiamondView,
  diamondView,
  neighbourhood,
  type Relation,
  type StixObject,
  type StixStore,
} from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import type { DiamondAnswer } from '../../../api/contract/cyber-diamond.ts'
import type { Handlers } from '../../context.ts'
import { newestOf } from './object-handlers.ts'

/** As far as a graph reads: what an actor uses, and what that talks to. */
const limits = { nodes: 200, distance: 2 } as const
const mostOfOne = 1000

const typeOf = (id: string): string => id.slice(0, id.indexOf('--'))
const adversaries: ReadonlySet<string> = new Set(['intrusion-set', 'threat-actor'])

/**
 * Whether a relation of an object tells of the intrusion that is asked about. Others use the same malware and techniques, and an
 * adversary does more than this one intrusion: neither belongs to its diamond.
 *
 * @param of - The object whose relation it is.
 * @param asked - The intrusion.
 */
function belongs({ id, kind, sourceId }: Relation, of: string, asked: string): boolean {
  const isRelationship = typeOf(id) === 'relationship'
  if (of === asked) return isRelationship || sourceId === asked
  // What merely names an object, such as a collection of all there is, tells nothing of the intrusion.
  if (!isRelationship) return false
  if (adversaries.has(typeOf(of))) return kind === 'attributed-to' && sourceId === of
  return sourceId === of || typeOf(sourceId) === 'infrastructure'
}

/** The diamond around an object of the store. */
export function createDiamondHandlers(store: StixStore): Handlers<'readStixDiamond'> {
  return {
    readStixDiamond: async ({ params: { id } }) => {
      await newestOf(store, id)
      const relationsOf = async (ids: readonly string[]) => {
        const found = await store.relationsOfMany(ids, mostOfOne)
        return found.map((relations, index) => relations.filter((one) => belongs(one, ids[index] ?? '', id)))
      }
      const found = await neighbourhood(id, relationsOf, limits)
      const versions = await store.newest(found.nodes.map((node) => node.id))
      const ids = new Set(versions.map(({ object }) => object.id))
      const relationships = found.relations.map(
        (one): StixObject => ({
          ...{ type: 'relationship', id: one.id, relationship_type: one.kind },
          ...{ source_ref: one.sourceId, target_ref: one.targetId },
        }),
      )
      const view = diamondView([...versions.map(({ object }) => object), ...relationships])
      const marks = versions.map(({ marking }) => marking)
      return diamondAnswer(view, { marks, isKnown: (one) => ids.has(one), isWhole: found.leftOut.length === 0 })
    },
  }
}

/** A diamond as the API writes it. */
export function diamondAnswer(
  { vertices, edges, meta }: DiamondView,
  known: {
    readonly marks: readonly Marking[]
    readonly isKnown: (id: string) => boolean
    readonly isWhole: boolean
  },
): DiamondAnswer {
  const things = (corner: keyof typeof vertices) =>
    vertices[corner].map((thing) => ({ ...thing, isKnown: known.isKnown(thing.id) }))
  return {
    vertices: {
      ...{ adversary: things('adversary'), capability: things('capability') },
      ...{ infrastructure: things('infrastructure'), victim: things('victim') },
    },
    edges: edges.map((edge) => ({ ...edge })),
    meta: {
      ...{ firstUtc: meta.firstUtc ?? null, lastUtc: meta.lastUtc ?? null },
      ...{ phases: [...meta.phases], results: [...meta.results], methods: [...meta.methods] },
      ...{ resources: [...meta.resources], motives: [...meta.motives] },
    },
    isWhole: known.isWhole,
    marks: [...new Map(known.marks.map((mark) => [JSON.stringify(mark), mark])).values()],
  }
}
