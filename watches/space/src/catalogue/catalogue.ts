import type { CatalogueAuthority, ElementSet, UtcInstant } from '@yagura/formats'
import { compareUtc } from './epoch.ts'
import { MixedAuthoritiesError, SimulatedMixedWithRealError } from './errors.ts'
import { comparePreference, statesTheSame } from './preference.ts'
import { isSimulated } from './simulated-identity.ts'

/** Two element sets of one object with the same epoch to the microsecond: only one of them is in the history. */
export type DuplicateEpoch = {
  readonly id: number
  readonly kept: ElementSet
  readonly dropped: ElementSet
  /** True where both state the same elements, false where they contradict each other. */
  readonly same: boolean
}

/** What is known of every object, by id: a value that is never changed, only made anew. */
export type Catalogue = {
  /** Who gave the ids; absent in an empty catalogue. */
  readonly authority: CatalogueAuthority | undefined
  /** Per id, in ascending order of id, its element sets in ascending order of epoch, each epoch once. */
  readonly histories: ReadonlyMap<number, readonly ElementSet[]>
  /** In ascending order of id and epoch. */
  readonly duplicateEpochs: readonly DuplicateEpoch[]
}

/**
 * The catalogue that a number of element sets make together. The order in which they come does not matter: several files
 * are one catalogue, whichever is named first.
 *
 * Of two sets of one id with the same epoch the one with the higher element set number is kept, then the higher revolution
 * number, then the one that is first by its values and its place; the other is reported in `duplicateEpochs`.
 *
 * @param elementSets - Of any files; read once, so a generator will do.
 * @throws MixedAuthoritiesError where the sets are numbered by different authorities.
 * @throws SimulatedMixedWithRealError where generated and real objects come together.
 */
export function createCatalogue(elementSets: Iterable<ElementSet>): Catalogue {
  const grouped = new Map<number, ElementSet[]>()
  let first: ElementSet | undefined
  for (const set of elementSets) {
    first ??= set
    refuseMixture(first, set)
    const history = grouped.get(set.id)
    if (history === undefined) grouped.set(set.id, [set])
    else history.push(set)
  }
  const histories = new Map<number, readonly ElementSet[]>()
  const duplicateEpochs: DuplicateEpoch[] = []
  for (const id of [...grouped.keys()].sort((a, b) => a - b)) {
    histories.set(id, orderHistory(grouped.get(id) ?? [], duplicateEpochs))
  }
  return { authority: first?.authority, histories, duplicateEpochs }
}

/**
 * The element set of an object with the newest epoch.
 * @param notAfterUtc - Where given, the newest that is not after this instant.
 * @returns Undefined where the object is unknown or all its sets are later.
 */
export function currentElementSet(catalogue: Catalogue, id: number, notAfterUtc?: UtcInstant): ElementSet | undefined {
  const history = catalogue.histories.get(id)
  if (notAfterUtc === undefined) return history?.at(-1)
  return history?.findLast((set) => compareUtc(set.epochUtc, notAfterUtc) <= 0)
}

/**
 * The name of an object: the newest that any of its element sets states, since some formats carry none.
 * @returns Undefined where no set of that id states a name.
 */
export function objectName(catalogue: Catalogue, id: number): string | undefined {
  return catalogue.histories.get(id)?.findLast((set) => set.name !== undefined)?.name
}

function refuseMixture(first: ElementSet, set: ElementSet): void {
  if (set.authority !== first.authority) {
    throw new MixedAuthoritiesError(first.origin, first.authority, set.origin, set.authority)
  }
  if (isSimulated(set) === isSimulated(first)) return
  if (isSimulated(set)) throw new SimulatedMixedWithRealError(set.origin, first.origin)
  throw new SimulatedMixedWithRealError(first.origin, set.origin)
}

function orderHistory(sets: readonly ElementSet[], duplicates: DuplicateEpoch[]): readonly ElementSet[] {
  if (sets.length === 1) return sets
  const ordered = [...sets].sort((a, b) => compareUtc(a.epochUtc, b.epochUtc) || comparePreference(a, b))
  const history: ElementSet[] = []
  for (const set of ordered) {
    const kept = history.at(-1)
    if (kept === undefined || compareUtc(kept.epochUtc, set.epochUtc) !== 0) history.push(set)
    else duplicates.push({ id: set.id, kept, dropped: set, same: statesTheSame(kept, set) })
  }
  return history
}
