import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { StixObject, StixStore } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import { sharedData } from '@yagura/testkit'
import { onTestFinished } from 'vitest'
import type { NodeContext } from '../../../src/node/context.ts'
import { type OpenStixStore, openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { testNode } from '../../catalogue/node-context.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

/** Marking of what the tests import. */
const clear: Marking = { pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'CLEAR' }

/** Who asks. */
export const sato = { officer: 'Sato', role: 'officer' } as const

/** Objects of a shared file, or undefined where the shared data is not there. */
export function sharedObjects(path: string): readonly StixObject[] | undefined {
  const file = sharedData(path)
  if (file === undefined) return undefined
  const bytes = readFileSync(file)
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')).objects
}

/** A context and an empty store of objects, with a clock that stands still. */
export async function cyberNode(
  thread: URL,
): Promise<{ readonly context: NodeContext; readonly store: OpenStixStore }> {
  const { context } = await testNode(Date.parse('2026-11-22T03:00:00Z'))
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock: context.clock }, thread)
  onTestFinished(() => store.close())
  return { context, store }
}

/** Puts objects into a store as an import does. */
export async function importInto(
  store: StixStore,
  objects: readonly StixObject[],
  source = 'shared.json',
  originator = 'USA',
): Promise<void> {
  await store.add(objects.map((object) => ({ object, marking: clear, originator, source })))
}
