import { type CasePart, foldCase, partKey } from '@yagura/core'
import type { CaseContent } from '@yagura/record'
import { attackSources } from '../attack/attack-id.ts'
import { type CaseFrame, caseFrame } from '../incident/case-frame.ts'
import { stableId } from '../incident/stable-id.ts'
import type { CaseToWrite, NotCarried, WrittenCase } from '../incident/write-case.ts'
import { present } from '../incident/written-part.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { flowDefinitionObjects } from './flow-definition.ts'
import { attackFlowExtension } from './flow-ids.ts'

type Event = Extract<CaseContent, { readonly kind: 'event' }>
type Happening = { readonly part: CasePart; readonly what: Event; readonly first: CasePart }

/** Scheme of a label that says which action of a flow an event was read from. */
export const flowActionScheme = 'attack-flow'

const extensions = { [attackFlowExtension]: { extension_type: 'new-sdo' } }

/**
 * Writes the events of a case as an Attack Flow: an action each, one for each technique that it shows. Which leads to which is what
 * links between the actions of a flow say that was read before; where there are none, the order of time, in which an event that nobody
 * gives a time has no place: it stands alone.
 */
export function writeFlow(asked: CaseToWrite): WrittenCase {
  const parts = asked.parts.filter(asked.leaves)
  const folded = foldCase(parts)
  const frame = caseFrame(asked)
  const happenings = folded.threads.flatMap(({ heads, versions }) =>
    heads.flatMap((part): readonly Happening[] => {
      const first = versions.find(({ node }) => node === part.node) ?? part
      return part.what.kind === 'event' ? [{ part, what: part.what, first }] : []
    }),
  )
  const inTime = happenings.toSorted((a, b) => placeOf(a) - placeOf(b) || (partKey(a.part) < partKey(b.part) ? -1 : 1))
  const groups = inTime.map((one) => actionsOf(one, asked.view, frame))
  const effects = effectsOf(inTime, groups, parts)
  const actions = groups.flatMap((actions, at) =>
    actions.map((action) => ({ ...action, ...present({ effect_refs: effects[at] }) })),
  )
  const led = new Set(effects.flatMap((ids) => ids ?? []))
  const starts = actions.filter(({ id }) => !led.has(id)).map(({ id }) => id)
  const flow = flowOf(
    asked,
    folded.standings,
    starts.length === 0 ? actions.slice(0, 1).map(({ id }) => id) : starts,
    parts,
    frame,
  )
  const objects = actions.length === 0 ? [] : [...flowDefinitionObjects(), ...frame.identities(), flow, ...actions]
  return {
    bundle: {
      type: 'bundle',
      id: asked.bundleId,
      objects: [...(actions.length === 0 ? [] : frame.markings()), ...objects],
    },
    heldBack: asked.parts.length - parts.length,
    notCarried: leftOut(parts),
  }
}

/** By time; what has none comes last, in the order in which it was told. */
function placeOf({ what: { fromUtc } }: Happening): number {
  return fromUtc === undefined ? Number.MAX_VALUE : Date.parse(fromUtc)
}

function actionsOf({ part, what, first }: Happening, view: string, frame: CaseFrame): readonly StixObject[] {
  const techniques = (what.labels ?? []).filter(({ scheme, id }) => attackSources.has(scheme) && /^T\d/.test(id))
  const [tactic] = (what.labels ?? []).filter(({ scheme, id }) => attackSources.has(scheme) && id.startsWith('TA'))
  const shown: readonly (string | undefined)[] = techniques.length === 0 ? [undefined] : techniques.map(({ id }) => id)
  return shown.map((technique) => ({
    type: 'attack-action',
    id: stableId('attack-action', partKey(first), technique ?? '', view),
    ...frame.common(part, first.atUtc),
    // What it leads to depends on what may leave now.
    modified: frame.nowUtc,
    name: what.title,
    ...present({ technique_id: technique, tactic_id: tactic?.id, description: what.text }),
    ...present({ execution_start: what.fromUtc, execution_end: what.untilUtc }),
    extensions,
  }))
}

/** Ids of the actions that follow each group; undefined where none does. */
function effectsOf(
  happenings: readonly Happening[],
  groups: readonly (readonly StixObject[])[],
  parts: readonly CasePart[],
): readonly (readonly string[] | undefined)[] {
  const groupOf = new Map(
    happenings.flatMap(({ what }, at) =>
      (what.labels ?? []).flatMap(({ scheme, id }) => (scheme === flowActionScheme ? [[id, at] as const] : [])),
    ),
  )
  const told = foldCase(parts).threads.flatMap(({ heads }) =>
    heads.flatMap(({ what }) => {
      if (what.kind !== 'link' || what.rel !== 'led-to' || what.from === undefined) return []
      const [from, to] = [groupOf.get(what.from.id), groupOf.get(what.to.id)]
      return from === undefined || to === undefined ? [] : [{ from, to }]
    }),
  )
  return groups.map((_, at) => {
    const following = happenings[at + 1]?.what.fromUtc === undefined ? [] : [at + 1]
    const next = groupOf.size === 0 ? following : told.flatMap(({ from, to }) => (from === at ? [to] : []))
    const ids = next.flatMap((each) => (groups[each] ?? []).map(({ id }) => id))
    return ids.length === 0 ? undefined : [...new Set(ids)]
  })
}

function flowOf(
  asked: CaseToWrite,
  standings: ReadonlyMap<string, { readonly title: string | undefined }>,
  starts: readonly string[],
  parts: readonly CasePart[],
  frame: CaseFrame,
): StixObject {
  const opened = parts.find(({ what }) => what.kind === 'opened') ?? parts[0]
  const titled = parts.filter(({ what }) => what.kind === 'opened' || what.kind === 'renamed')
  const title = standings.get(asked.ownNode)?.title ?? [...standings.values()][0]?.title
  const text = opened?.what.kind === 'opened' ? opened.what.text : undefined
  return {
    type: 'attack-flow',
    id: stableId('attack-flow', asked.caseId, asked.view),
    ...(opened === undefined ? {} : frame.common(opened)),
    object_marking_refs: frame.markingRefs(titled.length === 0 ? parts.slice(0, 1) : titled),
    // What it starts with depends on what may leave now: each writing is a version of its own.
    modified: frame.nowUtc,
    ...{ name: title ?? `Case ${asked.caseId}`, scope: 'incident', start_refs: starts },
    ...present({ description: text }),
    extensions,
  }
}

/** A flow holds events alone. */
function leftOut(parts: readonly CasePart[]): readonly NotCarried[] {
  const counts = new Map<string, number>()
  for (const { what } of parts) {
    if (what.kind === 'event' || what.kind === 'opened' || what.kind === 'renamed') continue
    if (what.kind === 'link' && what.from?.type === 'attack-action' && what.to.type === 'attack-action') continue
    counts.set(what.kind, (counts.get(what.kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, count]) => ({ what: `${count} of kind ${kind}`, why: 'a flow holds events alone' }))
}
