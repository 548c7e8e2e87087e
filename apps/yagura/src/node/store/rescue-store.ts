import { renameSync, rmSync } from 'node:fs'
import { quoted, type SqlConnection } from './sqlite.ts'
import { makePrivateFile, settleFile } from './store-files.ts'

/**
 * Writes a store anew whose file was removed while it is open: all of it can still be read by the open connection, and
 * would be lost with it. Takes as long as the store is large.
 *
 * @param connection - The only one; close it after the new file was opened.
 * @param file - Where the store stood; nothing stands there now.
 */
export function rescueStore(connection: SqlConnection, file: string): void {
  const draft = `${file}.rescued`
  rmSync(draft, { force: true })
  makePrivateFile(draft)
  connection.exec(`VACUUM INTO ${quoted(draft)}`)
  settleFile(draft)
  // They belong to the file that was removed: the new one would take them for its own.
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  renameSync(draft, file)
  settleFile(file)
}
