import type { CaseContent } from '@yagura/record'

/** A word for how likely something is. */
export type Likelihood = Extract<CaseContent, { readonly kind: 'judgement' }>['likelihood']

/** What a word of likelihood means, in per cent, and the word that stands for the same in the other row of the table. */
export type LikelihoodRange = {
  readonly lowPercent: number
  readonly highPercent: number
  readonly otherWord: string
}

/**
 * Words of likelihood from the least to the most likely. How sure an analyst is (low, moderate, high) is a thing of its own and
 * never mixed with them in one sentence. Source: ICD 203, Analytic Standards, 2 January 2015, D.6.e(2)(a).
 */
export const likelihoodRanges: Readonly<Record<Likelihood, LikelihoodRange>> = {
  'almost-no-chance': { lowPercent: 1, highPercent: 5, otherWord: 'remote' },
  'very-unlikely': { lowPercent: 5, highPercent: 20, otherWord: 'highly improbable' },
  unlikely: { lowPercent: 20, highPercent: 45, otherWord: 'improbable' },
  'roughly-even-chance': { lowPercent: 45, highPercent: 55, otherWord: 'roughly even odds' },
  likely: { lowPercent: 55, highPercent: 80, otherWord: 'probable' },
  'very-likely': { lowPercent: 80, highPercent: 95, otherWord: 'highly probable' },
  'almost-certain': { lowPercent: 95, highPercent: 99, otherWord: 'nearly certain' },
}
