import { type Case, type CasePart, foldCase, partKey } from '@yagura/core'
import type { Marking } from '@yagura/record'
import { instantOf, microsecondsOf } from '../stix/stix-facts.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { caseExtensionObjects, definedUtc } from './case-extension.ts'
import { headsOf, idOfPart } from './case-heads.ts'
import { markingObjects } from './marking-objects.ts'
import { stableId } from './stable-id.ts'
import { writeContent } from './write-content.ts'
import { incidentIdOf, writeIncident } from './write-incident.ts'

/** A case that is to be written as STIX, and for whom. */
export type CaseToWrite = {
  readonly caseId: string
  /** All parts that this node has; of one that may not leave nothing is written. */
  readonly parts: readonly CasePart[]
  readonly leaves: (part: CasePart) => boolean
  /** Who it is for: what holds references is another object for another reader, for one that lacks some is no version of it. */
  readonly view: string
  readonly ownNode: string
  /** The identity of this node; that of others is made from their names. */
  readonly author: StixObject
  /** One marking that guards what all of these guard; undefined where there is none. */
  readonly joined: (marks: readonly Marking[]) => Marking | undefined
  /** A marking in words. */
  readonly wordsOf: (mark: Marking) => string
  readonly nowUtc: string
  /** `bundle--<UUID>` */
  readonly bundleId: string
  /** Objects that links may name, by id: those that may leave with the case. */
  readonly known?: ReadonlyMap<string, StixObject>
}

/** Something that has no place on the other side. */
export type NotCarried = {
  /** Key of a part, or id of an object. */
  readonly what: string
  readonly why: string
}

/** A case as a bundle of STIX 2.1. */
export type WrittenCase = {
  readonly bundle: StixObject & { readonly objects: readonly StixObject[] }
  /** How many parts may not leave. */
  readonly heldBack: number
  readonly notCarried: readonly NotCarried[]
}

/**
 * Writes a case as a bundle: an incident of the incident suite with events, impacts and tasks, evidence with hashes, notes and
 * opinions, and under an extension of its own what those have no place for. What may not leave is gone before anything is read from it.
 */
export function writeCase(asked: CaseToWrite): WrittenCase {
  const parts = asked.parts.filter(asked.leaves)
  const folded = foldCase(parts)
  const markings = new Map<string, StixObject>()
  const identities = new Map<string, StixObject>([[asked.ownNode, asked.author]])
  const common = (part: CasePart, createdUtc = part.atUtc, isRevoked = false) => ({
    ...{ spec_version: '2.1', created_by_ref: identityOf(part.node, asked, identities).id },
    ...{ created: milliseconds(createdUtc), modified: milliseconds(part.atUtc) },
    ...(isRevoked ? { revoked: true } : {}),
    object_marking_refs: markingRefs([part], asked, markings),
  })
  const heads = headsOf(folded, asked.view)
  const known = asked.known ?? new Map<string, StixObject>()
  const byHead = heads.map(({ part, content, thread, id }) => {
    const first = thread.versions.find(({ node }) => node === part.node)
    const objects = writeContent({
      ...{ part, what: content, id, incidentId: incidentIdOf(asked), known },
      common: common(part, first?.atUtc, thread.isWithdrawn),
      besides: (type, ...names) => stableId(type, partKey(part), ...names),
      idOf: (reference) => idOfPart(reference, part.node, folded, heads),
    })
    return { part, objects }
  })
  const written = byHead.flatMap(({ objects }) => objects)
  const nowUtc = milliseconds(asked.nowUtc)
  const refs = (of: readonly CasePart[]) => markingRefs(of, asked, markings)
  const incident = writeIncident({ ...asked, folded, written, nowUtc, common, markingRefs: refs })
  const named = [...known.values()].filter(({ id }) => isNamed(id, written))
  const objects = [...caseExtensionObjects(), ...identities.values(), ...incident, ...written, ...named]
  const aboutNothing = byHead.filter((one) => one.objects.length === 0)
  return {
    bundle: { type: 'bundle', id: asked.bundleId, objects: [...markings.values(), ...distinct(objects)] },
    heldBack: asked.parts.length - parts.length,
    notCarried: [
      ...aboutNothing.map(({ part }) => ({ what: partKey(part), why: 'its readers do not have what it is about' })),
      ...standingsLeft(folded, asked),
    ],
  }
}

function standingsLeft(folded: Case<CasePart>, { ownNode }: CaseToWrite): readonly NotCarried[] {
  const others = [...folded.standings.keys()].filter((node) => node !== ownNode)
  if (!folded.standings.has(ownNode)) others.shift()
  return others.map((node) => ({ what: node, why: 'a bundle has one title, owner and state: those of this node' }))
}

function identityOf(node: string, { caseId }: CaseToWrite, identities: Map<string, StixObject>): StixObject {
  const known = identities.get(node)
  if (known !== undefined) return known
  // Of the case alone: who else writes under this name is not known here.
  const common = { spec_version: '2.1', created: definedUtc, modified: definedUtc }
  const id = stableId('identity', caseId, node)
  const made = { type: 'identity', id, ...common, name: node, identity_class: 'organization' }
  identities.set(node, made)
  return made
}

/** One marking where one guards them all; else all of them stand. */
function markingRefs(
  parts: readonly CasePart[],
  { joined, wordsOf }: CaseToWrite,
  markings: Map<string, StixObject>,
): readonly string[] {
  const marks = parts.map(({ mark }) => mark)
  const [only, ...others] = marks
  const whole = only !== undefined && others.length === 0 ? only : joined(marks)
  const objects = (whole === undefined ? marks : [whole]).flatMap((mark) => markingObjects(mark, wordsOf(mark)))
  for (const object of objects) markings.set(object.id, object)
  return [...new Set(objects.map(({ id }) => id))]
}

/** Each object once; what two parts share, such as a file, is marked as both. */
function distinct(objects: readonly StixObject[]): readonly StixObject[] {
  const byId = new Map<string, StixObject>()
  for (const object of objects) {
    const known = byId.get(object.id)
    const refs = [known, object].flatMap((one) => one?.['object_marking_refs'] ?? [])
    byId.set(object.id, refs.length === 0 ? object : { ...object, object_marking_refs: [...new Set(refs)] })
  }
  return [...byId.values()]
}

function isNamed(id: string, written: readonly StixObject[]): boolean {
  return written.some((object) => object['source_ref'] === id || object['target_ref'] === id)
}

/** To the millisecond, as versions are told apart. */
function milliseconds(utc: string): string {
  return instantOf(microsecondsOf(utc) ?? 0).replace(/\d{3}Z$/, 'Z')
}
