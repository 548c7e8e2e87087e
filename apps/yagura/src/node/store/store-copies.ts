import { statSync } from 'node:fs'
import type { Store, StoredDocument } from '@yagura/core'
import { type OpenSqlite, quoted } from './sqlite.ts'

const collection = 'store-file'
const id = 'place'
/** No file has it: by it a store is known to be a copy wherever it lies. */
const restored = 'restored'

/**
 * What tells the file of a store from every copy of it: its number on the disk and the time at which it was made. The number of the
 * disk itself may be another after each start of a machine.
 */
function identityOf(file: string): string {
  const { ino, birthtimeNs } = statSync(file, { bigint: true })
  return `${ino}:${birthtimeNs}`
}

/**
 * Whether a store is another file than the one that the node last ran on: a backup that was put back, or a copy. A disk or a machine that
 * was set back as a whole is not noticed. A store in which no file was noted yet counts as the one that it was.
 *
 * @param file - Of the store, which is open.
 * @returns Also what is to be committed so that the file is known the next time; nothing where it is known.
 */
export function lookForCopy(
  store: Pick<Store, 'get'>,
  file: string,
): { readonly isCopy: boolean; readonly note: readonly StoredDocument[] } {
  const identity = identityOf(file)
  const kept = store.get(collection, id)
  const before =
    typeof kept === 'object' && kept !== null && 'identity' in kept && typeof kept.identity === 'string'
      ? kept.identity
      : undefined
  if (before === identity) return { isCopy: false, note: [] }
  return { isCopy: before !== undefined, note: [{ collection, id, body: { identity } }] }
}

/** Marks the file of a store that no process uses as a copy, whoever puts it into whatever place. */
export function markCopy(openSqlite: OpenSqlite, file: string): void {
  const connection = openSqlite(file, { readOnly: false, timeoutMs: 2000 })
  try {
    const body = quoted(JSON.stringify({ identity: restored }))
    connection.exec(`INSERT INTO documents (collection, id, body) VALUES (${quoted(collection)}, ${quoted(id)}, ${body})
      ON CONFLICT DO UPDATE SET body = excluded.body`)
  } finally {
    connection.close()
  }
}
