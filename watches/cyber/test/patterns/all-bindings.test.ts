import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { matchPattern, type Observation, type Pattern, readPattern } from '../../src/index.ts'

type Expression = Pattern['expression']
type Binding = readonly number[]

/** One entry for each time that something was observed. */
type Seen = { readonly letter: string; readonly firstMs: number; readonly lastMs: number }

/** All bindings of an expression, written from the text of the standard without any regard to time: the other implementation. */
function bindingsOf(part: Expression, seen: readonly Seen[]): readonly Binding[] {
  switch (part.kind) {
    case 'observed':
      return [...seen.keys()].filter((index) => seen[index]?.letter === letterOf(part)).map((index) => [index])
    case 'or':
      return part.parts.flatMap((each) => bindingsOf(each, seen))
    case 'and':
      return part.parts.map((each) => bindingsOf(each, seen)).reduce((one, other) => pairs(one, other, () => true))
    case 'followedBy':
      return part.parts
        .map((each) => bindingsOf(each, seen))
        .reduce((one, other) =>
          pairs(one, other, (left, right) => latestFirst(left, seen) <= earliestLast(right, seen)),
        )
    case 'repeats': {
      const once = bindingsOf(part.part, seen)
      return Array.from({ length: part.times }, () => once).reduce((one, other) => pairs(one, other, () => true))
    }
    case 'within': {
      const most = part.seconds * 1000
      return bindingsOf(part.part, seen).filter((each) => latestFirst(each, seen) - earliestLast(each, seen) <= most)
    }
    case 'between': {
      const isIn = ({ firstMs, lastMs }: Seen): boolean => firstMs < part.stopMs && lastMs >= part.startMs
      if (part.startMs >= part.stopMs) return []
      return bindingsOf(part.part, seen).filter((each) => each.every((index) => isIn(seen[index] as Seen)))
    }
  }
}

function letterOf(part: Expression): string {
  const comparison = part.kind === 'observed' ? part.comparison : undefined
  const test = comparison?.kind === 'test' ? comparison.test : undefined
  return test?.operator === '=' ? String(test.constant.value) : ''
}

const latestFirst = (binding: Binding, seen: readonly Seen[]) =>
  Math.max(...binding.map((each) => seen[each]?.firstMs ?? 0))
const earliestLast = (binding: Binding, seen: readonly Seen[]) =>
  Math.min(...binding.map((each) => seen[each]?.lastMs ?? 0))

function pairs(
  ones: readonly Binding[],
  others: readonly Binding[],
  isSo: (one: Binding, other: Binding) => boolean,
): readonly Binding[] {
  return ones.flatMap((one) =>
    others
      .filter((other) => !other.some((index) => one.includes(index)) && isSo(one, other))
      .map((other) => [...one, ...other]),
  )
}

const startMs = Date.parse('2026-11-22T00:00:00Z')
const instant = (second: number): string => `t'${new Date(startMs + second * 1000).toISOString()}'`

function randomPattern(draw: (below: number) => number, depth: number): string {
  const part = (): string => randomPattern(draw, depth - 1)
  const kind = depth === 0 ? 0 : draw(9)
  if (kind <= 1) return `[x:n = '${'abc'[draw(3)]}']`
  if (kind === 2) return `(${part()} AND ${part()})`
  if (kind === 3) return `(${part()} OR ${part()})`
  if (kind === 4) return `(${part()} FOLLOWEDBY ${part()})`
  if (kind === 5) return `(${part()}) REPEATS ${1 + draw(3)} TIMES`
  if (kind === 6) return `(${part()}) WITHIN ${1 + draw(6)} SECONDS`
  if (kind === 7) return `(${part()} FOLLOWEDBY ${part()} FOLLOWEDBY ${part()}) WITHIN ${1 + draw(9)}.5 SECONDS`
  const start = draw(8)
  return `(${part()}) START ${instant(start)} STOP ${instant(start + draw(7))}`
}

test('3,000 random patterns fit random observations exactly where a list of all bindings is not empty, and what is named is such a fit', () => {
  const random = seededRandom(20261122)
  const draw = (below: number): number => Math.floor(random.uniform() * below)
  let matched = 0
  for (let round = 0; round < 3000; round += 1) {
    const observations: Observation[] = Array.from({ length: draw(5) }, () => {
      const firstMs = startMs + draw(10) * 1000
      const object = { type: 'x', n: 'abc'[draw(3)] }
      const times = 1 + (draw(3) === 0 ? 1 : 0)
      return { objects: [object], resolve: () => undefined, firstMs, lastMs: firstMs + draw(3) * 1000, times }
    })
    const seen = observations.flatMap(({ objects, firstMs, lastMs, times }) =>
      Array.from({ length: times }, () => ({ letter: String(objects[0]?.['n']), firstMs, lastMs })),
    )
    const text = randomPattern(draw, 3)
    const read = readPattern(text)
    if (!read.ok) throw new TypeError(read.fault.reason)
    const answer = matchPattern(read.pattern, observations)
    const expected = bindingsOf(read.pattern.expression, seen).length > 0
    expect({ text, seen, matched: answer.ok && answer.matched }).toEqual({ text, seen, matched: expected })
    if (!expected || !answer.ok) continue
    matched += 1
    const found = observations.flatMap(({ times }, index) => Array.from({ length: times }, () => index))
    const taken = seen.filter((_, index) => answer.observations.includes(found[index] ?? -1))
    expect({ text, taken, fits: bindingsOf(read.pattern.expression, taken).length > 0 }).toMatchObject({ fits: true })
  }
  expect(matched).toBeGreaterThan(300)
})
