import type { StixObject, StixStore } from '@yagura/cyber'
import { expect, onTestFinished, test } from 'vitest'
import { importIntelligence } from '../../../src/node/cyber/store/import-intelligence.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from './stix-thread-bundle.ts'

const thread = stixThreadBundle()
const definitionId = 'marking-definition--5c1b4d9e-8f0a-4c53-9f6e-2f4f1c9b7a01'
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL' } as const

function statement(says: string): StixObject {
  const said = { created: '2026-11-23T00:00:00.000Z', definition_type: 'statement', definition: { statement: says } }
  return { type: 'marking-definition', spec_version: '2.1', id: definitionId, ...said }
}

function tools(from: number, count: number): readonly StixObject[] {
  const times = { created: '2026-11-23T00:00:00.000Z', modified: '2026-11-23T00:00:00.000Z' }
  return Array.from({ length: count }, (_, index) => {
    const id = `tool--00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`
    const name = `tool ${from + index}`
    return { type: 'tool', spec_version: '2.1', id, ...times, name, object_marking_refs: [definitionId] }
  })
}

async function imported(objects: readonly StixObject[]) {
  const store: StixStore = await openStixStore(
    { dataFolder: temporaryFolder(), mode: 'REAL', clock: { nowMs: () => 1_795_000_000_000 } },
    thread(),
  )
  onTestFinished(() => store.close())
  const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }))
  const progress: number[] = []
  const counts = await importIntelligence(
    store,
    async function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
    },
    {
      ...{
        marking,
        originator: '',
        source: 'a file',
        onProblem: () => undefined,
        signal: new AbortController().signal,
      },
      onProgress: ({ added }) => progress.push(added),
    },
  )
  const levels = new Map<number, number>()
  for (let after = 0; ; ) {
    const some = await store.changesAfter(after, 1000)
    for (const { marking, object } of some) {
      if (object.type === 'tool') levels.set(marking.lvl, (levels.get(marking.lvl) ?? 0) + 1)
    }
    const last = some.at(-1)
    if (last === undefined) return { counts, progress, levels: Object.fromEntries(levels) }
    after = last.seq
  }
}

// 500 objects are read at once, and six times as many ahead.
test.each([
  ['first'],
  ['a few batches ahead'],
  ['last'],
])('objects are marked by a definition that comes %s', async (place) => {
  const before = { first: 0, 'a few batches ahead': 1700, last: 4200 }[place] ?? 0
  const { counts, progress, levels } = await imported([
    ...tools(0, before),
    statement('TLP:RED'),
    ...tools(before, 4200 - before),
  ])
  expect(counts).toEqual({ read: 4201, added: 4201, unchanged: 0, quarantined: 0, invalid: 0 })
  expect(levels).toEqual({ 4: 4200 })
  expect(progress.at(-1)).toBe(4201)
  expect(progress).toEqual([...progress].sort((a, b) => a - b))
})

test('of two definitions under one id the first counts, and the other is kept aside', async () => {
  const { counts, levels } = await imported([
    ...tools(0, 600),
    statement('TLP:RED'),
    ...tools(600, 600),
    statement('all rights reserved'),
    ...tools(1200, 600),
  ])
  expect(counts).toMatchObject({ added: 1801, quarantined: 1 })
  expect(levels).toEqual({ 4: 1800 })
})

test('an import of which writing fails says so', async () => {
  const broken = await openStixStore(
    { dataFolder: temporaryFolder(), mode: 'REAL', clock: { nowMs: () => 1_795_000_000_000 } },
    thread(),
  )
  const bytes = Buffer.from(
    JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [statement('x'), ...tools(0, 6000)] }),
  )
  let told = 0
  const running = importIntelligence(
    broken,
    async function* () {
      yield bytes
    },
    {
      ...{
        marking,
        originator: '',
        source: 'a file',
        onProblem: () => undefined,
        signal: new AbortController().signal,
      },
      onProgress: () => {
        told += 1
        if (told === 2) void broken.close()
      },
    },
  )
  await expect(running).rejects.toThrow()
})
