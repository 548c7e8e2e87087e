import { existsSync, renameSync, rmSync } from 'node:fs'
import { BackupExistsError, BackupRefusedError, StoreAbsentError } from './copy-errors.ts'
import { loadSqlite, quoted, sqliteCodeOf } from './sqlite.ts'
import { opening, storeVersion } from './store-connection.ts'
import { makePrivateFile, settleFile } from './store-files.ts'

/** A backup that is checked and on stable storage, and does not bear its name yet. */
export type DraftedCopy<Report> = {
  readonly report: Report
  /** Gives it its name: after that it is there, whole. */
  readonly publish: () => void
  /** Removes what was not published. */
  readonly discard: () => void
}

/**
 * Writes a store, as it is at one moment, into a draft beside the file that is to hold it, and checks it. The node may be running.
 *
 * @param file - The store, in any form.
 * @param to - Readable by its owner only, where the disk keeps such rights.
 * @param check - Looks through the draft.
 * @throws StoreAbsentError, BackupExistsError, BackupRefusedError
 */
export async function draftCopy<Report extends { readonly problems: readonly string[] }>(
  file: string,
  to: string,
  check: (draft: string) => Promise<Report>,
): Promise<DraftedCopy<Report>> {
  if (!existsSync(file)) throw new StoreAbsentError(file)
  if (existsSync(to)) throw new BackupExistsError(to)
  const draft = `${to}.${process.pid}.part`
  const discard = (): void => rmSync(draft, { force: true })
  try {
    makePrivateFile(draft)
    await copyStore(file, draft, to)
    const report = await check(draft)
    if (report.problems.length > 0) throw new BackupRefusedError(to, report.problems.join('; '))
    settleFile(draft)
    const publish = (): void => {
      if (existsSync(to)) throw new BackupExistsError(to)
      renameSync(draft, to)
      settleFile(to)
    }
    return { report, publish, discard }
  } catch (error) {
    discard()
    throw error
  }
}

async function copyStore(file: string, draft: string, to: string): Promise<void> {
  const openSqlite = await loadSqlite()
  const connection = opening(file, () => openSqlite(file, { readOnly: true, timeoutMs: 5000 }))
  try {
    opening(file, () => storeVersion(connection, file))
    connection.exec(`VACUUM INTO ${quoted(draft)}`)
  } catch (error) {
    if (sqliteCodeOf(error) === undefined) throw error
    throw new BackupRefusedError(to, error instanceof Error ? error.message : String(error), error)
  } finally {
    connection.close()
  }
}
