import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { seededRandom, sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkFlow, objectsIn } from '../../src/attack-flow/check-flow.ts'
import { isBuilderFile, readBuilderFile } from '../../src/attack-flow/read-builder-file.ts'
import { readFlow } from '../../src/attack-flow/read-flow.ts'
import { diamondView } from '../../src/diamond/diamond-view.ts'
import { readCase } from '../../src/incident/read-case.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import { isStixObject } from '../../src/stix/stix-object.ts'
import { caseOf, partsOf } from './case-of-parts.ts'

const drawing = sharedData('cyber/scenario/attack-flow/SWIFT_Heist.afb.gz')
const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  '',
  '__proto__',
  [],
  [null],
  {},
  { id: [] },
  '\ud800',
  'a--b',
]

/** The same with some of its values, at any depth, replaced by others. */
function broken(value: unknown, random: () => number): unknown {
  if (random() < 0.02) return hostile[Math.floor(random() * hostile.length)]
  if (Array.isArray(value)) return value.map((one) => broken(one, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, broken(one, random)]))
}

describe('bundles that are broken anywhere', () => {
  const parts = partsOf([
    { kind: 'opened', title: 'Modems fell silent' },
    {
      kind: 'event',
      title: 'A wiper ran',
      fromUtc: '2022-02-24T03:02:00Z',
      labels: [{ scheme: 'mitre-attack', id: 'T1561' }],
    },
    { kind: 'impact', on: 'Customers', count: { number: 3, of: 'modems' } },
    { kind: 'evidence', title: 'Call' },
    { kind: 'hypothesis', title: 'A state did it' },
  ])
  const { bundle } = writeCase(caseOf(parts))

  test('are read as far as they can be, and never stop the reader', () => {
    const random = seededRandom(7).uniform
    let cases = 0
    for (let round = 0; round < 500; round += 1) {
      const objects = bundle.objects.map((object) => broken(object, random)).filter(isStixObject)
      const answer = readCase(objects)
      if (answer.ok) cases += 1
      diamondView(objects)
    }
    expect(cases).toBeGreaterThan(100)
  })

  test.skipIf(drawing === undefined)('drawings too', () => {
    const whole: unknown = JSON.parse(gunzipSync(readFileSync(drawing ?? '')).toString('utf8'))
    const random = seededRandom(11).uniform
    let read = 0
    for (let round = 0; round < 20; round += 1) {
      const one = broken(whole, random)
      if (!isBuilderFile(one)) continue
      const answer = readBuilderFile(one)
      if (!answer.ok) continue
      read += 1
      checkFlow(answer.bundle)
      readFlow(objectsIn(answer.bundle))
    }
    expect(read).toBeGreaterThan(2)
  })
})

test('a flow of twenty thousand steps is checked without an end of the stack', () => {
  const id = (number: number) => `attack-action--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const count = 20_000
  const actions = Array.from({ length: count }, (_, at) => ({
    type: 'attack-action',
    id: id(at),
    effect_refs: [id((at + 1) % count)],
  }))
  const flow = { type: 'attack-flow', id: 'attack-flow--1', start_refs: [id(0)] }
  const cycles = checkFlow({ type: 'bundle', id: 'bundle--1', objects: [flow, ...actions] }).issues.filter(
    ({ code }) => code === 'flow-cycle',
  )
  expect(cycles).toHaveLength(1)
  expect(cycles[0]?.message.length).toBeLessThan(1000)
})
