import { objectTitle } from '../graph/object-title.ts'
import { additionIn, textIn, textsIn } from '../incident/read-values.ts'
import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'

/** A corner of the diamond. Source: Caltagirone, Pendergast, Betz 2013 §4. */
type DiamondVertex = 'adversary' | 'capability' | 'infrastructure' | 'victim'

/** What stands at a corner. */
type DiamondThing = { readonly id: string; readonly type: string; readonly title: string }

/** A relation from a thing at one corner to a thing at another, or at the same. */
type DiamondEdge = {
  readonly kind: string
  readonly source: string
  readonly from: DiamondVertex
  readonly target: string
  readonly to: DiamondVertex
}

/** What is known of an intrusion as a whole. Source: Caltagirone, Pendergast, Betz 2013 §4.5. */
type DiamondMeta = {
  /** First and last instant of which anything tells; undefined where nothing does. */
  readonly firstUtc: string | undefined
  readonly lastUtc: string | undefined
  /** Of kill chains, as `<kill_chain_name>/<phase_name>`. */
  readonly phases: readonly string[]
  /** What came of it, by the categories of impacts. */
  readonly results: readonly string[]
  /** How it was done: kinds of malware and tools. */
  readonly methods: readonly string[]
  /** What the adversary has at hand: level of resources, sophistication. */
  readonly resources: readonly string[]
  /** Why: motivations and goals, between adversary and victim. */
  readonly motives: readonly string[]
}

/** An intrusion as a diamond. */
export type DiamondView = {
  readonly vertices: Readonly<Record<DiamondVertex, readonly DiamondThing[]>>
  readonly edges: readonly DiamondEdge[]
  readonly meta: DiamondMeta
}

const cornerOfType: Readonly<Record<string, DiamondVertex>> = {
  ...of('adversary', 'threat-actor intrusion-set'),
  ...of('capability', 'malware tool attack-pattern attack-action vulnerability'),
  ...of('infrastructure', 'infrastructure domain-name ipv4-addr ipv6-addr url email-addr mac-addr autonomous-system'),
  ...of('victim', 'impact'),
}
/** Relationships whose target is hit. */
const hits = new Set(['targets', 'impacts'])

function of(corner: DiamondVertex, types: string): Readonly<Record<string, DiamondVertex>> {
  return Object.fromEntries(types.split(' ').map((type) => [type, corner]))
}

/**
 * Sees objects as a diamond. What a thing is follows from its type, and of identities, locations and infrastructure from how it is
 * related: whom an actor is attributed to is an adversary, what is targeted or impacted a victim. What has no corner is left out.
 *
 * @param objects - Of a case or around an intrusion set, with the relationships between them; newest versions.
 */
export function diamondView(objects: readonly StixObject[]): DiamondView {
  const live = objects.filter((object) => object['revoked'] !== true)
  const relationships = live.filter(({ type }) => type === 'relationship')
  const corners = cornersOf(live, relationships)
  const things = live.flatMap((object) => {
    const corner = corners.get(object.id)
    return corner === undefined ? [] : [{ corner, thing: { id: object.id, type: object.type, title: titleOf(object) } }]
  })
  const at = (corner: DiamondVertex): readonly DiamondThing[] =>
    things
      .filter((one) => one.corner === corner)
      .map(({ thing }) => thing)
      .sort((a, b) => (a.title === b.title ? 0 : a.title < b.title ? -1 : 1))
  return {
    vertices: {
      ...{ adversary: at('adversary'), capability: at('capability') },
      ...{ infrastructure: at('infrastructure'), victim: at('victim') },
    },
    edges: relationships.flatMap((one) => edgeOf(one, corners)),
    meta: metaOf(live),
  }
}

function cornersOf(
  objects: readonly StixObject[],
  relationships: readonly StixObject[],
): ReadonlyMap<string, DiamondVertex> {
  const corners = new Map<string, DiamondVertex>()
  for (const { id, type } of objects) {
    const corner = Object.hasOwn(cornerOfType, type) ? cornerOfType[type] : undefined
    if (corner !== undefined) corners.set(id, corner)
  }
  const types = new Map(objects.map(({ id, type }) => [id, type]))
  for (const relationship of relationships) {
    const [source, target] = [textIn(relationship, 'source_ref') ?? '', textIn(relationship, 'target_ref') ?? '']
    const kind = textIn(relationship, 'relationship_type') ?? ''
    const isNamed = types.get(target) === 'identity' || types.get(target) === 'location'
    const isHit = hits.has(kind) && (isNamed || types.get(target) === 'infrastructure')
    if (isHit) corners.set(target, 'victim')
    else if (kind === 'attributed-to' && isNamed && corners.get(source) === 'adversary')
      corners.set(target, 'adversary')
  }
  return corners
}

function edgeOf(relationship: StixObject, corners: ReadonlyMap<string, DiamondVertex>): readonly DiamondEdge[] {
  const [source, target] = [textIn(relationship, 'source_ref') ?? '', textIn(relationship, 'target_ref') ?? '']
  const [from, to] = [corners.get(source), corners.get(target)]
  const kind = textIn(relationship, 'relationship_type')
  return from === undefined || to === undefined || kind === undefined ? [] : [{ kind, source, from, target, to }]
}

function titleOf(object: StixObject): string {
  return textIn(additionIn(object), 'impacted') ?? objectTitle(object)
}

function metaOf(objects: readonly StixObject[]): DiamondMeta {
  const all = (...names: readonly string[]) =>
    [
      ...new Set(
        objects.flatMap((object) =>
          names.flatMap((name) => [textIn(object, name) ?? [], textsIn(object, name)].flat()),
        ),
      ),
    ].sort()
  const instants = all('first_seen', 'last_seen', 'start_time', 'end_time').filter(
    (text) => !Number.isNaN(Date.parse(text)),
  )
  const inTime = instants.toSorted((a, b) => Date.parse(a) - Date.parse(b))
  return {
    ...{ firstUtc: inTime[0], lastUtc: inTime.at(-1) },
    phases: phasesOf(objects),
    results: all('impact_category').filter((category) => !category.startsWith('extension-definition--')),
    methods: all('malware_types', 'tool_types'),
    resources: all('resource_level', 'sophistication'),
    motives: all('primary_motivation', 'secondary_motivations', 'personal_motivations', 'goals'),
  }
}

function phasesOf(objects: readonly StixObject[]): readonly string[] {
  const phases = objects.flatMap(({ kill_chain_phases: held }) => (Array.isArray(held) ? held.filter(isMembers) : []))
  return [
    ...new Set(phases.map((phase) => `${textIn(phase, 'kill_chain_name')}/${textIn(phase, 'phase_name')}`)),
  ].sort()
}
