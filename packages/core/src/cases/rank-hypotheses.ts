import type { CaseContent } from '@yagura/record'
import { compareTexts } from './case-part.ts'

/** How evidence fits a hypothesis. */
export type AchRating = Extract<CaseContent, { readonly kind: 'rating' }>['rating']

/** One piece of evidence as one node rates it. */
export type AchItem = {
  readonly evidence: string
  readonly node: string
  /** What it comes from: items of one source have it in common. */
  readonly source: string
  /** 1 where nobody weighed it. */
  readonly weight: number
  /** By hypothesis; absent where nobody said. */
  readonly ratings: ReadonlyMap<string, AchRating>
}

/** How much speaks against a hypothesis. */
export type RankedHypothesis = {
  readonly hypothesis: string
  /** 1 for the one with the least against it; equal ones have equal ranks. Undefined where no rating applies to it: nothing is known. */
  readonly rank: number | undefined
  /** Weighted sum: inconsistent 1, very inconsistent 2; undefined as the rank is. */
  readonly inconsistency: number | undefined
  /** How many items speak against it, whatever their weight. */
  readonly against: number
  /** How much of the evidence nobody has rated against it: what would make it wrong may be among it. */
  readonly unrated: number
}

const againstOf: Readonly<Record<AchRating, number>> = { CC: 0, C: 0, N: 0, I: 1, II: 2, NA: 0 }
/** Sums of weights differ in their last digits by the order of adding: what differs by less is equal. */
const digits = 1e9
const consistencyOf: Readonly<Record<Exclude<AchRating, 'NA'>, number>> = { CC: 2, C: 1, N: 0, I: -1, II: -2 }

/**
 * Ranks hypotheses by what speaks against them, the least first: what speaks for one speaks for others too, so that it is not
 * counted. Of a source that several nodes have, the node counts for which it speaks most against the hypothesis: shared, it
 * counts once, not as often as it was told. A hypothesis to which no rating applies has no rank and comes last: that nothing was
 * found against it says nothing where nobody looked.
 *
 * @param evidence - Keys of all evidence that there is, rated or not.
 *
 * Source: R. J. Heuer, Psychology of Intelligence Analysis (CIA, 1999), ch. 8, steps 5 and 6; values of I and II as in Open Source
 * ACH (Burton & Knowles 2010).
 */
export function rankHypotheses(
  hypotheses: readonly string[],
  evidence: readonly string[],
  items: readonly AchItem[],
): readonly RankedHypothesis[] {
  const scored = hypotheses.map((hypothesis) => ({ hypothesis, inconsistency: inconsistencyOf(hypothesis, items) }))
  return scored
    .map(({ hypothesis, inconsistency }) => {
      const rated = items.filter(({ ratings }) => ratings.has(hypothesis))
      const told = new Set(rated.map((item) => item.evidence))
      return {
        hypothesis,
        rank:
          inconsistency === undefined
            ? undefined
            : 1 + scored.filter((other) => (other.inconsistency ?? Number.POSITIVE_INFINITY) < inconsistency).length,
        inconsistency,
        against: rated.filter(({ ratings }) => againstOf[ratings.get(hypothesis) ?? 'NA'] > 0).length,
        unrated: evidence.filter((key) => !told.has(key)).length,
      }
    })
    .sort(
      (a, b) =>
        (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
        compareTexts(a.hypothesis, b.hypothesis),
    )
}

/**
 * How much an item tells hypotheses apart: the range of its ratings on a scale from very inconsistent (−2) to very consistent (2).
 *
 * @returns 0 where it fits all alike, at most 4; undefined where fewer than two hypotheses were rated, as nothing is known then.
 */
export function diagnosticityOf(ratings: Iterable<AchRating>): number | undefined {
  const values = [...ratings].flatMap((rating) => (rating === 'NA' ? [] : [consistencyOf[rating]]))
  return values.length < 2 ? undefined : Math.max(...values) - Math.min(...values)
}

/** What the ranking would be without a source. */
export type WithoutSource = {
  readonly source: string
  /** What leads then: the hypotheses with the least against them; none where no rating is left that applies. */
  readonly leading: readonly string[]
  /** Whether other hypotheses lead than with all sources. */
  readonly changesLead: boolean
}

/** Takes away one source after another: a conclusion that hangs on one of them says so. */
export function dropEachSource(hypotheses: readonly string[], items: readonly AchItem[]): readonly WithoutSource[] {
  const withAll = leadingOf(hypotheses, items)
  return [...new Set(items.map(({ source }) => source))].sort(compareTexts).map((source) => {
    const left = items.filter((item) => item.source !== source)
    const leading = leadingOf(hypotheses, left)
    return { source, leading, changesLead: leading.join() !== withAll.join() }
  })
}

function leadingOf(hypotheses: readonly string[], items: readonly AchItem[]): readonly string[] {
  return rankHypotheses(hypotheses, [], items)
    .filter(({ rank }) => rank === 1)
    .map(({ hypothesis }) => hypothesis)
}

/** Undefined where no rating applies. */
function inconsistencyOf(hypothesis: string, items: readonly AchItem[]): number | undefined {
  const bySource = new Map<string, Map<string, number>>()
  for (const { source, node, weight, ratings } of items) {
    const rating = ratings.get(hypothesis)
    if (rating === undefined || rating === 'NA') continue
    const byNode = bySource.get(source) ?? new Map<string, number>()
    byNode.set(node, (byNode.get(node) ?? 0) + weight * againstOf[rating])
    bySource.set(source, byNode)
  }
  if (bySource.size === 0) return undefined
  const sum = [...bySource.values()].reduce((sofar, byNode) => sofar + Math.max(...byNode.values()), 0)
  return Math.round(sum * digits) / digits
}
