import type { StixStore } from '@yagura/cyber'
import { expect, onTestFinished, test } from 'vitest'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { StoreInUseError } from '../../../src/node/store/store-errors.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { describeStixStore } from './stix-store-contract.ts'
import { stixThreadBundle } from './stix-thread-bundle.ts'

const thread = stixThreadBundle()
const clock = { nowMs: () => 1_720_000_000_000 }
const folders = new WeakMap<StixStore, string>()

async function openIn(dataFolder: string): Promise<StixStore> {
  const store = await openStixStore({ dataFolder, mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  folders.set(store, dataFolder)
  return store
}

describeStixStore('SQLite', {
  open: () => openIn(temporaryFolder()),
  reopen: async (store) => {
    await store.close()
    return openIn(folders.get(store) ?? '')
  },
})

test('lets nobody else in while it is open', async () => {
  const folder = temporaryFolder()
  await openIn(folder)
  await expect(openIn(folder)).rejects.toThrow(StoreInUseError)
})
