import type { CaseContent } from '@yagura/record'
import { attackIdOf } from '../attack/attack-id.ts'
import { objectTitle } from '../graph/object-title.ts'
import type { ReadCase } from '../incident/read-case.ts'
import { instantIn, leftOf, type ReadPart, textIn, textNamed, titled } from '../incident/read-values.ts'
import type { NotCarried } from '../incident/write-case.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { flowGraph, nextOf, walkFlow } from './flow-graph.ts'
import { flowActionScheme } from './write-flow.ts'

type Label = NonNullable<Extract<CaseContent, { readonly kind: 'event' }>['labels']>[number]

/**
 * Reads an Attack Flow as a case: an event for each action in the order of the flow, a link for each action that leads to another,
 * through whatever conditions and operators lie between, a note for each condition, and links to the adversaries. An action that does
 * not say when it was is an event without a time.
 *
 * @param given - Objects of STIX 2.1, checked; those that are revoked are left out.
 * @returns Undefined where there is no flow.
 */
export function readFlow(given: readonly StixObject[]): ReadCase | undefined {
  const isLive = (object: StixObject): boolean => object['revoked'] !== true
  const objects = given.filter(isLive)
  const [flow, ...others] = objects.filter(({ type }) => type === 'attack-flow')
  if (flow === undefined) return undefined
  const revoked = given.filter((object) => !isLive(object))
  const graph = flowGraph(objects)
  const byId = new Map(objects.map((object) => [object.id, object]))
  const nodes = walkFlow(graph).order.flatMap((id) => graph.nodes.get(id) ?? [])
  const actions = nodes.filter(({ type }) => type === 'attack-action')
  const opened: ReadPart = {
    object: flow,
    what: {
      ...{ kind: 'opened', title: titled(textIn(flow, 'name') ?? flow.id) },
      ...textNamed('text', textIn(flow, 'description')),
    },
  }
  const events = actions.map((object) => ({ object, what: eventOf(object, byId) }))
  const next = nextOf(graph.steps)
  const links = actions.flatMap((object) =>
    actionsAfter(object.id, graph, next).map((id): ReadPart => {
      const to = byId.get(id) ?? object
      return { object, names: [to], what: linkOf('led-to', object, to) }
    }),
  )
  const notes = nodes
    .filter(({ type }) => type === 'attack-condition')
    .map((object) => ({ object, what: noteOf(object) }))
  return {
    parts: [opened, ...events, ...links, ...notes, ...readAdversaries(objects, byId)],
    notCarried: [
      ...others.map(({ id }) => ({ what: id, why: 'a case is made of one flow' })),
      ...revoked.map(({ id }) => ({ what: id, why: 'its creator revoked it' })),
      ...nodes.flatMap(leftOfNode),
      ...objects.flatMap((object) => leftBeside(object, byId)),
    ],
  }
}

function eventOf(action: StixObject, byId: ReadonlyMap<string, StixObject>): CaseContent {
  const from = instantIn(action, 'execution_start')
  const until = instantIn(action, 'execution_end')
  return {
    kind: 'event',
    title: titled(textIn(action, 'name') ?? action.id),
    ...textNamed('text', textIn(action, 'description')),
    ...(from === undefined ? {} : { fromUtc: from }),
    ...(until === undefined ? {} : { untilUtc: until }),
    labels: [...attackLabels(action, byId), { scheme: flowActionScheme, id: action.id }],
  }
}

/** Technique and tactic as ATT&CK numbers them; some flows leave the letter out. */
function attackLabels(action: StixObject, byId: ReadonlyMap<string, StixObject>): readonly Label[] {
  const pattern = byId.get(textIn(action, 'technique_ref') ?? '')
  const technique = textIn(action, 'technique_id') ?? (pattern === undefined ? undefined : attackIdOf(pattern))
  const ids = [technique, textIn(action, 'tactic_id')].flatMap((id) => id ?? [])
  return ids.map((id) => ({ scheme: 'mitre-attack', id: /^\d{4}(?:\.\d{3})?$/.test(id) ? `T${id}` : id.slice(0, 200) }))
}

/** Actions that an action leads to, past conditions and operators. */
function actionsAfter(
  id: string,
  { nodes }: ReturnType<typeof flowGraph>,
  next: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set<string>()
  const reached = new Set([id])
  for (const from of reached) {
    for (const to of next.get(from) ?? []) {
      const type = nodes.get(to)?.type
      if (type === 'attack-action') found.add(to)
      else if (type !== undefined) reached.add(to)
    }
  }
  return [...found]
}

function linkOf(rel: string, from: StixObject, to: StixObject) {
  return { kind: 'link' as const, rel, from: endOf(from), to: endOf(to) }
}

function endOf(object: StixObject) {
  return { type: object.type, id: object.id, title: titled(objectTitle(object)) }
}

/** Who is named, as links of the case to them, and how they stand to its actions. */
function readAdversaries(objects: readonly StixObject[], byId: ReadonlyMap<string, StixObject>): readonly ReadPart[] {
  const named = objects.filter(({ type }) => adversaries.has(type))
  const involved = named.map((object): ReadPart => {
    const text = textNamed('text', textIn(object, 'description'))
    return { object, what: { kind: 'link', rel: 'involves', to: endOf(object), ...text } }
  })
  const related = objects.flatMap((object): readonly ReadPart[] => {
    const relation = adversaryRelation(object, byId)
    return relation === undefined ? [] : [relation]
  })
  return [...involved, ...related]
}

/** Between an adversary and an action, or two adversaries. */
function adversaryRelation(object: StixObject, byId: ReadonlyMap<string, StixObject>): ReadPart | undefined {
  const [source, target] = ['source_ref', 'target_ref'].map((end) => byId.get(textIn(object, end) ?? ''))
  const rel = textIn(object, 'relationship_type')
  if (object.type !== 'relationship' || rel === undefined || source === undefined || target === undefined)
    return undefined
  const ends = [source, target]
  const areTold = ends.every(({ type }) => adversaries.has(type) || type === 'attack-action')
  const isWord = /^[a-z][A-Za-z-]{0,39}$/.test(rel)
  if (!areTold || !isWord || !ends.some(({ type }) => adversaries.has(type))) return undefined
  const text = textNamed('text', textIn(object, 'description'))
  return { object, names: ends, what: { ...linkOf(rel, source, target), ...text } }
}

function noteOf(condition: StixObject): CaseContent {
  const text = textIn(condition, 'description') ?? condition.id
  return { kind: 'note', text: textNamed('text', text).text ?? text }
}

function leftOfNode(object: StixObject): readonly NotCarried[] {
  const { id, type } = object
  const because: Readonly<Record<string, readonly string[]>> = {
    'attack-action': [...leftOf(object, ['command_ref', 'asset_refs', 'confidence'])],
    'attack-condition': ['which paths it decides', ...leftOf(object, ['pattern'])],
    'attack-operator': [`that it joins paths by ${String(object['operator'])}`],
  }
  return (because[type] ?? []).map((why) => ({ what: id, why }))
}

const adversaries = new Set(['threat-actor', 'intrusion-set'])
/** What is said of an adversary beside name and description. */
const adversaryMembers = [
  ...['threat_actor_types', 'aliases', 'first_seen', 'last_seen', 'roles', 'goals', 'sophistication', 'resource_level'],
  ...['primary_motivation', 'secondary_motivations', 'personal_motivations'],
]
const told = new Set(['attack-flow', 'attack-action', 'attack-condition', 'attack-operator'])
const frame = new Set(['extension-definition', 'marking-definition', 'identity', 'attack-pattern', 'x-mitre-tactic'])

function leftBeside(object: StixObject, byId: ReadonlyMap<string, StixObject>): readonly NotCarried[] {
  const { id, type } = object
  if (adversaries.has(type)) return leftOf(object, adversaryMembers).map((why) => ({ what: id, why }))
  if (adversaryRelation(object, byId) !== undefined) {
    return leftOf(object, ['confidence', 'start_time', 'stop_time']).map((why) => ({ what: id, why }))
  }
  return told.has(type) || frame.has(type) ? [] : [{ what: id, why: `a case has no place for ${type} of a flow` }]
}
