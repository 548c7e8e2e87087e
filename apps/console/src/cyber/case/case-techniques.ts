import { type CaseView, type ContentOf, headsOf, threadsOf } from '../../cases/case-models.ts'

/** Names that cases give the knowledge bases of ATT&CK. Source: ATT&CK in STIX, external references. */
const SCHEMES = new Set(['mitre-attack', 'mitre-ics-attack', 'mitre-mobile-attack'])

/** Something that happened, with the techniques that were told of it. */
export type TechniqueEvent = {
  readonly key: string
  readonly title: string
  /** Undefined where nobody says when it was. */
  readonly fromUtc: string | undefined
  readonly techniques: readonly { readonly id: string; readonly name: string | undefined }[]
}

/** The events of a case that name techniques, in the order of time. */
export function techniqueEvents(found: CaseView): readonly TechniqueEvent[] {
  return eventsOf(found)
    .map(({ key, what }) => ({
      ...{ key, title: what.title, fromUtc: what.fromUtc },
      techniques: (what.labels ?? []).filter(({ scheme }) => SCHEMES.has(scheme)).map(({ id, name }) => ({ id, name })),
    }))
    .filter(({ techniques }) => techniques.length > 0)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** By time; what has none comes last, in the order in which it was told. */
function placeOf({ fromUtc }: TechniqueEvent): number {
  return fromUtc === undefined ? Number.MAX_VALUE : Date.parse(fromUtc)
}

/** Events that somebody holds on to, each in this node's own words where it has said any. */
function eventsOf(found: CaseView): readonly { readonly key: string; readonly what: ContentOf<'event'> }[] {
  return threadsOf(found, 'event').flatMap((thread) => {
    const [head] = headsOf(thread)
    return head?.what.kind === 'event' ? [{ key: thread.key, what: head.what }] : []
  })
}
