import { checkMarking, type Faulty, join, type Marking, type Policies, type Tlp } from '@yagura/record'
import { isMembers } from '../members.ts'
import type { StixObject } from './stix-object.ts'
import { tlpLabel, tlpOfId } from './tlp.ts'

/** Finds a marking definition by its id. */
export type FindDefinition = (id: string) => StixObject | undefined

/** What the markings of an object come to. */
export type StixMarkingAnswer =
  | {
      readonly ok: true
      readonly marking: Marking
      /** Definitions that are not known, or of a kind that is not understood: for their sake nobody is named. */
      readonly unknown: readonly string[]
    }
  | Faulty

/** TLP levels from the widest to the narrowest, as the policy TLP numbers them. */
const order: readonly Tlp[] = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']

/**
 * The marking of an object: what it would have without its own, joined with each of those that stand on it or on a part of it, and so
 * never lower. TLP 1 and 2.0, Yagura's own, and statements that say a TLP label are understood; another statement, such as a
 * copyright, restricts nobody. What is not understood is not passed on: the audience is empty.
 *
 * @param base - Marking of the source, for what its objects do not say.
 * @returns What `join` refuses: another mode, a policy without equivalence.
 */
export function markingOf(
  object: StixObject,
  definitionOf: FindDefinition,
  base: Marking,
  policies: Policies,
): StixMarkingAnswer {
  const unknown: string[] = []
  let marking = base
  for (const id of markingRefs(object)) {
    const own = markingBy(id, definitionOf(id), base, policies)
    if (own === 'unknown') unknown.push(id)
    if (own === undefined) continue
    const joined = join(marking, own === 'unknown' ? { ...base, aud: {} } : own, base.pol, policies)
    if (!joined.ok) return joined
    marking = joined.marking
  }
  return { ok: true, marking, unknown }
}

/** Ids of the marking definitions that an object names, for the whole or for a part. */
export function markingRefs(object: StixObject): readonly string[] {
  const { object_marking_refs: refs, granular_markings: granular } = object
  const ofParts = Array.isArray(granular)
    ? granular.map((one) => (isMembers(one) ? one['marking_ref'] : undefined))
    : []
  const all = [...(Array.isArray(refs) ? refs : []), ...ofParts]
  return [...new Set(all.filter((ref): ref is string => typeof ref === 'string'))]
}

/** @returns Undefined for a definition that restricts nobody. */
function markingBy(
  id: string,
  definition: StixObject | undefined,
  base: Marking,
  policies: Policies,
): Marking | 'unknown' | undefined {
  const exact = tlpOfId(id)
  if (exact !== undefined) return ofTlp(exact, base)
  if (definition === undefined) return 'unknown'
  const own = heldMarking(definition)
  if (own !== undefined) {
    const checked = checkMarking(own, policies)
    return checked.ok ? checked.marking : 'unknown'
  }
  const label = labelOf(definition)
  if (label !== undefined) return ofTlp(label, base)
  return definition['definition_type'] === 'statement' ? undefined : 'unknown'
}

function ofTlp(tlp: Tlp, base: Marking): Marking {
  return { pol: base.pol, lvl: base.pol === 'TLP' ? order.indexOf(tlp) : base.lvl, tlp, mode: base.mode }
}

/** A TLP label that somebody defined anew, as many programs do. */
function labelOf(definition: StixObject): Tlp | undefined {
  const inner = isMembers(definition['definition']) ? definition['definition'] : {}
  const words = [inner['tlp'], inner['TLP'], inner['statement'], definition['name']]
  for (const word of words) {
    const label = typeof word === 'string' ? tlpLabel(word) : undefined
    if (label !== undefined) return label
  }
  return undefined
}

/** A marking that an extension of the definition holds whole, as Yagura writes them. */
function heldMarking(definition: StixObject): unknown {
  const extensions = isMembers(definition['extensions']) ? Object.values(definition['extensions']) : []
  return extensions.map((one) => (isMembers(one) ? one['marking'] : undefined)).find((held) => held !== undefined)
}
