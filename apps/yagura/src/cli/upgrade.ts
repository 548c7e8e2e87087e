import { upgradeStore } from '../node/store/upgrade-store.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, fileStamp, storesIn } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura upgrade` as typed. */
export type UpgradeOptions = { readonly data?: string }

/**
 * `yagura upgrade`: brings the stores of a data folder to the form of this version; no node may be running on them.
 *
 * @returns The exit code.
 */
export async function upgrade(options: UpgradeOptions, { messages }: CommandContext): Promise<number> {
  for (const file of storesIn(dataFolderOf(options.data))) {
    const { fromVersion, toVersion, keptAside } = await upgradeStore(file, fileStamp(Date.now()))
    if (keptAside === undefined) messages.say(`${file}: has form ${toVersion} already; nothing to do`)
    else messages.say(`${file}: from form ${fromVersion} to form ${toVersion}; as it was it is kept as ${keptAside}`)
  }
  return exitCodes.done
}
