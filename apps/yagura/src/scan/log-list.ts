import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UnreadableFileError } from '../cli/errors.ts'

/**
 * The logs that were named: a folder stands for the files in it and below it, in order of their names; names that begin with a dot are
 * left out.
 *
 * @param names - Paths, or `-` for standard input.
 * @throws UnreadableFileError where there is no such file or folder.
 */
export async function listLogs(names: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(names.map((name) => (name === '-' ? ['-'] : filesAt(name))))
  return lists.flat()
}

async function filesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
  } catch (error) {
    throw error instanceof Error ? new UnreadableFileError(path, error) : error
  }
}
