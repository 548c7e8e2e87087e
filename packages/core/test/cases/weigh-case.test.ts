import type { CaseContent } from '@yagura/record'
import { expect, test } from 'vitest'
import { foldCase, weighCase } from '../../src/index.ts'
import { jp, part, us } from './parts.ts'

const nation = part(jp, 1, { kind: 'hypothesis', title: 'A state did it' })
const crime = part(jp, 2, { kind: 'hypothesis', title: 'Criminals did it' })
const log = part(jp, 3, {
  kind: 'evidence',
  title: 'Log of the VPN',
  source: { name: 'The operator', commitment: 'a'.repeat(64) },
})
const report = part(us, 4, { kind: 'evidence', title: 'Report', source: { commitment: 'a'.repeat(64) } })
const other = part(us, 5, { kind: 'evidence', title: 'Another report', source: { name: 'A newspaper' } })

type Rating = Extract<CaseContent, { kind: 'rating' }>['rating']
const keyOf = ({ node, id }: { readonly node: string; readonly id: string }) => `${node}/${id}`
const rate = (node: string, number: number, evidence: typeof log, hypothesis: typeof log, rating: Rating) =>
  part(node, number, { kind: 'rating', evidence: keyOf(evidence), hypothesis: keyOf(hypothesis), rating })

test('two nations’ evidence from one source, named by its commitment alone, counts once against a hypothesis', () => {
  const ratings = [rate(jp, 6, log, crime, 'I'), rate(us, 7, report, crime, 'I'), rate(us, 8, other, crime, 'I')]
  const matrix = weighCase(foldCase([nation, crime, log, report, other, ...ratings]))
  expect(matrix.together.ranking).toMatchObject([
    { hypothesis: keyOf(crime), inconsistency: 2, rank: 1, unrated: 0 },
    { hypothesis: keyOf(nation), inconsistency: undefined, rank: undefined, unrated: 3 },
  ])
  expect(matrix.byNode.get(us)?.ranking[0]).toMatchObject({ inconsistency: 2, unrated: 1 })
  expect(matrix.byNode.get(jp)?.ranking[0]).toMatchObject({ inconsistency: 1, unrated: 2 })
  expect(matrix.rows.map(({ evidence, isShared }) => [evidence, isShared])).toEqual([
    [keyOf(log), true],
    [keyOf(report), true],
    [keyOf(other), false],
  ])
})

test('evidence that is high in credibility and relevance weighs double, by the nation that says so', () => {
  const weighing = part(jp, 9, { kind: 'weighing', evidence: log.id, credibility: 'high', relevance: 'high' })
  const ratings = [rate(jp, 6, log, crime, 'I'), rate(us, 7, log, crime, 'I')]
  const { byNode } = weighCase(foldCase([nation, crime, log, weighing, ...ratings]))
  expect(byNode.get(jp)?.ranking[0]?.inconsistency).toBe(2)
  expect(byNode.get(us)?.ranking[0]?.inconsistency).toBe(1)
})

test('what tells hypotheses apart comes first, and what nobody rated twice is of unknown value', () => {
  const ratings = [
    ...[rate(us, 6, other, crime, 'CC'), rate(us, 7, other, nation, 'CC')],
    ...[rate(us, 8, report, crime, 'II'), rate(us, 9, report, nation, 'C')],
  ]
  const { rows } = weighCase(foldCase([nation, crime, log, report, other, ...ratings]))
  expect(rows.map(({ evidence, diagnosticity }) => [evidence, diagnosticity])).toEqual([
    [keyOf(report), 3],
    [keyOf(other), 0],
    [keyOf(log), undefined],
  ])
})

test('ratings that two officers of a nation gave at once are marked, and the newest counts', () => {
  const ratings = [rate(jp, 6, log, crime, 'C'), rate(jp, 7, log, crime, 'II')]
  const { cells } = weighCase(foldCase([nation, crime, log, ...ratings]))
  expect(cells).toEqual([{ node: jp, evidence: keyOf(log), hypothesis: keyOf(crime), rating: 'II', isContested: true }])
})

test('names of sources are one whatever their width and case', () => {
  const again = part(us, 6, { kind: 'evidence', title: 'Said again', source: { name: 'Ｔｈｅ  OPERATOR' } })
  const { rows } = weighCase(foldCase([log, again]))
  expect(new Set(rows.map(({ source }) => source)).size).toBe(1)
})
