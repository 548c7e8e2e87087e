import type { StixObject, StixStore } from '@yagura/cyber'
import { expect, onTestFinished, test } from 'vitest'
import { importIntelligence } from '../../../src/node/cyber/store/import-intelligence.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { StoreClosedError } from '../../../src/node/store/change-errors.ts'
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

async function freshStore(): Promise<StixStore> {
  const place = { dataFolder: temporaryFolder(), mode: 'REAL', clock: { nowMs: () => 1_795_000_000_000 } } as const
  const store = await openStixStore(place, thread())
  onTestFinished(() => store.close())
  return store
}

function imported(store: StixStore, objects: readonly StixObject[], onAdded: (added: number) => void) {
  const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }))
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
  }
  const { signal } = new AbortController()
  const told = { onProblem: () => undefined, onProgress: ({ added }: { readonly added: number }) => onAdded(added) }
  return importIntelligence(store, open, { marking, originator: '', source: 'a file', signal, ...told })
}

/** How many tools there are, by the level of their marking. */
async function toolsByLevel(store: StixStore): Promise<Readonly<Record<number, number>>> {
  const levels = new Map<number, number>()
  for (let after = 0; ; ) {
    const some = await store.changesAfter(after, 1000)
    for (const { marking, object } of some) {
      if (object.type === 'tool') levels.set(marking.lvl, (levels.get(marking.lvl) ?? 0) + 1)
    }
    const last = some.at(-1)
    if (last === undefined) return Object.fromEntries(levels)
    after = last.seq
  }
}

// 500 objects are read at once, and six times as many ahead.
test.each([
  ['first', 0],
  ['a few batches ahead', 1700],
  ['last', 4200],
])('objects are marked by a definition that comes %s', async (_, before) => {
  const store = await freshStore()
  const progress: number[] = []
  const objects = [...tools(0, before), statement('TLP:RED'), ...tools(before, 4200 - before)]
  const counts = await imported(store, objects, (added) => progress.push(added))
  expect(counts).toEqual({ read: 4201, added: 4201, unchanged: 0, quarantined: 0, invalid: 0 })
  expect(await toolsByLevel(store)).toEqual({ 4: 4200 })
  expect(progress.at(-1)).toBe(4201)
  expect(progress).toEqual(progress.toSorted((one, other) => one - other))
})

test('of two definitions under one id the first counts, and the other is kept aside', async () => {
  const store = await freshStore()
  const objects = [
    ...[...tools(0, 600), statement('TLP:RED'), ...tools(600, 600)],
    ...[statement('all rights reserved'), ...tools(1200, 600)],
  ]
  expect(await imported(store, objects, () => undefined)).toMatchObject({ added: 1801, quarantined: 1 })
  expect(await toolsByLevel(store)).toEqual({ 4: 1800 })
})

test('an import whose store is closed in the middle fails, and keeps what it told', async () => {
  const store = await freshStore()
  let told = 0
  const running = imported(store, [statement('x'), ...tools(0, 6000)], (added) => {
    told = added
    if (added >= 1000) void store.close()
  })
  await expect(running).rejects.toThrow(StoreClosedError)
  expect(told).toBeGreaterThanOrEqual(1000)
  expect(told).toBeLessThan(6001)
})
