import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readWarningList, type WarningList } from '@yagura/cyber'
import { WarningListError } from './errors.ts'
import { filesBelow } from './files-below.ts'

/** A file of the folder as a page shows it. */
export type WarningListFile = {
  /** Its path below the folder. */
  readonly id: string
  /** Of the list; of the file where it cannot be read. */
  readonly name: string
  readonly type: WarningList['type'] | undefined
  readonly entries: number
  /** When the file was written, Unix time, ms. */
  readonly writtenMs: number
  /** Why it is not used. */
  readonly problem: string | undefined
}

/** Warning lists as files of a folder, one in each: put there by hand, or handed in. */
export type WarningListFolder = {
  /** Paths of the files. */
  readonly files: () => Promise<readonly string[]>
  /** All lists that can be read, and why others cannot. */
  readonly readAll: () => Promise<{ readonly lists: readonly WarningList[]; readonly problems: readonly string[] }>
  readonly list: () => Promise<readonly WarningListFile[]>
  /**
   * Keeps a list in the form of MISP's; one of the same name is replaced.
   *
   * @throws WarningListError where it is none.
   */
  readonly add: (text: string) => Promise<WarningListFile>
  /** @throws WarningListError where there is no such file. */
  readonly remove: (id: string) => Promise<WarningListFile>
}

const ending = /\.json$/

/** Opens the folder, which is made. */
export async function openWarningListFolder(folder: string): Promise<WarningListFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = new Map<string, WarningListFile>()
  const files = () => filesBelow(folder, ending)
  const fileOf = async (path: string): Promise<WarningListFile> => {
    const { mtimeMs: writtenMs } = await stat(path)
    const before = known.get(path)
    if (before?.writtenMs === writtenMs) return before
    const read = await readList(path)
    const id = relative(folder, path)
    const file: WarningListFile =
      typeof read === 'string'
        ? { id, name: id, type: undefined, entries: 0, writtenMs, problem: read }
        : { id, name: read.name, type: read.type, entries: read.values.length, writtenMs, problem: undefined }
    known.set(path, file)
    return file
  }
  const list = async () => Promise.all((await files()).map(fileOf))
  return {
    ...{ files, list },
    readAll: async () => {
      const read = await Promise.all((await files()).map(async (path) => [path, await readList(path)] as const))
      return {
        lists: read.flatMap(([, each]) => (typeof each === 'string' ? [] : [each])),
        problems: read.flatMap(([path, each]) => (typeof each === 'string' ? [`${path}: ${each}`] : [])),
      }
    },
    add: async (text) => {
      const read = listIn(text)
      if (typeof read === 'string') throw new WarningListError(`it is no warning list: ${read}`)
      const replaced = (await list()).find(({ name }) => name === read.name)
      const path = join(folder, replaced?.id ?? fileNameOf(read.name))
      // Written beside it first: whoever reads meanwhile has the one or the other.
      const written = `${path}.new`
      await writeFile(written, text, { mode: 0o600 })
      await rename(written, path)
      known.delete(path)
      return fileOf(path)
    },
    remove: async (id) => {
      const file = (await list()).find((one) => one.id === id)
      if (file === undefined) throw new WarningListError(`there is no list ${id} that can be removed`)
      await rm(join(folder, file.id), { force: true })
      return file
    },
  }
}

/** A name that says which list it is, and that no two lists have. */
function fileNameOf(name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
  return `${words}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}.json`
}

async function readList(path: string): Promise<WarningList | string> {
  try {
    return listIn(await readFile(path, 'utf8'))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function listIn(text: string): WarningList | string {
  try {
    return readWarningList(JSON.parse(text))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
