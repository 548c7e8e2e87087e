import type { Case, CasePart } from '@yagura/core'
import type { StixObject } from '../stix/stix-object.ts'
import { standingKinds } from './case-heads.ts'
import { stableId } from './stable-id.ts'
import { suiteExtensions } from './suite-ids.ts'
import { addition, present } from './written-part.ts'

/** What the incident of a case is made of. */
export type IncidentToWrite = {
  readonly caseId: string
  readonly view: string
  readonly ownNode: string
  readonly folded: Case<CasePart>
  /** What was written of the parts. */
  readonly written: readonly StixObject[]
  /** What every object has, by the part that it is made of. */
  readonly common: (part: CasePart) => Readonly<Record<string, unknown>>
  /** References to markings that guard what all of these guard. */
  readonly markingRefs: (parts: readonly CasePart[]) => readonly string[]
  /** When it is written: to the millisecond. */
  readonly nowUtc: string
}

/** @returns Id of the incident that stands for a case. */
export function incidentIdOf({ caseId, view }: Pick<IncidentToWrite, 'caseId' | 'view'>): string {
  return stableId('incident', caseId, view)
}

/** The incident that stands for a case, and the grouping of all that belongs to it. Nothing where a case has no part at all. */
export function writeIncident(asked: IncidentToWrite): readonly StixObject[] {
  const { caseId, folded, written, common, nowUtc } = asked
  const standing = folded.threads
    .filter(({ kind }) => standingKinds.has(kind))
    .flatMap(({ heads }) => heads)
    .toSorted((a, b) => Date.parse(a.atUtc) - Date.parse(b.atUtc))
  const opened = standing.find(({ what }) => what.kind === 'opened') ?? standing[0] ?? folded.threads[0]?.versions[0]
  if (opened === undefined) return []
  // Its list of what belongs to it depends on what may leave now: each writing is a version of its own.
  const shared = {
    ...{ ...common(opened), modified: nowUtc, name: titleOf(asked) },
    object_marking_refs: asked.markingRefs(standing.length === 0 ? [opened] : standing),
  }
  const live = written.filter((object) => object['revoked'] !== true)
  const incident: StixObject = {
    type: 'incident',
    id: incidentIdOf(asked),
    ...shared,
    ...present({ description: opened.what.kind === 'opened' ? opened.what.text : undefined }),
    extensions: {
      [suiteExtensions.incident]: suiteMembers(asked, live),
      ...addition('case', { case_id: caseId, ...saidOfCase(asked, standing), author: opened.author }),
    },
  }
  const grouping: StixObject = {
    type: 'grouping',
    id: stableId('grouping', caseId, asked.view),
    ...{ ...shared, context: 'suspicious-activity' },
    object_refs: [incident.id, ...live.map(({ id }) => id)],
    extensions: addition('case', { case_id: caseId }),
  }
  return [incident, grouping]
}

function standingOf({ folded, ownNode }: IncidentToWrite) {
  return folded.standings.get(ownNode) ?? [...folded.standings.values()][0]
}

function titleOf(asked: IncidentToWrite): string {
  return standingOf(asked)?.title ?? `Case ${asked.caseId}`
}

function saidOfCase(asked: IncidentToWrite, standing: readonly CasePart[]) {
  const own = standingOf(asked)
  const closing = standing.findLast(({ what }) => what.kind === 'closed')?.what
  const reason = own?.state === 'closed' && closing?.kind === 'closed' ? closing.why : undefined
  return { owner: own?.owner, closing_reason: reason }
}

/** A case does not say whether the incident is confirmed: it is suspected until somebody says more. */
function suiteMembers(asked: IncidentToWrite, live: readonly StixObject[]): Readonly<Record<string, unknown>> {
  const refs = (type: string) => live.flatMap((object) => (object.type === type ? [object.id] : []))
  const entriesOf = (type: 'event' | 'task') => refs(type).map((id) => ({ [`${type}_ref`]: id }))
  const lists = { events: entriesOf('event'), impact_refs: refs('impact'), tasks: entriesOf('task') }
  return {
    extension_type: 'property-extension',
    determination: 'suspected',
    investigation_status: standingOf(asked)?.state === 'closed' ? 'closed' : 'open',
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  }
}
