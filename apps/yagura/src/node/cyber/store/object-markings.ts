import {
  isMarkedSimulated,
  markingOf,
  markingRefs,
  type StixObject,
  type StixStore,
  simulatedMarking,
  tlpOfId,
} from '@yagura/cyber'
import type { Marking, Policies } from '@yagura/record'

/** The marking of an object, what it still takes to know it, or why it can have none. */
type MarkingOutcome =
  | { readonly is: 'known'; readonly marking: Marking }
  | { readonly is: 'awaited'; readonly definitionIds: readonly string[] }
  | { readonly is: 'refused'; readonly reason: string }

const generated = 'it is marked SIMULATED, and generated data never lies among real: take it into a SIMULATED store'

/** Tells the markings of objects that come in one after the other, with the definitions that their markings name. */
export type ObjectMarkings = {
  /** Remembers a definition; of several under one id the first stays, as in the store. Other objects are passed over. */
  readonly meet: (object: StixObject) => void
  /** Asks the store for definitions that were not met, for each once. */
  readonly lookUp: (ids: readonly string[]) => Promise<void>
  /** @param isLast - Nothing more comes: a definition that was not met is not known, and nobody is named. */
  readonly markingOf: (object: StixObject, isLast: boolean) => MarkingOutcome
}

/**
 * Markings of objects of one source.
 *
 * @param base - For what objects do not say.
 */
export function createObjectMarkings(store: StixStore, base: Marking, policies: Policies): ObjectMarkings {
  const definitions = new Map<string, StixObject>([[simulatedMarking.id, simulatedMarking]])
  const asked = new Set<string>()
  // Equal markings are one value, so that a batch of objects carries it once.
  const known = new Map<string, MarkingOutcome>()
  return {
    meet: (object) => {
      if (object.type === 'marking-definition' && !definitions.has(object.id)) definitions.set(object.id, object)
    },
    lookUp: async (ids) => {
      const unasked = ids.filter((id) => !asked.has(id))
      for (const id of unasked) asked.add(id)
      if (unasked.length === 0) return
      for (const { object } of await store.newest(unasked)) definitions.set(object.id, object)
    },
    markingOf: (object, isLast) => {
      if (base.mode !== 'SIMULATED' && isMarkedSimulated(object)) return { is: 'refused', reason: generated }
      const refs = markingRefs(object)
      const missing = refs.filter((id) => tlpOfId(id) === undefined && !definitions.has(id))
      if (missing.length > 0 && !isLast) return { is: 'awaited', definitionIds: missing }
      const key = `${missing.length > 0 ? '?' : ''}${refs.join(' ')}`
      const before = known.get(key)
      if (before !== undefined) return before
      const answer = markingOf(object, (id) => definitions.get(id), base, policies)
      const outcome: MarkingOutcome = answer.ok
        ? { is: 'known', marking: answer.marking }
        : { is: 'refused', reason: answer.fault.reason }
      known.set(key, outcome)
      return outcome
    },
  }
}
