import type { Store } from '@yagura/core'
import { onTestFinished } from 'vitest'
import { openStore } from '../../src/node/store/open-store.ts'
import { describeStore } from './store-contract.ts'
import { temporaryFolder } from './temporary-store.ts'

const folders = new WeakMap<Store, string>()

async function openIn(dataFolder: string): Promise<Store> {
  const store = await openStore({ dataFolder, mode: 'REAL' })
  folders.set(store, dataFolder)
  onTestFinished(() => store.close())
  return store
}

describeStore('SQLite', {
  open: () => openIn(temporaryFolder()),
  reopen: async (store) => {
    await store.close()
    return openIn(folders.get(store) ?? '')
  },
})
