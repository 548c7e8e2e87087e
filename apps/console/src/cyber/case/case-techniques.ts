import { type CaseView, type ContentOf, headsOf, threadsOf } from '../../cases/case-models.ts'

/** Names that cases give the knowledge bases of ATT&CK. Source: ATT&CK in STIX, external references. */
const SCHEMES = new Set(['mitre-attack', 'mitre-ics-attack', 'mitre-mobile-attack'])

/** Something that happened, with the techniques that were told of it. */
export type TechniqueEvent = {
  readonly key: string
  readonly title: string
  readonly fromUtc: string
  readonly techniques: readonly { readonly id: string; readonly name: string | undefined }[]
}

/** What a case says of each corner of the diamond; a corner of which nothing is said is empty. */
export type Diamond = {
  readonly [Corner in (typeof CORNERS)[number]]: readonly DiamondEntry[]
}

/** A thing that stands at a corner. */
export type DiamondEntry = {
  readonly words: string
  /** Its type in STIX; absent where it is in the words of the case alone. */
  readonly type: string | undefined
  /** Identity of its object. */
  readonly id: string | undefined
}

/** Corners of the model. Source: Caltagirone, Pendergast, Betz: The Diamond Model of Intrusion Analysis (2013). */
export const CORNERS = ['adversary', 'capability', 'infrastructure', 'victim'] as const

const cornerOfType: Readonly<Record<string, (typeof CORNERS)[number]>> = {
  'threat-actor': 'adversary',
  'intrusion-set': 'adversary',
  campaign: 'adversary',
  malware: 'capability',
  tool: 'capability',
  'attack-pattern': 'capability',
  vulnerability: 'capability',
  infrastructure: 'infrastructure',
  indicator: 'infrastructure',
  'domain-name': 'infrastructure',
  'ipv4-addr': 'infrastructure',
  'ipv6-addr': 'infrastructure',
  url: 'infrastructure',
  'email-addr': 'infrastructure',
  'autonomous-system': 'infrastructure',
  identity: 'victim',
  location: 'victim',
  'user-account': 'victim',
}

/** The events of a case that name techniques, in the order of time. */
export function techniqueEvents(found: CaseView): readonly TechniqueEvent[] {
  return contentsOf(found, 'event')
    .map(({ key, what }) => ({
      ...{ key, title: what.title, fromUtc: what.fromUtc },
      techniques: (what.labels ?? []).filter(({ scheme }) => SCHEMES.has(scheme)).map(({ id, name }) => ({ id, name })),
    }))
    .filter(({ techniques }) => techniques.length > 0)
    .toSorted((a, b) => Date.parse(a.fromUtc) - Date.parse(b.fromUtc))
}

/** The diamond of a case: things of STIX that it is linked with, techniques of its events, and what was hit. */
export function diamondOf(found: CaseView): Diamond {
  const corners: { [Corner in (typeof CORNERS)[number]]: Map<string, DiamondEntry> } = {
    ...{ adversary: new Map(), capability: new Map(), infrastructure: new Map(), victim: new Map() },
  }
  for (const { what } of contentsOf(found, 'link'))
    for (const target of [what.from, what.to]) {
      if (target?.type !== 'stix') continue
      const type = target.id.slice(0, Math.max(0, target.id.indexOf('--')))
      const corner = cornerOfType[type]
      if (corner !== undefined)
        corners[corner].set(target.id, { words: target.title ?? target.id, type, id: target.id })
    }
  for (const { techniques } of techniqueEvents(found))
    for (const { id, name } of techniques)
      corners.capability.set(id, { words: name === undefined ? id : `${id} ${name}`, type: undefined, id: undefined })
  for (const { what } of contentsOf(found, 'impact'))
    corners.victim.set(what.on, { words: what.on, type: undefined, id: undefined })
  return {
    adversary: [...corners.adversary.values()],
    capability: [...corners.capability.values()],
    infrastructure: [...corners.infrastructure.values()],
    victim: [...corners.victim.values()],
  }
}

/** What holds now of the threads of a kind: each thread once, in this node's own words where it has said any. */
function contentsOf<Kind extends 'event' | 'link' | 'impact'>(
  found: CaseView,
  kind: Kind,
): readonly { readonly key: string; readonly what: ContentOf<Kind> }[] {
  const isOfKind = (what: { readonly kind: string }): what is ContentOf<Kind> => what.kind === kind
  return threadsOf(found, kind).flatMap((thread) => {
    const [head] = headsOf(thread)
    return head !== undefined && isOfKind(head.what) ? [{ key: thread.key, what: head.what }] : []
  })
}
