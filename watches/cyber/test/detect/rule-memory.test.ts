import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createDetector,
  createLogLineReader,
  createSigmaEngine,
  createWarningLists,
  type Detector,
  type HeldGroup,
  type Indicator,
  readPattern,
  readSigmaRules,
  ruleMatcher,
} from '../../src/index.ts'

const correlation = (type: string, rules: readonly string[], condition: string, more = '') =>
  `title: ${type}\nid: ${type}\ncorrelation:\n  type: ${type}\n  rules: [${rules.join(', ')}]\n  group-by: [host]\n  timespan: 60s\n${
    condition === '' ? '' : `  condition: { ${condition} }\n`
  }${more}`
const eventRule = (name: string) =>
  `title: ${name}\nname: ${name}\nlogsource: { product: test }\ndetection: { s: { act: ${name} }, condition: s }\n`
const text = [
  ...['a', 'b', 'c'].map(eventRule),
  correlation('event_count', ['a'], 'gte: 3'),
  correlation('value_count', ['b'], 'field: user, gte: 2'),
  correlation('temporal', ['a', 'c'], ''),
  correlation('temporal_ordered', ['c', 'b', 'a'], ''),
].join('---\n')
const patterns = [
  "([process:command_line = 'run-a'] AND [process:command_line = 'run-b']) WITHIN 30 SECONDS",
  "([process:command_line = 'run-c'] FOLLOWEDBY [process:command_line = 'run-a']) WITHIN 20 SECONDS",
  "[process:command_line = 'run-b'] REPEATS 3 TIMES WITHIN 100 SECONDS",
]

function detector(memory: Iterable<HeldGroup> = []): Detector {
  const { rules, refused } = readSigmaRules([{ name: 'rules.yml', text }])
  expect(refused).toEqual([])
  const indicators = patterns.map((pattern, number): Indicator => {
    const read = readPattern(pattern)
    if (!read.ok) throw new Error(pattern)
    return {
      ...{ id: `i${number}`, rule: `i${number}`, validFromMs: undefined, validUntilMs: undefined },
      sought: [{ kind: 'pattern', pattern: read.pattern, text: pattern }],
    }
  })
  const made = createDetector({
    indicators,
    matchRules: ruleMatcher(
      createSigmaEngine(rules, { told: { category: undefined, product: 'test', service: undefined } }),
    ),
    isHarmless: createWarningLists([]),
    nowMs: 0,
  })
  made.memory.restore(memory)
  return made
}

type Seen = { readonly act: string; readonly host: string; readonly user: string; readonly atS: number }
const seen = fc.record({
  act: fc.constantFrom('a', 'b', 'c'),
  host: fc.constantFrom('h1', 'h2'),
  user: fc.constantFrom('u1', 'u2', 'u3'),
  atS: fc.nat(200),
})
const hitsOf = (one: Detector, { act, host, user, atS }: Seen, line: number) => {
  const reader = createLogLineReader({ format: 'json', log: 'log', nowMs: 0, header: undefined })
  const event = reader.read(
    JSON.stringify({
      '@timestamp': new Date(atS * 1000).toISOString(),
      act,
      host,
      user,
      process: { command_line: `run-${act}` },
    }),
    line,
  )
  if (event === undefined || typeof event === 'string') throw new Error(String(event))
  return one.judge(event).map(({ rule, matched }) => `${rule}: ${matched.map((each) => each.line).join()}`)
}
const throughJson = (groups: Iterable<HeldGroup>): readonly HeldGroup[] =>
  JSON.parse(JSON.stringify([...groups].filter(({ held }) => held !== undefined)))

test('every kind of rule about several events is found at all in what the next tests do', () => {
  const whole = detector()
  const acts = ['c', 'b', 'b', 'a', 'a', 'a', 'b'].map((act, atS) => ({ act, host: 'h1', user: `u${atS}`, atS }))
  const rules = acts.flatMap((each, line) => hitsOf(whole, each, line + 1)).map((hit) => hit.replace(/:.*/, ''))
  expect([...new Set(rules)].toSorted()).toEqual([
    ...['event_count', 'i0', 'i1', 'i2', 'temporal', 'temporal_ordered', 'value_count'],
  ])
})

test('a detector that is given what another one held goes on as that one would have', () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 60 }), fc.nat(60), (events, cut) => {
      const whole = detector()
      const expected = events.map((each, line) => hitsOf(whole, each, line + 1))
      const before = detector()
      const found = events.slice(0, cut).map((each, line) => hitsOf(before, each, line + 1))
      const after = detector(throughJson(before.memory.all()))
      found.push(...events.slice(cut).map((each, line) => hitsOf(after, each, cut + line + 1)))
      expect(found).toEqual(expected)
    }),
  )
})

test('changes, put one over the other as they come, are all that is held', () => {
  fc.assert(
    fc.property(fc.array(fc.array(seen, { maxLength: 8 }), { maxLength: 10 }), (blocks) => {
      const one = detector()
      const kept = new Map<string, HeldGroup>()
      let line = 0
      for (const block of blocks) {
        for (const each of block) {
          line += 1
          hitsOf(one, each, line)
        }
        for (const change of one.memory.changes()) {
          const key = JSON.stringify([change.rule, change.group])
          if (change.held === undefined) kept.delete(key)
          else kept.set(key, change)
        }
      }
      const sorted = (groups: Iterable<HeldGroup>) =>
        throughJson(groups)
          .map((each) => JSON.stringify(each))
          .toSorted()
      expect(sorted(kept.values())).toEqual(sorted(one.memory.all()))
    }),
  )
})

test('what is no group of a rule is passed over', () => {
  const held = [null, 7, [], {}, { kind: 'events', newestMs: 1, places: [['log', 1]] }, [{ log: 1 }]]
  const names = detector().memory.rules
  expect(names).toHaveLength(7)
  const one = detector(['none', ...names].flatMap((rule) => held.map((each) => ({ rule, group: 'g', held: each }))))
  expect([...one.memory.all()]).toEqual([])
})
