import { existsSync } from 'node:fs'
import { backupStore } from './backup-store.ts'
import { checkStore } from './check-store.ts'
import { StoreAbsentError } from './copy-errors.ts'
import { type Migration, migrate, migrations } from './schema.ts'
import { loadSqlite, type OpenSqlite } from './sqlite.ts'
import { opening, storeVersion } from './store-connection.ts'
import { StoreDamagedError, StoreVersionError } from './store-errors.ts'
import { lockStore } from './store-files.ts'

/** What an upgrade did. */
export type Upgraded = {
  readonly fromVersion: number
  readonly toVersion: number
  /** The store as it was; undefined where it had the newest form already. */
  readonly keptAside: string | undefined
}

/** What an upgrade needs to know of a kind of store. */
export type UpgradedKind = {
  /** Forms that are known, from the first. */
  readonly steps: readonly Migration[]
  /** Looks through a store; of one in an older form at its structure. */
  readonly check: (file: string) => Promise<{ readonly problems: readonly string[] }>
}

/** The store of the node itself. */
export const nodeStoreKind: UpgradedKind = { steps: migrations, check: checkStore }

/**
 * Brings a store to the newest form, in one transaction; a copy in the old form is made first. No node may run on it.
 *
 * @param stamp - Part of the name of the copy, `20240705T120000Z`.
 * @throws StoreAbsentError, StoreInUseError, StoreVersionError (a newer form), StoreDamagedError
 */
export async function upgradeStore(file: string, stamp: string, { steps, check }: UpgradedKind): Promise<Upgraded> {
  if (!existsSync(file)) throw new StoreAbsentError(file)
  const openSqlite = await loadSqlite()
  const lock = lockStore(openSqlite, file)
  try {
    const fromVersion = knownVersionOf(openSqlite, file, steps)
    const toVersion = steps.length
    if (fromVersion === toVersion || fromVersion === 0) return { fromVersion, toVersion, keptAside: undefined }
    const keptAside = `${file}.form-${fromVersion}.${stamp}`
    await backupStore(file, keptAside, check)
    migrateFile(openSqlite, file, fromVersion, steps)
    const { problems } = await check(file)
    if (problems.length > 0)
      throw new StoreDamagedError(file, `${problems.join('; ')}; ${keptAside} holds it as it was`)
    return { fromVersion, toVersion, keptAside }
  } finally {
    lock.release()
  }
}

/**
 * Refuses a store on which a node runs, one that a newer Yagura wrote, and what is none; changes nothing.
 * @throws StoreInUseError, StoreVersionError, StoreDamagedError
 */
export async function refuseUnusable(file: string, { steps }: UpgradedKind): Promise<void> {
  const openSqlite = await loadSqlite()
  lockStore(openSqlite, file).release()
  knownVersionOf(openSqlite, file, steps)
}

function knownVersionOf(openSqlite: OpenSqlite, file: string, steps: readonly Migration[]): number {
  const version = versionOf(openSqlite, file)
  if (version > steps.length) throw new StoreVersionError(file, version, steps.length)
  return version
}

function versionOf(openSqlite: OpenSqlite, file: string): number {
  return opening(file, () => {
    const connection = openSqlite(file, { readOnly: true, timeoutMs: 2000 })
    try {
      return storeVersion(connection, file)
    } finally {
      connection.close()
    }
  })
}

function migrateFile(openSqlite: OpenSqlite, file: string, fromVersion: number, steps: readonly Migration[]): void {
  opening(file, () => {
    const connection = openSqlite(file, { readOnly: false, timeoutMs: 2000 })
    try {
      connection.exec('PRAGMA synchronous = FULL')
      migrate(connection, fromVersion, steps)
    } finally {
      connection.close()
    }
  })
}
