import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import { onTestFinished } from 'vitest'
import type { NodeMode } from '../../src/node/context.ts'
import { openStore } from '../../src/node/store/open-store.ts'

/** A data folder for one test, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A store in a folder of its own, closed and removed at the end of the test. */
export async function temporaryStore(mode: NodeMode = 'REAL', dataFolder: string = temporaryFolder()): Promise<Store> {
  const store = await openStore({ dataFolder, mode })
  onTestFinished(() => store.close())
  return store
}
