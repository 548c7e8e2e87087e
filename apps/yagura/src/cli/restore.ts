import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { prepareStixRestore, stixBackupFile } from '../node/cyber/store/stix-copies.ts'
import { putTogether } from '../node/store/replace-store.ts'
import { prepareRestore } from '../node/store/restore-store.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, fileStamp } from './data-folder.ts'
import { UnreadableFileError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura restore` as typed. */
export type RestoreOptions = { readonly data?: string; readonly replace?: boolean }

/**
 * `yagura restore`: puts a backup in the place of the store of its mode, and its STIX objects in the place of theirs, after both were
 * checked; no node may be running on them.
 *
 * @returns The exit code.
 * @throws UnreadableFileError where the backup is not there.
 */
export async function restore(file: string, options: RestoreOptions, { messages }: CommandContext): Promise<number> {
  const how = { stamp: fileStamp(Date.now()), replaces: options.replace === true }
  const dataFolder = dataFolderOf(options.data)
  const backup = resolve(file)
  await access(backup, constants.R_OK).catch((cause: Error) => {
    throw new UnreadableFileError(file, new Error(`no backup can be read there: ${cause.message}`, { cause }))
  })
  const store = await prepareRestore(backup, { dataFolder, ...how })
  try {
    const target = stixFile(dataFolder, store.mode)
    const stixBackup = stixBackupFile(backup)
    const stix = existsSync(stixBackup)
      ? await prepareStixRestore(stixBackup, { target, mode: store.mode, ...how })
      : undefined
    try {
      putTogether(store.file, [...(stix === undefined ? [] : [stix]), store])
    } finally {
      stix?.end()
    }
    messages.say(`${store.file}: restored (${store.mode})`)
    if (store.keptAside !== undefined) messages.say(`what was there before is kept as ${store.keptAside}`)
    if (store.isOlderForm || stix?.isOlderForm === true)
      messages.say('it is in the form of an older Yagura; run `yagura upgrade` before the node')
    if (stix !== undefined) {
      const aside = stix.keptAside === undefined ? '' : `; what was there before is kept as ${stix.keptAside}`
      messages.say(`${target}: restored${aside}`)
    } else if (existsSync(target)) messages.say(`${target}: stays as it is; no STIX objects lie beside the backup`)
  } finally {
    store.end()
  }
  return exitCodes.done
}
