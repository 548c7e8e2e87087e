import { type AchConclusion, likelihoodRanges, partKey, weighCase } from '@yagura/core'
import type { CaseMatrix } from '../../api/contract/cases.ts'
import type { KnownCase, KnownPart } from './known-cases.ts'

type ConclusionView = CaseMatrix['conclusions'][number]

/** Evidence against hypotheses as the API gives it: each nation’s own view, and all together. */
export function matrixView({ folded, shared }: KnownCase): CaseMatrix {
  const { hypotheses, rows, cells, byNode, together } = weighCase(folded)
  const titleOf = (key: string): string => titleIn(folded.threadOf.get(key)?.heads ?? [])
  const partyOf = (node: string): string | null => shared.partyOf(node) ?? null
  return {
    hypotheses: hypotheses.map((key) => ({ key, title: titleOf(key) })),
    rows: rows.map(({ evidence, source, isShared, diagnosticity }) => ({
      ...{ evidence, source, isShared, title: titleOf(evidence), diagnosticity: diagnosticity ?? null },
    })),
    cells: [...cells],
    conclusions: [
      { ...conclusionView(together), node: null, party: null },
      ...[...byNode].map(([node, one]) => ({ ...conclusionView(one), node, party: partyOf(node) })),
    ],
    judgements: folded.threads
      .flatMap(({ heads }) => heads)
      .flatMap((part) => {
        const { node, author, what } = part
        if (what.kind !== 'judgement') return []
        const { likelihood, confidence } = what
        const { lowPercent, highPercent } = likelihoodRanges[likelihood]
        const hypothesis = what.hypothesis.includes('/') ? what.hypothesis : `${node}/${what.hypothesis}`
        const key = folded.threadOf.get(hypothesis)?.key
        // What is said of a hypothesis that was withdrawn stays in the case and is no conclusion.
        if (key === undefined || !hypotheses.includes(key)) return []
        const who = { key: partKey(part), node, party: partyOf(node), author: author ?? null }
        return [{ ...who, hypothesis: key, likelihood, lowPercent, highPercent, confidence }]
      }),
  }
}

function conclusionView({ ranking, withoutSource }: AchConclusion): Pick<ConclusionView, 'ranking' | 'withoutSource'> {
  return {
    ranking: ranking.map((one) => ({ ...one, rank: one.rank ?? null, inconsistency: one.inconsistency ?? null })),
    withoutSource: withoutSource.map(({ leading, ...one }) => ({ ...one, leading: [...leading] })),
  }
}

function titleIn(heads: readonly KnownPart[]): string {
  const titles = heads.flatMap(({ what }) => ('title' in what && what.title !== undefined ? [what.title] : []))
  return [...new Set(titles)].join(' / ')
}
