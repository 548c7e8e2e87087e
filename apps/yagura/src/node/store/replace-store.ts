import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { StorePresentError } from './copy-errors.ts'
import { loadSqlite, type OpenSqlite } from './sqlite.ts'
import { CannotOpenStoreError } from './store-errors.ts'
import { lockStore, settleFile } from './store-files.ts'

/** A backup that lies beside the store whose place it is to take; the store is locked meanwhile. */
export type PreparedReplacement = {
  /** Where the store that stands there will be kept; undefined where none does. */
  readonly keptAside: string | undefined
  /** Puts it in the place of the store, in one step: at every moment the one or the other stands there, whole. */
  readonly put: () => void
  /** Removes what was not put, and gives the store free. */
  readonly end: () => void
}

/** What is to be known of a replacement besides the two files. */
export type ReplacementOptions = {
  /** Part of the name under which a store that is there is kept aside, `20240705T120000Z`. */
  readonly stamp: string
  /** Whether one may be there. */
  readonly replaces: boolean
  /** Changes the copy before it takes the place. */
  readonly finish?: (openSqlite: OpenSqlite, draft: string) => void
}

/**
 * Copies a backup that was checked beside the store of a file.
 *
 * @throws StorePresentError, StoreInUseError
 */
export async function prepareReplacement(
  backup: string,
  file: string,
  { stamp, replaces, finish }: ReplacementOptions,
): Promise<PreparedReplacement> {
  const openSqlite = await loadSqlite()
  const lock = lockStore(openSqlite, file)
  const draft = `${file}.restored`
  const end = (): void => {
    rmSync(draft, { force: true })
    lock.release()
  }
  try {
    if (existsSync(file) && !replaces) throw new StorePresentError(file)
    copyFileSync(backup, draft)
    chmodSync(draft, 0o600)
    finish?.(openSqlite, draft)
    settleFile(draft)
    const keptAside = existsSync(file) ? `${file}.${stamp}` : undefined
    const put = (): void => {
      if (keptAside !== undefined) keepAside(openSqlite, file, keptAside)
      renameSync(draft, file)
      settleFile(file)
    }
    return { keptAside, put, end }
  } catch (error) {
    end()
    throw error
  }
}

/** Gives a store a second name, under which it stays when another one takes its place. */
function keepAside(openSqlite: OpenSqlite, file: string, aside: string): void {
  bringJournalIn(openSqlite, file)
  if (existsSync(`${file}-wal`)) {
    // A journal belongs to its store by its name alone: one that is left would be taken for the new store's own.
    renameSync(`${file}-wal`, `${aside}-wal`)
  }
  rmSync(`${file}-shm`, { force: true })
  try {
    linkSync(file, aside)
  } catch {
    // A disk without second names: there the store is gone from its place for a moment.
    renameSync(file, aside)
  }
  settleFile(aside)
}

/** Brings into a store what a kill left in its journal; a store that is damaged keeps its journal beside it. */
function bringJournalIn(openSqlite: OpenSqlite, file: string): void {
  try {
    const connection = openSqlite(file, { readOnly: false, timeoutMs: 2000 })
    try {
      connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      connection.close()
    }
  } catch {
    // It is kept as it is.
  }
}

function markOf(file: string): string {
  return `${file}.restoring`
}

/**
 * Does replacements that belong together. A kill between two of them leaves a mark beside the first store, by which neither is opened until
 * they are done again.
 *
 * @param file - The node's store, of which the others are the rest.
 */
export function putTogether(file: string, replacements: readonly PreparedReplacement[]): void {
  writeFileSync(markOf(file), '')
  settleFile(markOf(file))
  for (const { put } of replacements) put()
  rmSync(markOf(file))
  settleFile(file)
}

/** @throws CannotOpenStoreError where only a part of what belongs to a store was put back. */
export function refuseHalfRestored(file: string): void {
  if (!existsSync(markOf(file))) return
  throw new CannotOpenStoreError(
    file,
    'a restore was cut off before all of it was put in place; do it again by `yagura restore FILE --replace`',
  )
}
