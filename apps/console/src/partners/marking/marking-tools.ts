import {
  bannerOf,
  checkMarking,
  joinAll,
  type Marking,
  type Policies,
  type Policy,
  portionOf,
  shippedPolicies,
  shownLevel,
} from '@yagura/record'
import type { Language } from '../../i18n/text.ts'
import type { BannerWords } from '../../state/marks-on-screen.ts'

/** What shows markings. Its code comes with the policies and is fetched by `useMarkingTools`. */
export type MarkingTools = {
  readonly policies: Policies
  /** The highest of markings as banners show it; several where no policy can say which is higher. */
  readonly bannersOf: (markings: readonly unknown[]) => readonly BannerWords[]
  /** The portion mark, in each language. */
  readonly portionOf: (marking: unknown) => Readonly<Record<Language, string>>
  /** The portion marks of what rests on several marked things, like `bannersOf`: one, where a policy has words for all. */
  readonly portionsOf: (markings: readonly unknown[]) => readonly Readonly<Record<Language, string>>[]
}

/** What is marked in words that nobody here knows is shown as such, in the colours that stand out most. */
const unknownMark: BannerWords = {
  en: 'MARKING NOT KNOWN HERE',
  ja: '表示の方針が不明',
  background: '#000000',
  colour: '#ffffff',
}

/** Reads the policies once. */
export function createMarkingTools(): MarkingTools {
  const policies = shippedPolicies()
  const read = (value: unknown): Marking | undefined => {
    const answer = checkMarking(value, policies)
    return answer.ok ? answer.marking : undefined
  }
  const policyOf = (marking: Marking): Policy | undefined => policies.get(marking.pol)
  const portion = (value: unknown) => {
    const marking = read(value)
    const policy = marking && policyOf(marking)
    if (marking === undefined || policy === undefined) return unknownMark
    return { en: portionOf(marking, policy, 'en'), ja: portionOf(marking, policy, 'ja') }
  }
  /** Those of several that are to be shown, and whether some could not be read. */
  const highestOf = (markings: readonly unknown[]) => {
    const readable = markings.map(read).filter((one) => one !== undefined)
    return { shown: highest(readable, policies), isUnread: markings.length > readable.length }
  }
  return {
    policies,
    bannersOf: (markings) => {
      const { shown, isUnread } = highestOf(markings)
      const words = shown.map((one) => bannerWords(one, policyOf(one)))
      return isUnread ? [...words, unknownMark] : words
    },
    portionOf: portion,
    portionsOf: (markings) => {
      const { shown, isUnread } = highestOf(markings)
      const words = shown.map(portion)
      return isUnread ? [...words, unknownMark] : words
    },
  }
}

/** The join of all; where no policy has words for all of them, one of each policy and mode, without those that keep nobody out. */
function highest(markings: readonly Marking[], policies: Policies): readonly Marking[] {
  for (const pol of new Set(markings.map((one) => one.pol))) {
    const sum = joinAll(markings, pol, policies)
    if (sum.ok) return [sum.marking]
  }
  const groups = new Map<string, Marking[]>()
  for (const one of markings) {
    const name = `${one.mode} ${one.pol}`
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  const sums = [...groups.values()].flatMap((group) => {
    const sum = joinAll(group, group[0]?.pol ?? '', policies)
    return sum.ok ? [sum.marking] : group
  })
  const guarded = sums.filter(isGuarded)
  return guarded.length === 0 ? sums : guarded
}

function isGuarded({ lvl, aud, ctl, comp, tlp }: Marking): boolean {
  return lvl > 0 || aud !== undefined || ctl !== undefined || comp !== undefined || (tlp ?? 'CLEAR') !== 'CLEAR'
}

function bannerWords(marking: Marking, policy: Policy | undefined): BannerWords {
  const colour = policy?.levels[shownLevel(marking)]?.colour
  if (policy === undefined || colour === undefined) return unknownMark
  return {
    en: bannerOf(marking, policy, 'en'),
    ja: bannerOf(marking, policy, 'ja'),
    background: colour.ground,
    colour: colour.text,
  }
}
