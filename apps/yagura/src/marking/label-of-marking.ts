import type { ConfidentialityLabel, LabelCategory } from '@yagura/formats'
import { checkMarking, type Marking, type MarkingAnswer, Mode, type Policies, Tlp } from '@yagura/record'

/** The tags of a label that hold what a marking has beside its level; anything else in a label has no place in a marking. */
const tags = {
  release: 'Releasable To',
  display: 'Display Only',
  controls: 'Controls',
  compartments: 'Compartments',
  tlp: 'TLP',
  mode: 'Mode',
} as const

const modes: readonly Mode[] = Mode.anyOf.map(({ const: mode }) => mode)
const tlpLabels: readonly Tlp[] = Tlp.anyOf.map(({ const: label }) => label)

/** A label, or why the marking cannot be said by one. */
export type LabelAnswer =
  | { readonly ok: true; readonly label: ConfidentialityLabel }
  | { readonly ok: false; readonly reason: string }

/**
 * The STANAG 4774 label of a marking, for readers that know no Yagura: the level by its English phrase, nations of release as a
 * permissive category, controls, compartments and a mode other than REAL as restrictive ones, display nations and TLP as
 * informative ones, `until` as the time of review. `markingOfLabel` gives the same marking back; an empty list of controls or
 * compartments is left out.
 *
 * @returns Refused where such a reader would see less than the marking says: an audience that releases to nobody, a `why`, a policy
 *   or level that is not known.
 */
export function labelOfMarking(marking: Marking, policies: Policies): LabelAnswer {
  const policy = policies.get(marking.pol)
  const level = policy?.levels[marking.lvl]
  if (policy === undefined || level === undefined) {
    return { ok: false, reason: `the policy ${marking.pol} or its level ${marking.lvl} is not known here` }
  }
  if (marking.why !== undefined) return { ok: false, reason: 'a label has no place for why a record is marked higher' }
  const release = nationsOf(marking, 2)
  if (marking.aud !== undefined && release.length === 0) {
    return { ok: false, reason: 'a label cannot say that a record is released to nobody' }
  }
  const categories: readonly LabelCategory[] = [
    { tagName: tags.release, type: 'PERMISSIVE', values: release },
    { tagName: tags.display, type: 'INFORMATIVE', values: nationsOf(marking, 1) },
    { tagName: tags.controls, type: 'RESTRICTIVE', values: marking.ctl ?? [] },
    { tagName: tags.compartments, type: 'RESTRICTIVE', values: marking.comp ?? [] },
    { tagName: tags.tlp, type: 'INFORMATIVE', values: marking.tlp === undefined ? [] : [marking.tlp] },
    { tagName: tags.mode, type: 'RESTRICTIVE', values: marking.mode === 'REAL' ? [] : [marking.mode] },
  ]
  const label = {
    policy: policy.id,
    policyUrl: undefined,
    classification: level.phrase.en,
    categories: categories.filter(({ values }) => values.length > 0),
    createdAt: undefined,
    reviewAt: marking.until,
  }
  return { ok: true, label }
}

/**
 * The marking that a label says, in the policy that it names. A classification is known by its phrase in either language, with or
 * without the policy's id before it. When the label was made is not kept.
 *
 * @returns `marking/label-not-expressible` for a policy, classification, tag or value that a marking has no place for; else what
 *   `checkMarking` refuses.
 */
export function markingOfLabel(label: ConfidentialityLabel, policies: Policies): MarkingAnswer {
  const policy = policies.get(label.policy.toUpperCase())
  if (policy === undefined) return inexpressible(`the policy ${label.policy} is not known here`)
  const said = label.classification.toLowerCase()
  const lvl = policy.levels.findIndex(({ phrase }) =>
    [phrase.en.toLowerCase(), phrase.ja.toLowerCase()].some((known) =>
      [said, `${policy.id} ${said}`.toLowerCase(), `${policy.id}:${said}`.toLowerCase()].includes(known),
    ),
  )
  if (lvl < 0) return inexpressible(`the policy ${policy.id} has no level ${label.classification}`)
  const byTag = new Map(label.categories.map((category) => [`${category.tagName} ${category.type}`, category.values]))
  if (byTag.size < label.categories.length) return inexpressible('the label has one tag twice')
  const take = (tagName: string, type: LabelCategory['type']): readonly string[] | undefined => {
    const values = byTag.get(`${tagName} ${type}`)
    byTag.delete(`${tagName} ${type}`)
    return values
  }
  const release = take(tags.release, 'PERMISSIVE')
  const display = take(tags.display, 'INFORMATIVE') ?? []
  const ctl = take(tags.controls, 'RESTRICTIVE')
  const comp = take(tags.compartments, 'RESTRICTIVE')
  const tlp = take(tags.tlp, 'INFORMATIVE')
  const mode = take(tags.mode, 'RESTRICTIVE') ?? ['REAL']
  const [stranger] = byTag.keys()
  if (stranger !== undefined) return inexpressible(`a marking has no place for the category ${stranger}`)
  if (release === undefined && display.length > 0)
    return inexpressible('it names nations for display and none for release')
  const aud = release && audienceOf(release, display)
  const known = { tlp: onlyOf(tlp, tlpLabels), mode: onlyOf(mode, modes) }
  if (known.mode === undefined || (tlp !== undefined && known.tlp === undefined)) {
    return inexpressible('its TLP or its mode is not one that is known')
  }
  const marking = {
    pol: policy.id,
    lvl,
    mode: known.mode,
    ...(aud === undefined ? {} : { aud }),
    ...(ctl === undefined ? {} : { ctl: inOrder(ctl) }),
    ...(comp === undefined ? {} : { comp: inOrder(comp) }),
    ...(known.tlp === undefined ? {} : { tlp: known.tlp }),
    ...(label.reviewAt === undefined ? {} : { until: label.reviewAt }),
  }
  return checkMarking(marking, policies)
}

function inexpressible(reason: string): MarkingAnswer {
  return { ok: false, fault: { code: 'marking/label-not-expressible', reason } }
}

function nationsOf({ aud }: Marking, grade: 1 | 2): readonly string[] {
  return Object.entries(aud ?? {})
    .flatMap(([nation, given]) => (given === grade ? [nation] : []))
    .sort()
}

/** A nation that is named for both has the smaller grade. */
function audienceOf(release: readonly string[], display: readonly string[]): Readonly<Record<string, 1 | 2>> {
  return Object.fromEntries([
    ...release.map((nation) => [nation, 2] as const),
    ...display.map((nation) => [nation, 1] as const),
  ])
}

function onlyOf<Word extends string>(values: readonly string[] | undefined, words: readonly Word[]): Word | undefined {
  return values?.length === 1 ? words.find((word) => word === values[0]) : undefined
}

function inOrder(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}
