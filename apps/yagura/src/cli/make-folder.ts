import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { FolderUnusableError } from './errors.ts'

/**
 * Makes a folder for its owner alone where it is not there yet.
 *
 * @param option - The option that names it: `--data`.
 * @throws FolderUnusableError where it cannot be made, or this account may not write into it.
 */
export async function makeFolder(folder: string, option: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw cause instanceof Error && 'syscall' in cause ? new FolderUnusableError(folder, option, cause) : cause
  }
}
