import { bannerOf, type Marking, type Policies, portionOf } from '@yagura/record'
import type { SaidMarking } from '../api/contract/common.ts'

/** A marking in words, in both languages. */
export type MarkingWords = Readonly<Record<'banner' | 'portion', { readonly en: string; readonly ja: string }>>

/** Banner and portion mark of a marking; its bare words where its policy is not known. */
export function wordsOf(mark: Marking, policies: Policies): MarkingWords {
  const policy = policies.get(mark.pol)
  if (policy === undefined) {
    const bare = `${mark.pol} ${mark.lvl}`
    return { banner: { en: bare, ja: bare }, portion: { en: bare, ja: bare } }
  }
  return {
    banner: { en: bannerOf(mark, policy, 'en'), ja: bannerOf(mark, policy, 'ja') },
    portion: { en: portionOf(mark, policy, 'en'), ja: portionOf(mark, policy, 'ja') },
  }
}

/** A marking with its words; null where there is none. */
export function saidMarking(mark: Marking | undefined, policies: Policies): SaidMarking | null {
  return mark === undefined ? null : { mark, ...wordsOf(mark, policies) }
}
