import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { draftStixCopy, stixBackupFile } from '../node/cyber/store/stix-copies.ts'
import { checkStore } from '../node/store/check-store.ts'
import { draftCopy } from '../node/store/draft-copy.ts'
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
  const [dataFolder, mode] = [dataFolderOf(options.data), options.simulated === true ? 'SIMULATED' : 'REAL'] as const
  const to = resolve(options.to)
  const store = await draftCopy(storeFile(dataFolder, mode), to, checkStore)
  try {
    const { lines, documents, archiveRows } = store.report
    const said = `${to}: ${lines} lines of the log, ${documents} documents, ${archiveRows} archive rows; checked and whole`
    const stix = stixFile(dataFolder, mode)
    // The store gets its name last: a backup that was cut off is none.
    const stixSaid = existsSync(stix) ? await backupStix(stix, stixBackupFile(to)) : undefined
    store.publish()
    messages.say(said)
    if (stixSaid !== undefined) messages.say(stixSaid)
  } finally {
    store.discard()
  }
  return exitCodes.done
}

async function backupStix(file: string, to: string): Promise<string> {
  const { report, publish, discard } = await draftStixCopy(file, to)
  try {
    publish()
    return `${to}: ${report.objects} STIX objects in ${report.versions} versions; checked and whole`
  } finally {
    discard()
  }
}
