import type { ArchiveRow, Change, Committed, Store } from '@yagura/core'
import type { NodeMode } from '../context.ts'
import { createCommitQueue } from './commit-queue.ts'
import { type PreparedChange, prepareChange } from './prepared-change.ts'
import { type Migration, migrations } from './schema.ts'
import { loadSqlite } from './sqlite.ts'
import { opening } from './store-connection.ts'
import { StoreClosedError } from './store-errors.ts'
import { lockStore, makePrivateFile, storeFile } from './store-files.ts'
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
export async function openStore(options: StoreOptions): Promise<Store> {
  return openStoreFile(storeFile(options.dataFolder, options.mode), migrations)
}

/**
 * Opens the store of a file.
 *
 * @param steps - Forms of the store that are known; the last is the one that is wanted.
 */
export async function openStoreFile(file: string, steps: readonly Migration[]): Promise<Store> {
  const openSqlite = await loadSqlite()
  const release = lockStore(openSqlite, file)
  try {
    makePrivateFile(file)
    const queue = createCommitQueue(file, () => openSession(openSqlite, file, steps))
    return storeOn(file, queue, release)
  } catch (error) {
    release()
    throw error
  }
}

function storeOn(file: string, queue: ReturnType<typeof createCommitQueue>, release: () => void): Store {
  let closing: Promise<void> | undefined
  const reading = <Result>(read: (reader: ReturnType<typeof queue.session>['reader']) => Result): Result =>
    opening(file, () => read(queue.session().reader))
  const commit = async (change: Change): Promise<Committed> => {
    if (closing !== undefined) throw new StoreClosedError(file)
    const prepared: PreparedChange = prepareChange(change)
    return await queue.add(prepared)
  }
  return {
    commit,
    get: (collection, id) => reading((reader) => reader.get(collection, id)),
    list: (collection) => reading((reader) => reader.list(collection)),
    readLog: (question) => reading((reader) => reader.readLog(question)),
    lastSeq: () => queue.session().state().lastSeq,
    readArchive: (collection, prefix) =>
      eachRow(
        file,
        reading((reader) => reader.readArchive(collection, prefix)),
      ),
    close: () => {
      closing ??= queue.end().finally(release)
      return closing
    },
  }
}

function* eachRow(file: string, rows: IterableIterator<ArchiveRow>): IterableIterator<ArchiveRow> {
  for (;;) {
    const next = opening(file, () => rows.next())
    if (next.done === true) return
    yield next.value
  }
}
