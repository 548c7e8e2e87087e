import { tlpRank } from './join.ts'
import type { Marking, Mode } from './marking.ts'
import type { Policy } from './policy.ts'

/** Language of what a person reads. */
export type MarkingLanguage = 'en' | 'ja'

const modeWords: Readonly<Record<Mode, Readonly<Record<MarkingLanguage, string>>>> = {
  REAL: { en: '', ja: '' },
  EXERCISE: { en: 'EXERCISE', ja: '演習' },
  TEST: { en: 'TEST', ja: '試験' },
  SIMULATED: { en: 'SIMULATED', ja: '模擬' },
}

/**
 * The level by which a marking is shown. Levels of TLP are its labels, so that of the level and the label of such a marking the stricter
 * is shown: they may differ where it was joined with one of another policy.
 */
export function shownLevel({ pol, lvl, tlp }: Marking): number {
  return pol === tlpPolicy ? Math.max(lvl, tlpRank(tlp)) : lvl
}

const tlpPolicy = 'TLP'

/**
 * The words over and under a page, such as `SECRET//NOFORN` or `極秘 · REL TO JPN, USA`: mode unless REAL, level, compartments,
 * controls, audience, TLP, in plain text. A word that the policy has no phrase for stands as it is.
 *
 * @param policy - The policy of the marking; a level that it does not have is written as its number.
 */
export function bannerOf(marking: Marking, policy: Policy, language: MarkingLanguage): string {
  const level = policy.levels[shownLevel(marking)]?.phrase[language] ?? `${marking.pol} ${marking.lvl}`
  const compartments = (marking.comp ?? []).map((name) => policy.compartments[name]?.phrase[language] ?? name)
  const controls = (marking.ctl ?? []).map((name) => policy.controls[name]?.phrase[language] ?? name)
  return [
    modeWords[marking.mode][language],
    level,
    compartments.join('/'),
    ...controls,
    ...audienceWords(marking, policy, language),
    tlpWords(marking, policy),
  ]
    .filter((part) => part !== '')
    .join(policy.separator)
}

/** The short mark of one row, card or paragraph, such as `(S//NF)` or `（極 · REL TO JPN, USA）`; see `bannerOf`. */
export function portionOf(marking: Marking, policy: Policy, language: MarkingLanguage): string {
  const level = policy.levels[shownLevel(marking)]?.portion[language] ?? `${marking.pol} ${marking.lvl}`
  const compartments = (marking.comp ?? []).map((name) => policy.compartments[name]?.portion ?? name)
  const controls = (marking.ctl ?? []).map((name) => policy.controls[name]?.portion ?? name)
  const parts = [
    modeWords[marking.mode][language],
    level,
    compartments.join('/'),
    ...controls,
    ...audienceWords(marking, policy, language),
    tlpWords(marking, policy),
  ]
  return policy.portion.open + parts.filter((part) => part !== '').join(policy.separator) + policy.portion.close
}

function tlpWords({ tlp }: Marking, policy: Policy): string {
  return tlp === undefined || policy.id === tlpPolicy ? '' : `TLP:${tlp}`
}

function audienceWords({ aud }: Marking, policy: Policy, language: MarkingLanguage): readonly string[] {
  if (aud === undefined) return []
  const nations = Object.keys(aud).sort(
    (a, b) => Number(b === policy.nation) - Number(a === policy.nation) || (a < b ? -1 : 1),
  )
  if (nations.length === 0) return [policy.words.nobody[language]]
  return ([2, 1] as const).flatMap((grade) => {
    const named = nations.filter((nation) => aud[nation] === grade)
    const words = grade === 2 ? policy.words.releasable : policy.words.displayOnly
    return named.length === 0 ? [] : [`${words[language]} ${named.join(', ')}`]
  })
}
