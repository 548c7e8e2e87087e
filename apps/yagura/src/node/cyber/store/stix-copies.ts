import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import type { NodeMode } from '../../context.ts'
import { BackupExistsError, BackupRefusedError, StorePresentError } from '../../store/copy-errors.ts'
import { loadSqlite, quoted, type SqlConnection } from '../../store/sqlite.ts'
import { opening, storeVersion } from '../../store/store-connection.ts'
import { lockStore, makePrivateFile, settleFile } from '../../store/store-files.ts'
import { numberOf, readMode, textOf } from '../../store/store-state.ts'

/** What a check of a store of STIX objects found. */
export type StixStoreReport = {
  readonly version: number
  readonly mode: NodeMode
  readonly objects: number
  readonly versions: number
  /** One sentence each; none where the store is whole. */
  readonly problems: readonly string[]
}

const mostProblems = 20

/** The file beside a backup of a node’s store that holds its STIX objects. */
export function stixBackupFile(backup: string): string {
  return `${backup}.cyber`
}

/** Looks through a store of STIX objects; the node may be running. */
export async function checkStixStore(file: string): Promise<StixStoreReport> {
  const openSqlite = await loadSqlite()
  return opening(file, () => {
    const connection = openSqlite(file, { readOnly: true, timeoutMs: 5000 })
    try {
      connection.exec('BEGIN')
      const problems = connection
        .prepare(`PRAGMA integrity_check(${mostProblems})`)
        .all()
        .map((row) => textOf(row, 'integrity_check'))
        .filter((text) => text !== 'ok')
      return {
        version: storeVersion(connection, file),
        mode: readMode(connection),
        objects: count(connection, 'objects'),
        versions: count(connection, 'versions'),
        problems: [...problems, ...missing(connection)],
      }
    } finally {
      connection.close()
    }
  })
}

/** @returns Whether a store of STIX objects holds any. */
export async function isStixStoreFilled(file: string): Promise<boolean> {
  const openSqlite = await loadSqlite()
  return opening(file, () => {
    const connection = openSqlite(file, { readOnly: true, timeoutMs: 5000 })
    try {
      return (
        storeVersion(connection, file) > 0 && connection.prepare('SELECT 1 FROM versions LIMIT 1').get() !== undefined
      )
    } finally {
      connection.close()
    }
  })
}

/** Every object has its newest version, and every version a text that is JSON. */
function missing(connection: SqlConnection): readonly string[] {
  const lost = count(connection, 'objects o WHERE NOT EXISTS (SELECT 1 FROM versions WHERE seq = o.seq)')
  const unreadable = count(connection, 'versions WHERE NOT json_valid(body)')
  return [
    ...(lost === 0 ? [] : [`${lost} objects have lost their newest version`]),
    ...(unreadable === 0 ? [] : [`${unreadable} versions are no JSON`]),
  ]
}

function count(connection: SqlConnection, from: string): number {
  return numberOf(connection.prepare(`SELECT count(*) AS n FROM ${from}`).get() ?? {}, 'n')
}

/**
 * Writes a store of STIX objects, as it is at one moment, into one file, and checks it; the node may be running.
 * @throws BackupExistsError, BackupRefusedError
 */
export async function backupStixStore(file: string, to: string): Promise<StixStoreReport> {
  if (existsSync(to)) throw new BackupExistsError(to)
  const draft = `${to}.${process.pid}.part`
  try {
    makePrivateFile(draft)
    const openSqlite = await loadSqlite()
    const connection = opening(file, () => openSqlite(file, { readOnly: true, timeoutMs: 5000 }))
    try {
      opening(file, () => connection.exec(`VACUUM INTO ${quoted(draft)}`))
    } finally {
      connection.close()
    }
    const report = await checkStixStore(draft)
    if (report.problems.length > 0) throw new BackupRefusedError(to, report.problems.join('; '))
    settleFile(draft)
    renameSync(draft, to)
    settleFile(to)
    return report
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Puts a backup of STIX objects in the place of the store of its mode, after it was checked. No node may run on it.
 *
 * @param to - `target` is the store of the mode of the backup, `stamp` part of the name under which a store that is there is
 *   kept aside, `replaces` whether one may be there.
 * @returns Where that is kept; undefined where there was none.
 * @throws BackupRefusedError, StorePresentError, StoreInUseError
 */
export async function restoreStixStore(
  backup: string,
  to: { readonly target: string; readonly stamp: string; readonly replaces: boolean },
): Promise<string | undefined> {
  const { target, stamp, replaces } = to
  const { problems } = await checkStixStore(backup)
  if (problems.length > 0) throw new BackupRefusedError(backup, problems.join('; '))
  const lock = lockStore(await loadSqlite(), target)
  try {
    if (existsSync(target) && !replaces) throw new StorePresentError(target)
    const draft = `${target}.restored`
    copyFileSync(backup, draft)
    chmodSync(draft, 0o600)
    settleFile(draft)
    const keptAside = existsSync(target) ? `${target}.${stamp}` : undefined
    if (keptAside !== undefined) renameSync(target, keptAside)
    // A journal belongs to its store by its name alone.
    if (existsSync(`${target}-wal`)) renameSync(`${target}-wal`, `${target}.${stamp}-wal`)
    rmSync(`${target}-shm`, { force: true })
    renameSync(draft, target)
    settleFile(target)
    return keptAside
  } finally {
    lock.release()
  }
}
