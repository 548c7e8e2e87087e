import type { ApiMarking } from '../../api/models.ts'

/** What a nation gets: nothing, a look at it here, or the record itself. */
export const GRADES = ['none', 'display', 'release'] as const
/** What a nation gets. */
export type Grade = (typeof GRADES)[number]

/** TLP 2.0 labels, from the widest to the narrowest. */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
/** Traffic light label. */
type TlpLabel = (typeof TLP_LABELS)[number]

/** A marking as an officer chooses it: every choice there is, also those that a marking leaves out. */
export type MarkingDraft = {
  /** Policy by whose words the level is meant. */
  readonly pol: string
  readonly lvl: number
  /** By nation (ISO 3166-1 alpha-3). */
  readonly grades: Readonly<Record<string, Grade>>
  readonly controls: readonly string[]
  readonly compartments: readonly string[]
  readonly tlp: TlpLabel | undefined
  readonly mode: ApiMarking['mode']
  /** When it ends, ISO 8601: kept as it was, the page sets none. */
  readonly until: string | undefined
  /** Why it is higher than what it is made from; empty where it need not be said. */
  readonly why: string
}

/** A marking by which nobody but the own nation has it: what an officer begins with. */
export function beginDraft(pol: string, ownNation: string, mode: ApiMarking['mode']): MarkingDraft {
  const grades = { [ownNation]: 'release' } as const
  return { pol, lvl: 0, grades, controls: [], compartments: [], tlp: undefined, mode, until: undefined, why: '' }
}

/** The marking that a draft says: sets in order, what was not chosen left out, so that equal markings are equal bytes. */
export function markingOf(draft: MarkingDraft): ApiMarking {
  const { pol, lvl, grades, controls, compartments, tlp, mode, until, why } = draft
  const named = Object.entries(grades)
    .filter(([, grade]) => grade !== 'none')
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const aud = Object.fromEntries(named.map(([nation, grade]) => [nation, grade === 'release' ? 2 : 1] as const))
  const inOrder = (words: readonly string[]) => [...new Set(words)].sort()
  return {
    pol,
    lvl,
    aud,
    ...(controls.length === 0 ? {} : { ctl: inOrder(controls) }),
    ...(compartments.length === 0 ? {} : { comp: inOrder(compartments) }),
    ...(tlp === undefined ? {} : { tlp }),
    mode,
    ...(until === undefined ? {} : { until }),
    ...(why.trim() === '' ? {} : { why: why.trim() }),
  }
}

/** The choices that a marking is made of, to go on with them. */
export function draftOfMarking(marking: ApiMarking): MarkingDraft {
  const { pol, lvl, aud = {}, ctl = [], comp = [], tlp, mode, until, why = '' } = marking
  const grades = Object.fromEntries(
    Object.entries(aud).map(([nation, grade]) => [nation, grade === 2 ? 'release' : 'display'] as const),
  )
  return { pol, lvl, grades, controls: ctl, compartments: comp, tlp, mode, until, why }
}

/**
 * The same choices under another policy: what it has no words for falls away.
 * @param known - What the other policy has.
 */
export function underPolicy(
  draft: MarkingDraft,
  pol: string,
  known: { readonly levels: number; readonly controls: readonly string[]; readonly compartments: readonly string[] },
): MarkingDraft {
  return {
    ...draft,
    pol,
    lvl: Math.min(draft.lvl, known.levels - 1),
    controls: draft.controls.filter((name) => known.controls.includes(name)),
    compartments: draft.compartments.filter((name) => known.compartments.includes(name)),
  }
}
