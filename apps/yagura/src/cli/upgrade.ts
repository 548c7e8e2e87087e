import { existsSync } from 'node:fs'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { stixStoreKind } from '../node/cyber/store/stix-copies.ts'
import { nodeStoreKind, refuseUnusable, upgradeStore } from '../node/store/upgrade-store.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, fileStamp, storesIfAny, storesIn } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura upgrade` as typed. */
export type UpgradeOptions = { readonly data?: string }

/**
 * `yagura upgrade`: brings the stores of a data folder to the form of this version; no node may be running on them.
 *
 * @returns The exit code.
 */
export async function upgrade(options: UpgradeOptions, { messages }: CommandContext): Promise<number> {
  const dataFolder = dataFolderOf(options.data)
  const stixFiles = (['REAL', 'SIMULATED'] as const).map((mode) => stixFile(dataFolder, mode)).filter(existsSync)
  // A folder that only `yagura cyber` wrote to has no store of a node.
  const nodeFiles = stixFiles.length > 0 ? storesIfAny(dataFolder) : storesIn(dataFolder)
  const stores = [
    ...nodeFiles.map((file) => ({ file, kind: nodeStoreKind })),
    ...stixFiles.map((file) => ({ file, kind: stixStoreKind })),
  ]
  // Whatever cannot be used is said before anything is changed.
  for (const { file, kind } of stores) await refuseUnusable(file, kind)
  for (const { file, kind } of stores) {
    const { fromVersion, toVersion, keptAside } = await upgradeStore(file, fileStamp(Date.now()), kind)
    if (keptAside === undefined) messages.say(`${file}: has form ${toVersion} already; nothing to do`)
    else messages.say(`${file}: from form ${fromVersion} to form ${toVersion}; as it was it is kept as ${keptAside}`)
  }
  return exitCodes.done
}
