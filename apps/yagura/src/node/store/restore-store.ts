import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import type { NodeMode } from '../context.ts'
import { checkStore } from './check-store.ts'
import { BackupRefusedError, StoreAbsentError, StorePresentError } from './copy-errors.ts'
import { migrations } from './schema.ts'
import { loadSqlite } from './sqlite.ts'
import { markCopy } from './store-copies.ts'
import { StoreVersionError } from './store-errors.ts'
import { lockStore, settleFile, storeFile } from './store-files.ts'

/** What a restore did. */
export type Restored = {
  readonly file: string
  readonly mode: NodeMode
  /** Where the store that stood there is kept. */
  readonly keptAside: string | undefined
  /** Whether it is in an older form, and must be upgraded before a node can use it. */
  readonly isOlderForm: boolean
}

/**
 * Puts a backup in the place of the store of its mode, after it was checked. No node may run on that store.
 *
 * @param backup - A file that `backupStore` wrote, in the form of this version or an older one.
 * @param stamp - Part of the name under which a store that is there is kept aside, `20240705T120000Z`.
 * @throws StoreAbsentError, BackupRefusedError, StoreVersionError, StorePresentError, StoreInUseError
 */
export async function restoreStore(
  backup: string,
  { dataFolder, stamp, replaces }: { readonly dataFolder: string; readonly stamp: string; readonly replaces: boolean },
): Promise<Restored> {
  if (!existsSync(backup)) throw new StoreAbsentError(backup)
  const { version, mode, problems } = await checkStore(backup)
  if (problems.length > 0) throw new BackupRefusedError(backup, problems.join('; '))
  if (mode === undefined) throw new StoreVersionError(backup, version, migrations.length)
  const file = storeFile(dataFolder, mode)
  const openSqlite = await loadSqlite()
  const lock = lockStore(openSqlite, file)
  try {
    if (existsSync(file) && !replaces) throw new StorePresentError(file)
    const draft = `${file}.restored`
    copyFileSync(backup, draft)
    chmodSync(draft, 0o600)
    markCopy(openSqlite, draft)
    settleFile(draft)
    const keptAside = existsSync(file) ? `${file}.${stamp}` : undefined
    if (keptAside !== undefined) renameSync(file, keptAside)
    // A journal belongs to its store by its name alone: one that is left would be taken for the new store's own.
    if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${file}.${stamp}-wal`)
    rmSync(`${file}-shm`, { force: true })
    renameSync(draft, file)
    settleFile(file)
    return { file, mode, keptAside, isOlderForm: version < migrations.length }
  } finally {
    lock.release()
  }
}
