import type { ArchiveRow, Store } from '@yagura/core'
import type { NodeMode } from '../context.ts'
import { StoreClosedError } from './change-errors.ts'
import { createCommitQueue } from './commit-queue.ts'
import { prepareChange } from './prepared-change.ts'
import { refuseHalfRestored } from './replace-store.ts'
import { migrations } from './schema.ts'
import { loadSqlite } from './sqlite.ts'
import { opening, type StorePlace } from './store-connection.ts'
import { createStoreDisk, type StoreDisk } from './store-disk.ts'
import { lockStore, makePrivateFile, storeFile } from './store-files.ts'
import type { StoreReader } from './store-reader.ts'
import { openSession } from './store-session.ts'

/** Where a store lies, and what it is of. */
export type StoreOptions = {
  readonly dataFolder: string
  readonly mode: NodeMode
}

/**
 * Opens the store of a node: one file of SQLite in the data folder, made where it is absent, readable by its owner only.
 *
 * Small changes of one turn of the event loop share a transaction and a flush. A change with many archive rows is
 * handed to SQLite in slices, one a turn, that count only with its last transaction; other changes are written between
 * its slices unless they write the same documents or archive rows too.
 *
 * @throws StoreInUseError where another process has it.
 * @throws StoreVersionError, StoreDamagedError, CannotOpenStoreError where it cannot be used.
 */
export async function openStore({ dataFolder, mode }: StoreOptions): Promise<Store> {
  const file = storeFile(dataFolder, mode)
  refuseHalfRestored(file)
  return openStoreAt({ file, mode, steps: migrations, isTrimmed: true })
}

/** Opens the store of a file, see `openStore`. */
export async function openStoreAt(place: StorePlace): Promise<Store> {
  const { file } = place
  const openSqlite = await loadSqlite()
  const lock = lockStore(openSqlite, file)
  try {
    makePrivateFile(file)
    const disk = createStoreDisk(file, () => {
      lock.renew()
      return openSession(openSqlite, place)
    })
    return storeOn(file, disk, lock.release)
  } catch (error) {
    lock.release()
    throw error
  }
}

function storeOn(file: string, disk: StoreDisk, release: () => void): Store {
  const queue = createCommitQueue(disk)
  let closing: Promise<void> | undefined
  const read = <Result>(ask: (reader: StoreReader) => Result): Result => opening(file, () => disk.read(ask))
  return {
    commit: async (change) => {
      if (closing !== undefined) throw new StoreClosedError(file)
      return await queue.add(prepareChange(change))
    },
    get: (collection, id) => read((reader) => reader.get(collection, id)),
    list: (collection) => read((reader) => reader.list(collection)),
    readLog: (question) => read((reader) => reader.readLog(question)),
    readLogByTime: (span) => read((reader) => reader.readLogByTime(span)),
    lastSeq: () => disk.session().state().lastSeq,
    readArchive: (collection, prefix) => eachRow(file, disk, collection, prefix),
    close: () => {
      closing ??= queue.end().finally(release)
      return closing
    },
  }
}

function* eachRow(
  file: string,
  disk: StoreDisk,
  collection: string,
  prefix: string | undefined,
): IterableIterator<ArchiveRow> {
  // Only the first question can be asked anew on another connection: by the next ones rows are out already.
  const { rows, first } = opening(file, () =>
    disk.read((reader) => {
      const begun = reader.readArchive(collection, prefix)
      return { rows: begun, first: begun.next() }
    }),
  )
  for (let next = first; next.done !== true; next = opening(file, () => rows.next())) yield next.value
}
