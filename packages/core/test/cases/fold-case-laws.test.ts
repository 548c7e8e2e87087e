import type { CaseContent } from '@yagura/record'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CasePart, custodyOf, foldCase, partKey, weighCase } from '../../src/index.ts'
import { idOf, jp, part, us } from './parts.ts'

const mostParts = 14
const references = fc.oneof(
  fc.constant('withheld'),
  fc.integer({ min: 0, max: mostParts }).map(idOf),
  fc.tuple(fc.constantFrom(jp, us), fc.integer({ min: 0, max: mostParts })).map(([node, n]) => `${node}/${idOf(n)}`),
)
const ratings = fc.constantFrom('CC' as const, 'C' as const, 'N' as const, 'I' as const, 'II' as const, 'NA' as const)
const hours = fc.integer({ min: 0, max: 9 }).map((hour) => `2026-11-20T0${hour}:00:00Z`)
const contents: fc.Arbitrary<CaseContent> = fc.oneof(
  fc.record({ kind: fc.constant('opened' as const), title: fc.constantFrom('A', 'B') }),
  fc.record({ kind: fc.constant('renamed' as const), title: fc.constantFrom('C', 'D') }),
  fc.record({
    kind: fc.constantFrom('closed' as const, 'reopened' as const, 'withdrawn' as const),
    why: fc.constant('so'),
  }),
  fc.record({ kind: fc.constant('note' as const), text: fc.constantFrom('x', 'y'), about: references }),
  fc.record({
    kind: fc.constant('evidence' as const),
    title: fc.constant('E'),
    source: fc.record({ name: fc.constantFrom('a', 'b', 'Ａ') }),
    holder: fc.constantFrom('Sato', 'Abe'),
  }),
  fc.record({
    kind: fc.constant('custody' as const),
    evidence: references,
    from: fc.constantFrom('Sato', 'Abe'),
    to: fc.constantFrom('Sato', 'Abe'),
    atUtc: hours,
  }),
  fc.record({ kind: fc.constant('hypothesis' as const), title: fc.constantFrom('H', 'I') }),
  fc.record({ kind: fc.constant('rating' as const), evidence: references, hypothesis: references, rating: ratings }),
)
const someParts = fc
  .array(
    fc.record({
      node: fc.constantFrom(jp, us),
      number: fc.integer({ min: 0, max: mostParts }),
      what: contents,
      corrects: fc.array(references, { maxLength: 2 }),
    }),
    { maxLength: mostParts },
  )
  .map((drawn) => drawn.map(({ node, number, what, corrects }) => part(node, number, what, { corrects })))

/** Everything that can be read of a case. */
function allOf(parts: readonly CasePart[]) {
  const folded = foldCase(parts)
  const evidence = folded.threads.filter(({ kind }) => kind === 'evidence')
  return { folded, matrix: weighCase(folded), custody: evidence.map((thread) => custodyOf(folded, thread)) }
}

test('the same parts in any order, any of them several times, give the same case', () => {
  const shuffled = someParts.chain((parts) =>
    fc.record({
      parts: fc.constant(parts),
      others: fc
        .shuffledSubarray([...parts, ...parts], { minLength: parts.length, maxLength: parts.length * 2 })
        .filter((others) => parts.every((one) => others.includes(one))),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ parts, others }) => {
      expect(allOf(others)).toEqual(allOf(parts))
    }),
  )
})

test('every part is in one thread, and nothing else is', () => {
  fc.assert(
    fc.property(someParts, (parts) => {
      const { threads } = foldCase(parts)
      const keys = threads.flatMap(({ versions }) => [...new Set(versions.map(partKey))])
      expect(keys.toSorted()).toEqual([...new Set(parts.map(partKey))].sort())
      for (const { heads } of threads) expect(heads.length).toBeGreaterThan(0)
    }),
  )
})

test('nothing that another nation says takes away what a nation holds', () => {
  fc.assert(
    fc.property(someParts, (parts) => {
      const headsOf = (from: readonly CasePart[]) =>
        foldCase(from)
          .threads.flatMap(({ heads }) => heads)
          .filter(({ node }) => node === jp)
          .map(partKey)
          .sort()
      expect(headsOf(parts)).toEqual(headsOf(parts.filter(({ node }) => node === jp)))
      expect(foldCase(parts).standings.get(jp)).toEqual(
        foldCase(parts.filter(({ node }) => node === jp)).standings.get(jp),
      )
    }),
  )
})
