import { stableId } from '../incident/stable-id.ts'
import { isMembers, type Members } from '../members.ts'
import { observableId } from '../stix/observable-id.ts'
import { instantOf, microsecondsOf } from '../stix/stix-facts.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { checkStix } from '../stix/validation/check-stix.ts'
import { observableTypes } from '../stix/validation/object-types.ts'
import { type BuilderNode, builderLinks, builderProperties } from './builder-document.ts'
import { flowDefinitionObjects } from './flow-definition.ts'
import { attackFlowExtension } from './flow-ids.ts'

/** A drawing of a flow as a bundle. */
export type BuilderAnswer =
  | {
      readonly ok: true
      readonly bundle: StixObject
      /** Objects of the drawing that make no valid object of STIX, by their id in it. */
      readonly notCarried: readonly { readonly what: string; readonly why: string }[]
    }
  | { readonly ok: false; readonly reason: string }

/** The form of drawings that is read. */
const form = 'attack_flow_v2'
const flowTypeOf: Readonly<Record<string, string>> = {
  action: 'attack-action',
  condition: 'attack-condition',
  AND_operator: 'attack-operator',
  OR_operator: 'attack-operator',
  asset: 'attack-asset',
}
/** Properties of the drawing that the schema of flows does not have. */
const drawnOnly = new Set(['ttp', 'date'])

/** @returns Whether it is a drawing of Attack Flow Builder, of whatever edition. */
export function isBuilderFile(value: unknown): value is Members {
  return (
    isMembers(value) &&
    value['type'] === undefined &&
    Array.isArray(value['objects']) &&
    typeof value['schema'] === 'string'
  )
}

/**
 * Turns a drawing of Attack Flow Builder 3 (`.afb`, form `attack_flow_v2`) into a bundle of STIX 2.1: what is drawn with lines
 * becomes references and relationships; where things stand on the page is left.
 */
export function readBuilderFile(drawing: Members): BuilderAnswer {
  if (drawing['schema'] !== form) {
    return {
      ok: false,
      reason: `it is a drawing of the form ${String(drawing['schema']).slice(0, 60)}, and only ${form} is read; open it in Attack Flow Builder and publish it as STIX (.json)`,
    }
  }
  const objects = Array.isArray(drawing['objects']) ? drawing['objects'].filter(isMembers) : []
  const flow = objects.find((object) => object['id'] === 'flow')
  if (flow === undefined) return { ok: false, reason: 'it has no flow' }
  const { nodes, links } = builderLinks(objects)
  const created = createdOf(builderProperties(flow))
  const ids = new Map(nodes.map((node) => [node.instance, idOf(node)]))
  const made = nodes.map((node) => ({ node, object: objectOf(node, ids, links, created) }))
  const author = authorOf(flow, created)
  const good: StixObject[] = []
  const notCarried: { what: string; why: string }[] = []
  for (const { node, object } of made) {
    const { isValid, issues } = checkStix(object)
    const why = issues.find(({ severity }) => severity === 'error')?.message ?? ''
    if (isValid) good.push(object)
    else notCarried.push({ what: `${node.template} ${node.instance}`, why })
  }
  const present = new Set(good.map(({ id }) => id))
  const related = relationshipsOf(links, nodes, ids, present, created)
  const whole = [flowOf(flow, good, created, author), ...(author === undefined ? [] : [author]), ...good, ...related]
  const kept = whole.map((object) => withoutAbsent(object, new Set(whole.map(({ id }) => id))))
  const bundle = {
    type: 'bundle',
    id: stableId('bundle', instanceOf(flow)),
    objects: [...flowDefinitionObjects(), ...kept],
  }
  return { ok: true, bundle, notCarried }
}

function instanceOf(object: Members): string {
  return String(object['instance'])
}

function createdOf({ created }: Members): string {
  const us = microsecondsOf(typeof created === 'string' ? created : undefined) ?? 0
  return instantOf(us).replace(/\d{3}Z$/, 'Z')
}

function idOf(node: BuilderNode): string {
  const type = typeOf(node)
  const byContent = observableTypes.has(type) ? observableId({ type, ...node.properties }) : undefined
  return byContent ?? `${type}--${node.instance}`
}

function typeOf({ template }: BuilderNode): string {
  return flowTypeOf[template] ?? template.replaceAll('_', '-')
}

type Links = ReturnType<typeof builderLinks>['links']

function objectOf(node: BuilderNode, ids: ReadonlyMap<string, string>, links: Links, created: string): StixObject {
  const type = typeOf(node)
  const id = ids.get(node.instance) ?? ''
  const properties = Object.fromEntries(Object.entries(node.properties).filter(([name]) => !drawnOnly.has(name)))
  const versioned = observableTypes.has(type) ? {} : { created, modified: created }
  const isOfFlow = Object.hasOwn(flowTypeOf, node.template)
  return {
    ...{ type, spec_version: '2.1', id, ...versioned, ...properties },
    ...(isOfFlow
      ? { ...refsFrom(node, ids, links), extensions: { [attackFlowExtension]: { extension_type: 'new-sdo' } } }
      : {}),
    ...(type === 'note' ? { object_refs: targetsOf(node, ids, links).map(({ id: target }) => target) } : {}),
  }
}

function targetsOf(node: BuilderNode, ids: ReadonlyMap<string, string>, links: Links) {
  return links.flatMap(({ from, to, branch }) => {
    const id = from === node.instance ? ids.get(to) : undefined
    return id === undefined ? [] : [{ id, branch }]
  })
}

/** Lines from an object of the flow: on to the next one, or to an asset. */
function refsFrom(node: BuilderNode, ids: ReadonlyMap<string, string>, links: Links): Members {
  const refs: Record<string, string[]> = {}
  for (const { id, branch } of targetsOf(node, ids, links)) {
    const isAsset = id.startsWith('attack-asset--')
    if (!isAsset && !/^attack-(?:action|condition|operator)--/.test(id)) continue
    const next = node.template === 'condition' ? (branch === 'False' ? 'on_false_refs' : 'on_true_refs') : 'effect_refs'
    const name = isAsset ? 'asset_refs' : next
    refs[name] = [...(refs[name] ?? []), id]
  }
  return refs
}

/** Lines between things of which one does not belong to the flow itself. */
function relationshipsOf(
  links: Links,
  nodes: readonly BuilderNode[],
  ids: ReadonlyMap<string, string>,
  present: ReadonlySet<string>,
  created: string,
): readonly StixObject[] {
  const templates = new Map(nodes.map(({ instance, template }) => [instance, template]))
  return links.flatMap(({ from, to }) => {
    const [source, target] = [ids.get(from) ?? '', ids.get(to) ?? '']
    const areOfFlow = [from, to].every((end) => Object.hasOwn(flowTypeOf, templates.get(end) ?? ''))
    if (areOfFlow || templates.get(from) === 'note' || !present.has(source) || !present.has(target)) return []
    const common = { spec_version: '2.1', id: stableId('relationship', source, target), created, modified: created }
    const ends = { relationship_type: 'related-to', source_ref: source, target_ref: target }
    return [{ type: 'relationship', ...common, ...ends }]
  })
}

function authorOf(flow: Members, created: string): StixObject | undefined {
  const { author } = builderProperties(flow)
  if (!isMembers(author) || typeof author['name'] !== 'string') return undefined
  const common = { spec_version: '2.1', created, modified: created }
  return {
    type: 'identity',
    id: stableId('identity', instanceOf(flow), author['name']),
    ...common,
    ...author,
    name: author['name'],
  }
}

function flowOf(
  flow: Members,
  objects: readonly StixObject[],
  created: string,
  author: StixObject | undefined,
): StixObject {
  const { author: _author, created: _created, ...properties } = builderProperties(flow)
  const led = new Set(
    objects.flatMap((object) => ['effect_refs', 'on_true_refs', 'on_false_refs'].flatMap((name) => object[name] ?? [])),
  )
  const starts = objects.filter(({ type, id }) => /^attack-(?:action|condition)$/.test(type) && !led.has(id))
  return {
    ...{ type: 'attack-flow', spec_version: '2.1', id: `attack-flow--${instanceOf(flow)}`, created, modified: created },
    ...properties,
    ...(author === undefined ? {} : { created_by_ref: author.id }),
    start_refs: starts.map(({ id }) => id),
    extensions: { [attackFlowExtension]: { extension_type: 'new-sdo' } },
  }
}

/** A line to an object that makes none of STIX leads nowhere. */
function withoutAbsent(object: StixObject, present: ReadonlySet<string>): StixObject {
  const lists = ['effect_refs', 'on_true_refs', 'on_false_refs', 'asset_refs', 'object_refs']
  const kept = lists.flatMap((name) => {
    const refs = object[name]
    if (!Array.isArray(refs)) return []
    const left = refs.filter((ref) => present.has(ref))
    return [[name, left.length === 0 ? undefined : left] as const]
  })
  const members = { ...object, ...Object.fromEntries(kept) }
  return Object.keys(members).some((name) => members[name] === undefined) ? strip(members) : members
}

function strip(object: StixObject): StixObject {
  const { type, id } = object
  return { type, id, ...Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) }
}
