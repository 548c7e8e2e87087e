import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { StoreAbsentError } from '../node/store/copy-errors.ts'
import { storeFile } from '../node/store/store-files.ts'

/**
 * The folder in which a node keeps its data.
 *
 * @param asked - `--data` as typed; without it `$YAGURA_DATA`, else `$XDG_DATA_HOME/yagura`, else `~/.local/share/yagura`.
 * @returns An absolute path; the folder need not be there.
 */
export function dataFolderOf(asked: string | undefined): string {
  const { YAGURA_DATA: own = '', XDG_DATA_HOME: shared = '' } = process.env
  if (asked !== undefined && asked !== '') return resolve(asked)
  if (own !== '') return resolve(own)
  return resolve(shared === '' ? join(homedir(), '.local/share') : shared, 'yagura')
}

/**
 * The stores that lie in a data folder.
 *
 * @throws StoreAbsentError where there is none.
 */
export function storesIn(dataFolder: string): readonly string[] {
  const files = storesIfAny(dataFolder)
  if (files.length === 0) throw new StoreAbsentError(dataFolder)
  return files
}

/** The same, also where there is none. */
export function storesIfAny(dataFolder: string): readonly string[] {
  const modes = ['REAL', 'SIMULATED'] as const
  return modes.map((mode) => storeFile(dataFolder, mode)).filter((file) => existsSync(file))
}

/** An instant as part of a file's name: `20240705T120000Z`. */
export function fileStamp(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '')
}
