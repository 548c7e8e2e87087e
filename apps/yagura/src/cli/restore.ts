import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { restoreStixStore, stixBackupFile } from '../node/cyber/store/stix-copies.ts'
import { restoreStore } from '../node/store/restore-store.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, fileStamp } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura restore` as typed. */
export type RestoreOptions = { readonly data?: string; readonly replace?: boolean }

/**
 * `yagura restore`: puts a backup in the place of the store of its mode; no node may be running on it.
 *
 * @returns The exit code.
 */
export async function restore(file: string, options: RestoreOptions, { messages }: CommandContext): Promise<number> {
  const how = { stamp: fileStamp(Date.now()), replaces: options.replace === true }
  const dataFolder = dataFolderOf(options.data)
  const restored = await restoreStore(resolve(file), { dataFolder, ...how })
  messages.say(`${restored.file}: restored (${restored.mode})`)
  if (restored.keptAside !== undefined) messages.say(`what was there before is kept as ${restored.keptAside}`)
  if (restored.isOlderForm) messages.say('it is in the form of an older Yagura; run `yagura upgrade` before the node')
  const stixBackup = stixBackupFile(resolve(file))
  if (existsSync(stixBackup)) {
    const target = stixFile(dataFolder, restored.mode)
    const keptAside = await restoreStixStore(stixBackup, { target, ...how })
    messages.say(
      `${target}: restored${keptAside === undefined ? '' : `; what was there before is kept as ${keptAside}`}`,
    )
  }
  return exitCodes.done
}
