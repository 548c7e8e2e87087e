import { seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { createLogEvent, type LogEvent } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'
import { compileSearch } from '../../src/sigma/compile-search.ts'
import { createFieldReader } from '../../src/sigma/event-fields.ts'
import type { EventRule } from '../../src/sigma/sigma-rule.ts'

const { integer } = seededRandom(29)
const pick = <Value>(values: readonly [Value, ...Value[]]): Value => values[integer(0, values.length - 1)] ?? values[0]

/** Few letters, so that texts often hold each other; some beyond Latin, which share low bytes with others. */
const textOf = (most: number): string =>
  Array.from({ length: integer(0, most) }, () => pick(['a', 'b', 'B', 'c', '\\', '.', 'š', 'あ', '𝄞'])).join('')

function randomLine(): string {
  const modifiers = pick([
    '',
    '|contains',
    '|startswith',
    '|endswith',
    '|contains|all',
    '|cased',
    '|neq',
    '|contains|cased',
  ])
  const values = Array.from({ length: integer(1, 3) }, () =>
    JSON.stringify(pick([textOf(7), `${textOf(3)}*${textOf(4)}`, `${textOf(4)}?`])),
  )
  return `    ${pick(['F', 'G', 'H'])}${modifiers}: [${values.join(', ')}]`
}

function randomRule(number: number): string {
  const searches = ['s', 't', 'u'].map((name) => {
    const lines = [
      ...new Map(Array.from({ length: integer(1, 2) }, randomLine).map((line) => [line.split(':')[0], line])).values(),
    ]
    return `  ${name}:\n${lines.join('\n')}`
  })
  const keyword = JSON.stringify(textOf(3) || 'a')
  const condition = pick([
    's',
    's and t',
    's or t',
    's and not t',
    '(s or t) and u',
    '1 of them',
    'not s',
    'k and s',
    'k or t',
  ])
  return `title: R${number}\nid: r${number}\nlogsource: {category: any}\ndetection:\n${searches.join('\n')}\n  k:\n    - ${keyword}\n  condition: ${condition}\n`
}

function randomEvent(): LogEvent {
  const members = Object.fromEntries(
    ['F', 'G', 'H'].flatMap((name) =>
      integer(0, 4) === 0 ? [] : [[name, integer(0, 5) === 0 ? [textOf(6), textOf(9)] : textOf(14)]],
    ),
  )
  return createLogEvent({ format: 'json', kind: undefined, log: 'log', line: 1, timeMs: undefined, raw: '{}', members })
}

/** Asks every rule, one after another. */
function askAll(rules: readonly EventRule[], event: LogEvent): readonly (string | undefined)[] {
  const slots = new Map<string, number>()
  const slotOf = (field: string): number => {
    const slot = slots.get(field) ?? slots.size + 1
    slots.set(field, slot)
    return slot
  }
  const compiled = rules.map((rule) => ({ id: rule.id, isFit: compileSearch(rule.search, slotOf) }))
  const reader = createFieldReader(slots.size + 1)
  const names = [[], ...[...slots.keys()].map((name) => [{ name }])]
  reader.turnTo(event, names, event.fields())
  return compiled.filter(({ isFit }) => isFit(reader)).map(({ id }) => id)
}

describe('an index of needles', () => {
  test('finds the rules that asking each of them finds, for random rules and events', () => {
    for (let round = 0; round < 12; round += 1) {
      const text = Array.from({ length: 30 }, (_, number) => randomRule(number)).join('---\n')
      const { rules, refused } = readSigmaRules([{ name: 'rules.yml', text }])
      expect(refused).toEqual([])
      const eventRules = rules.flatMap((rule) => (rule.kind === 'event' ? [rule] : []))
      const engine = createSigmaEngine(rules, { told: { category: 'any', product: undefined, service: undefined } })
      for (let each = 0; each < 25; each += 1) {
        const event = randomEvent()
        expect(engine.match(event).map(({ rule }) => rule.id)).toEqual(askAll(eventRules, event))
      }
    }
  })
})
