import { type Case, type CasePart, foldCase, partKey } from '@yagura/core'
import type { StixObject } from '../stix/stix-object.ts'
import { caseExtensionObjects } from './case-extension.ts'
import { caseFrame, type FrameToWrite } from './case-frame.ts'
import { headsOf, idOfPart } from './case-heads.ts'
import { stableId } from './stable-id.ts'
import { writeContent } from './write-content.ts'
import { incidentIdOf, writeIncident } from './write-incident.ts'

/** A case that is to be written as STIX, and for whom. */
export type CaseToWrite = FrameToWrite & {
  /** All parts that this node has; of one that may not leave nothing is written. */
  readonly parts: readonly CasePart[]
  readonly leaves: (part: CasePart) => boolean
  /** Who it is for: what holds references is another object for another reader, for one that lacks some is no version of it. */
  readonly view: string
  /** `bundle--<UUID>` */
  readonly bundleId: string
  /** Objects that links may name, by id, each followed by all that it names itself: those that may leave with the case. */
  readonly known?: ReadonlyMap<string, readonly StixObject[]>
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
  const frame = caseFrame(asked)
  const heads = headsOf(folded, asked.view)
  const known = asked.known ?? new Map<string, readonly StixObject[]>()
  const byHead = heads.map(({ part, content, thread, id }) => {
    const first = thread.versions.find(({ node }) => node === part.node)
    const objects = writeContent({
      ...{ part, what: content, id, incidentId: incidentIdOf(asked), known },
      common: frame.common(part, first?.atUtc, thread.isWithdrawn),
      besides: (type, ...names) => stableId(type, partKey(part), ...names),
      idOf: (reference) => idOfPart(reference, part.node, folded, heads),
    })
    return { part, objects }
  })
  const written = byHead.flatMap(({ objects }) => objects)
  const incident = writeIncident({ ...asked, ...frame, folded, written })
  const named = [...known].flatMap(([id, objects]) => (isNamed(id, written) ? objects : []))
  const objects = [...caseExtensionObjects(), ...frame.identities(), ...incident, ...written, ...named]
  const aboutNothing = byHead.filter((one) => one.objects.length === 0)
  return {
    bundle: { type: 'bundle', id: asked.bundleId, objects: [...frame.markings(), ...distinct(objects)] },
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
