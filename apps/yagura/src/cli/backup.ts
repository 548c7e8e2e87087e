import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { backupStixStore, stixBackupFile } from '../node/cyber/store/stix-copies.ts'
import { backupStore } from '../node/store/backup-store.ts'
import { storeFile } from '../node/store/store-files.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura backup` as typed. */
export type BackupOptions = { readonly data?: string; readonly to: string; readonly simulated?: boolean }

/**
 * `yagura backup`: writes one store into one file, its STIX objects into another beside it, and checks both; the node may be running.
 *
 * @returns The exit code.
 */
export async function backup(options: BackupOptions, { messages }: CommandContext): Promise<number> {
  const file = storeFile(dataFolderOf(options.data), options.simulated === true ? 'SIMULATED' : 'REAL')
  const to = resolve(options.to)
  const { lines, documents, archiveRows } = await backupStore(file, to)
  messages.say(
    `${to}: ${lines} lines of the log, ${documents} documents, ${archiveRows} archive rows; checked and whole`,
  )
  const stix = stixFile(dataFolderOf(options.data), options.simulated === true ? 'SIMULATED' : 'REAL')
  if (existsSync(stix)) {
    const { objects, versions } = await backupStixStore(stix, stixBackupFile(to))
    messages.say(`${stixBackupFile(to)}: ${objects} STIX objects in ${versions} versions; checked and whole`)
  }
  return exitCodes.done
}
