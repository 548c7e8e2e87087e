import { existsSync, renameSync, rmSync } from 'node:fs'
import { checkStore, type StoreReport } from './check-store.ts'
import { BackupExistsError, BackupRefusedError, StoreAbsentError } from './copy-errors.ts'
import { loadSqlite, quoted, sqliteCodeOf } from './sqlite.ts'
import { opening, storeVersion } from './store-connection.ts'
import { makePrivateFile, settleFile } from './store-files.ts'

/**
 * Writes a store, as it is at one moment, into one file that is whole when it appears, and checks it. The node may be
 * running.
 *
 * @param file - The store, in any form.
 * @param to - Readable by its owner only, where the disk keeps such rights.
 * @returns What the check of the backup found.
 * @throws StoreAbsentError, BackupExistsError, BackupRefusedError
 */
export async function backupStore(file: string, to: string): Promise<StoreReport> {
  if (!existsSync(file)) throw new StoreAbsentError(file)
  if (existsSync(to)) throw new BackupExistsError(to)
  const draft = `${to}.${process.pid}.part`
  try {
    makePrivateFile(draft)
    await copyStore(file, draft)
    const report = await checkStore(draft)
    if (report.problems.length > 0) throw new BackupRefusedError(to, report.problems.join('; '))
    settleFile(draft)
    if (existsSync(to)) throw new BackupExistsError(to)
    renameSync(draft, to)
    settleFile(to)
    return report
  } finally {
    rmSync(draft, { force: true })
  }
}

async function copyStore(file: string, to: string): Promise<void> {
  const openSqlite = await loadSqlite()
  const connection = opening(file, () => openSqlite(file, { readOnly: true, timeoutMs: 5000 }))
  try {
    opening(file, () => storeVersion(connection, file))
    connection.exec(`VACUUM INTO ${quoted(to)}`)
  } catch (error) {
    if (sqliteCodeOf(error) === undefined) throw error
    throw new BackupRefusedError(to, error instanceof Error ? error.message : String(error), error)
  } finally {
    connection.close()
  }
}
