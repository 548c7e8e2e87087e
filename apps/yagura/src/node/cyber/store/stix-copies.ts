import type { NodeMode } from '../../context.ts'
import { BackupRefusedError } from '../../store/copy-errors.ts'
import { type DraftedCopy, draftCopy } from '../../store/draft-copy.ts'
import { type PreparedReplacement, prepareReplacement, type ReplacementOptions } from '../../store/replace-store.ts'
import { loadSqlite, type OpenSqlite, type SqlConnection } from '../../store/sqlite.ts'
import { opening, storeVersion } from '../../store/store-connection.ts'
import { StoreDamagedError, StoreVersionError } from '../../store/store-errors.ts'
import { numberOf, readMode, textOf } from '../../store/store-state.ts'
import type { UpgradedKind } from '../../store/upgrade-store.ts'
import { stixMigrations } from './stix-schema.ts'

/** What a check of a store of STIX objects found. */
export type StixStoreReport = {
  readonly version: number
  /** Undefined of a store in a newer form. Of one in another form nothing else is known. */
  readonly mode: NodeMode | undefined
  readonly objects: number
  readonly versions: number
  /** One sentence each; none where the store is whole. */
  readonly problems: readonly string[]
}

const mostProblems = 20
const unread = { mode: undefined, objects: 0, versions: 0 } as const

/** The file beside a backup of a node’s store that holds its STIX objects. */
export function stixBackupFile(backup: string): string {
  return `${backup}.cyber`
}

/** Looks through a store of STIX objects, of one in another form only at its structure; the node may be running. */
export async function checkStixStore(file: string): Promise<StixStoreReport> {
  const openSqlite = await loadSqlite()
  try {
    return opening(file, () => checkOpened(openSqlite, file))
  } catch (error) {
    if (!(error instanceof StoreDamagedError)) throw error
    return { ...unread, version: 0, problems: [error.message] }
  }
}

function checkOpened(openSqlite: OpenSqlite, file: string): StixStoreReport {
  const connection = openSqlite(file, { readOnly: true, timeoutMs: 5000 })
  try {
    connection.exec('BEGIN')
    const problems = connection
      .prepare(`PRAGMA integrity_check(${mostProblems})`)
      .all()
      .map((row) => textOf(row, 'integrity_check'))
      .filter((text) => text !== 'ok')
    const version = storeVersion(connection, file)
    if (version === 0) return { ...unread, version, problems: ['the file is empty'] }
    if (problems.length > 0 || version > stixMigrations.length) return { ...unread, version, problems }
    // Every form keeps its mode in the same place.
    if (version < stixMigrations.length) return { ...unread, version, mode: readMode(connection), problems }
    return {
      version,
      mode: readMode(connection),
      objects: count(connection, 'objects'),
      versions: count(connection, 'versions'),
      problems: missing(connection),
    }
  } finally {
    connection.close()
  }
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
 * Writes a store of STIX objects, as it is at one moment, into a draft, and checks it; the node may be running.
 * @throws BackupExistsError, BackupRefusedError
 */
export function draftStixCopy(file: string, to: string): Promise<DraftedCopy<StixStoreReport>> {
  return draftCopy(file, to, checkStixStore)
}

/**
 * Checks a backup of STIX objects and lays it beside the store whose place it is to take. No node may run on it.
 *
 * @param target - The store of STIX objects of a mode, which the backup has to be of.
 * @throws BackupRefusedError, StoreVersionError, StoreDamagedError, StorePresentError, StoreInUseError
 */
export async function prepareStixRestore(
  backup: string,
  { target, mode, ...how }: { readonly target: string; readonly mode: NodeMode } & ReplacementOptions,
): Promise<PreparedReplacement & { readonly isOlderForm: boolean }> {
  const { version, mode: found, problems } = await checkStixStore(backup)
  if (problems.length > 0) throw new BackupRefusedError(backup, problems.join('; '))
  if (version > stixMigrations.length) throw new StoreVersionError(backup, version, stixMigrations.length)
  if (found !== mode)
    throw new BackupRefusedError(backup, `it is of a ${found} node, and the other store of one ${mode}`)
  return { ...(await prepareReplacement(backup, target, how)), isOlderForm: version < stixMigrations.length }
}

/** Stores of STIX objects, for an upgrade. */
export const stixStoreKind: UpgradedKind = { steps: stixMigrations, check: checkStixStore }
