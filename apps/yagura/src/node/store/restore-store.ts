import { existsSync } from 'node:fs'
import type { NodeMode } from '../context.ts'
import { checkStore } from './check-store.ts'
import { BackupRefusedError, StoreAbsentError } from './copy-errors.ts'
import { type PreparedReplacement, prepareReplacement } from './replace-store.ts'
import { migrations } from './schema.ts'
import { markCopy } from './store-copies.ts'
import { StoreVersionError } from './store-errors.ts'
import { storeFile } from './store-files.ts'

/** A restore that is ready to be done. */
export type PreparedRestore = PreparedReplacement & {
  /** The store whose place the backup takes. */
  readonly file: string
  readonly mode: NodeMode
  /** Whether it is in an older form, and must be upgraded before a node can use it. */
  readonly isOlderForm: boolean
}

/**
 * Checks a backup and lays it beside the store of its mode. No node may run on that store.
 *
 * @param backup - A file that `backupStore` wrote, in the form of this version or an older one.
 * @param stamp - Part of the name under which a store that is there is kept aside, `20240705T120000Z`.
 * @throws StoreAbsentError, BackupRefusedError, StoreVersionError, StorePresentError, StoreInUseError
 */
export async function prepareRestore(
  backup: string,
  { dataFolder, stamp, replaces }: { readonly dataFolder: string; readonly stamp: string; readonly replaces: boolean },
): Promise<PreparedRestore> {
  if (!existsSync(backup)) throw new StoreAbsentError(backup)
  const { version, mode, problems } = await checkStore(backup)
  if (problems.length > 0) throw new BackupRefusedError(backup, problems.join('; '))
  if (mode === undefined) throw new StoreVersionError(backup, version, migrations.length)
  const file = storeFile(dataFolder, mode)
  const prepared = await prepareReplacement(backup, file, { stamp, replaces, finish: markCopy })
  return { ...prepared, file, mode, isOlderForm: version < migrations.length }
}
