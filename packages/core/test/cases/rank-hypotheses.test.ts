import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type AchItem,
  type AchRating,
  diagnosticityOf,
  dropEachSource,
  likelihoodRanges,
  rankHypotheses,
} from '../../src/index.ts'

type Published = {
  readonly hypotheses: readonly string[]
  readonly matrix: Readonly<Record<string, string>>
  readonly order: readonly string[]
  readonly minuses: Readonly<Record<string, number>>
  readonly withoutDiagnosticValue: readonly string[]
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../vectors/ach/${name}`, import.meta.url), 'utf8'))
const heuer = read('heuer-1999-figure-15.json') as Published
const ratingOf: Readonly<Record<string, AchRating>> = { '+': 'C', '-': 'I' }

function item(evidence: string, ratings: string, more: Partial<AchItem> = {}): AchItem {
  const marks = [...ratings].flatMap((mark, at) => [[heuer.hypotheses[at] ?? '', ratingOf[mark] ?? 'NA'] as const])
  return { evidence, node: 'jp', source: evidence, weight: 1, ratings: new Map(marks), ...more }
}

const items = Object.entries(heuer.matrix).map(([evidence, ratings]) => item(evidence, ratings))

describe('the matrix of Heuer 1999, figure 15', () => {
  test('has the order of hypotheses that was published, by what speaks against them', () => {
    const ranked = rankHypotheses(heuer.hypotheses, Object.keys(heuer.matrix), items)
    expect(ranked.map(({ hypothesis }) => hypothesis)).toEqual(heuer.order)
    expect(Object.fromEntries(ranked.map(({ hypothesis, against }) => [hypothesis, against]))).toEqual(heuer.minuses)
    expect(ranked.map(({ inconsistency }) => inconsistency)).toEqual([0, 2, 3])
  })

  test('has no diagnostic value in the evidence of which the book says so, and some in all other', () => {
    const none = items.filter(({ ratings }) => diagnosticityOf(ratings.values()) === 0)
    expect(none.map(({ evidence }) => evidence)).toEqual(heuer.withoutDiagnosticValue)
  })

  test('keeps its conclusion whichever single source is taken away', () => {
    const without = dropEachSource(heuer.hypotheses, items)
    expect(without.map(({ changesLead }) => changesLead)).toEqual([false, false, false, false, false, false])
  })
})

test('a conclusion that hangs on one source says which', () => {
  const [lone, ...others] = [item('E1', '-+-', { source: 'one informant' }), item('E2', '+-+'), item('E3', '+++')]
  const doubled = [lone, { ...lone, evidence: 'E1b' }, ...others]
  expect(rankHypotheses(heuer.hypotheses, [], doubled)[0]).toMatchObject({ hypothesis: 'H2', rank: 1 })
  expect(dropEachSource(heuer.hypotheses, doubled)).toMatchObject([
    { source: 'E2', leading: ['H2'], changesLead: false },
    { source: 'E3', leading: ['H2'], changesLead: false },
    { source: 'one informant', leading: ['H1', 'H3'], changesLead: true },
  ])
})

test('a source that two nations share counts once, and two sources of theirs count twice', () => {
  const shared = [item('E1', '-++', { source: 's' }), item('E2', '-++', { source: 's', node: 'us' })]
  expect(rankHypotheses(['H1'], ['E1', 'E2'], shared)).toMatchObject([{ inconsistency: 1, against: 2 }])
  const apart = [item('E1', '-++'), item('E2', '-++', { node: 'us' })]
  expect(rankHypotheses(['H1'], ['E1', 'E2'], apart)).toMatchObject([{ inconsistency: 2 }])
})

test('very inconsistent counts twice and weights multiply', () => {
  const ratings = new Map<string, AchRating>([['H1', 'II']])
  const weighed: AchItem = { evidence: 'E', node: 'jp', source: 'E', weight: 1.5, ratings }
  expect(rankHypotheses(['H1'], ['E'], [weighed])).toEqual([
    { hypothesis: 'H1', rank: 1, inconsistency: 3, against: 1, unrated: 0 },
  ])
  expect(diagnosticityOf(ratings.values())).toBeUndefined()
})

test('a hypothesis that nobody rated has no rank, comes last, and leads with no source taken away', () => {
  const rated = [item('E1', '+-', { source: 'S1' }), item('E2', '-+', { source: 'S2' }), item('E3', '+-')]
  expect(rankHypotheses(['C', 'H2', 'H1'], ['E1', 'E2', 'E3', 'E4'], rated)).toEqual([
    { hypothesis: 'H1', rank: 1, inconsistency: 1, against: 1, unrated: 1 },
    { hypothesis: 'H2', rank: 2, inconsistency: 2, against: 2, unrated: 1 },
    { hypothesis: 'C', rank: undefined, inconsistency: undefined, against: 0, unrated: 4 },
  ])
  expect(dropEachSource(['C', 'H2', 'H1'], rated)).toEqual([
    { source: 'E3', leading: ['H1', 'H2'], changesLead: true },
    { source: 'S1', leading: ['H1', 'H2'], changesLead: true },
    { source: 'S2', leading: ['H1'], changesLead: false },
  ])
})

test('a hypothesis to which no evidence applies has no rank, and an item that several nations leave unrated counts once', () => {
  const ratings = new Map<string, AchRating>([['H1', 'NA']])
  const items: readonly AchItem[] = ['jp', 'us'].map((node) => ({
    evidence: 'E',
    node,
    source: 'E',
    weight: 1,
    ratings,
  }))
  expect(rankHypotheses(['H1', 'H2'], ['E'], items)).toMatchObject([
    { hypothesis: 'H1', rank: undefined, unrated: 0 },
    { hypothesis: 'H2', rank: undefined, unrated: 1 },
  ])
  expect(dropEachSource(['H1', 'H2'], items)).toEqual([{ source: 'E', leading: [], changesLead: false }])
})

test('words of likelihood have the ranges of ICD 203', () => {
  const published = read('icd-203.json') as readonly (readonly [string, string, number, number])[]
  expect(
    Object.entries(likelihoodRanges).map(([word, { otherWord, lowPercent, highPercent }]) => [
      ...[word, otherWord, lowPercent, highPercent],
    ]),
  ).toEqual(published)
})
