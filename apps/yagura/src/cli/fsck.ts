import { existsSync } from 'node:fs'
import type { NodeMode } from '../node/context.ts'
import { checkLogs } from '../node/partners/fsck/check-logs.ts'
import { openStore } from '../node/store/open-store.ts'
import { storeFile } from '../node/store/store-files.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, storesIn } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { createTable } from './table.ts'

/** Options of `yagura fsck` as typed. */
export type FsckOptions = { readonly data?: string }

const modes: readonly NodeMode[] = ['REAL', 'SIMULATED']

/**
 * `yagura fsck`: recomputes every log from its entries; one row a log. The node must not be running.
 *
 * @returns The exit code: bad input where a log is not what it says.
 */
export async function fsck(options: FsckOptions, { output, messages }: CommandContext): Promise<number> {
  const dataFolder = dataFolderOf(options.data)
  storesIn(dataFolder)
  const printRow = createTable(['origin', 'size', 'root', 'valid', 'error'], 'ndjson', output.write)
  let bad = 0
  for (const mode of modes.filter((one) => existsSync(storeFile(dataFolder, one)))) {
    const store = await openStore({ dataFolder, mode })
    try {
      for await (const { origin, size, root, error } of checkLogs(store, dataFolder, mode)) {
        printRow([origin, size, root, error === undefined, error])
        if (error !== undefined) bad += 1
        await output.drain()
      }
    } finally {
      await store.close()
    }
  }
  await output.end()
  if (bad > 0) messages.say(`${bad} logs are not what they say`)
  return bad === 0 ? exitCodes.done : exitCodes.badInput
}
