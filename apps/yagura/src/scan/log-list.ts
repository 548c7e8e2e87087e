import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UnreadableFileError } from '../cli/errors.ts'

/** Is told of a file or folder that was named, or lies in one that was, and cannot be opened. */
export type TellUnreadable = (error: UnreadableFileError) => void

/**
 * The logs that were named: a folder stands for the files in it and below it, in order of their names; names that begin with a dot are
 * left out.
 *
 * @param names - Paths, or `-` for standard input.
 * @param tell - Where it returns, the rest is listed all the same.
 * @throws UnreadableFileError where there is no such file or folder, and nobody is to be told.
 */
export async function listLogs(names: readonly string[], tell: TellUnreadable = refuse): Promise<readonly string[]> {
  const lists: (readonly string[])[] = []
  for (const name of names) lists.push(name === '-' ? ['-'] : await filesAt(name, tell))
  return lists.flat()
}

function refuse(error: UnreadableFileError): void {
  throw error
}

async function filesAt(path: string, tell: TellUnreadable): Promise<readonly string[]> {
  const status = await asked(path, stat(path), tell)
  if (status === undefined) return []
  return status.isDirectory() ? (await filesBelow(path, tell)).toSorted() : [path]
}

async function filesBelow(folder: string, tell: TellUnreadable): Promise<readonly string[]> {
  const entries = (await asked(folder, readdir(folder, { withFileTypes: true }), tell)) ?? []
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await filesBelow(path, tell)))
    else if (entry.isFile() && !entry.name.startsWith('.')) files.push(path)
  }
  return files
}

async function asked<Answer>(path: string, answer: Promise<Answer>, tell: TellUnreadable): Promise<Answer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof Error)) throw error
    tell(new UnreadableFileError(path, error))
    return undefined
  }
}
