import type { CasePart } from '@yagura/core'
import type { Marking } from '@yagura/record'
import { instantOf, microsecondsOf } from '../stix/stix-facts.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { definedUtc } from './case-extension.ts'
import { markingObjects } from './marking-objects.ts'
import { stableId } from './stable-id.ts'

/** By whom and for whom a case is written. */
export type FrameToWrite = {
  readonly caseId: string
  readonly ownNode: string
  /** The identity of this node; that of others is made from their names. */
  readonly author: StixObject
  /** One marking that guards what all of these guard; undefined where there is none. */
  readonly joined: (marks: readonly Marking[]) => Marking | undefined
  /** A marking in words. */
  readonly wordsOf: (mark: Marking) => string
  readonly nowUtc: string
}

/** What the objects of a written case have in common, and what that needs beside them. */
export type CaseFrame = {
  /** What every object of a part has: version, creator, markings. */
  readonly common: (part: CasePart, createdUtc?: string, isRevoked?: boolean) => Readonly<Record<string, unknown>>
  /** References to markings that guard what all of these guard: one marking where one does, else all of them. */
  readonly markingRefs: (parts: readonly CasePart[]) => readonly string[]
  /** Identities that were named, the own one first. */
  readonly identities: () => readonly StixObject[]
  /** Definitions of the markings that were named. */
  readonly markings: () => readonly StixObject[]
  /** When it is written, to the millisecond. */
  readonly nowUtc: string
}

/** Gathers identities and markings while a case is written. */
export function caseFrame({ caseId, ownNode, author, joined, wordsOf, nowUtc }: FrameToWrite): CaseFrame {
  const markings = new Map<string, StixObject>()
  const identities = new Map<string, StixObject>([[ownNode, author]])
  const identityOf = (node: string): StixObject => {
    const known = identities.get(node)
    if (known !== undefined) return known
    // Of the case alone: who else writes under this name is not known here.
    const id = stableId('identity', caseId, node)
    const common = { spec_version: '2.1', created: definedUtc, modified: definedUtc }
    const made = { type: 'identity', id, ...common, name: node, identity_class: 'organization' }
    identities.set(node, made)
    return made
  }
  const markingRefs = (parts: readonly CasePart[]): readonly string[] => {
    const marks = parts.map(({ mark }) => mark)
    const whole = marks.length === 1 ? marks[0] : joined(marks)
    const objects = (whole === undefined ? marks : [whole]).flatMap((mark) => markingObjects(mark, wordsOf(mark)))
    for (const object of objects) markings.set(object.id, object)
    return [...new Set(objects.map(({ id }) => id))]
  }
  return {
    common: (part, createdUtc = part.atUtc, isRevoked = false) => ({
      ...{ spec_version: '2.1', created_by_ref: identityOf(part.node).id },
      ...{ created: milliseconds(createdUtc), modified: milliseconds(part.atUtc) },
      ...(isRevoked ? { revoked: true } : {}),
      object_marking_refs: markingRefs([part]),
    }),
    markingRefs,
    identities: () => [...identities.values()],
    markings: () => [...markings.values()],
    nowUtc: milliseconds(nowUtc),
  }
}

/** To the millisecond, as versions are told apart. */
function milliseconds(utc: string): string {
  return instantOf(microsecondsOf(utc) ?? 0).replace(/\d{3}Z$/, 'Z')
}
