import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type AddedLines, addedLines, placeAtEnd } from './followed-file.ts'
import type { FilePlace, StoredInput } from './stored-input.ts'

/** Files of an input, followed through additions, rotation and truncation. */
export type FollowedFiles = {
  /**
   * Reads what was added since the last time, file by file.
   *
   * @param take - Receives each block with the places of all files once it is done; the next one waits for it.
   * @returns How many files there are.
   */
  readonly look: (take: (added: AddedLines, places: readonly FilePlace[]) => Promise<void>) => Promise<number>
}

/**
 * Follows a file, or all files of a folder but those that are packed or hidden. A file is known by its number, so that one that was
 * renamed is read to its end before the new one of its name.
 *
 * @param stored - Where the files stood.
 */
export function followFiles({ kind, format, location }: StoredInput, stored: readonly FilePlace[]): FollowedFiles {
  let places = stored
  return {
    look: async (take) => {
      const files = kind === 'folder' ? await filesIn(location) : await fileAndRotated(location, places)
      const numbers = new Set(files.map(({ inode }) => inode))
      places = places.filter(({ inode }) => numbers.has(inode))
      for (const { path, inode } of files) {
        const known = places.find((place) => place.inode === inode)
        for await (const added of addedLines(path, format, known)) {
          const others = places.filter((place) => place.inode !== added.place.inode)
          const next = [...others, added.place]
          await take(added, next)
          places = next
        }
      }
      return files.length
    },
  }
}

/** Where the files of a new input stand whose earlier lines are not wanted. */
export async function placesAtEnd({ kind, location }: StoredInput): Promise<readonly FilePlace[]> {
  const files = kind === 'folder' ? await filesIn(location) : await fileAndRotated(location, [])
  return Promise.all(files.map(({ path }) => placeAtEnd(path)))
}

type FoundFile = { readonly path: string; readonly inode: number; readonly modifiedMs: number }

/** The oldest first, so that a file that was rotated away comes before the one in its place. */
async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && !/\.(?:gz|zst|xz|bz2)$/.test(name))
  const files = await Promise.all(names.map((name) => fileAt(join(folder, name))))
  return files.flat().toSorted((one, other) => one.modifiedMs - other.modifiedMs)
}

async function fileAndRotated(path: string, places: readonly FilePlace[]): Promise<readonly FoundFile[]> {
  const [file] = await fileAt(path)
  const isRotated = places.some(({ inode }) => inode !== file?.inode)
  if (!isRotated) return file === undefined ? [] : [file]
  const before = (await filesIn(dirname(path))).filter(
    ({ inode }) => inode !== file?.inode && places.some((place) => place.inode === inode),
  )
  return file === undefined ? before : [...before, file]
}

async function fileAt(path: string): Promise<readonly FoundFile[]> {
  try {
    const facts = await stat(path)
    return facts.isFile() ? [{ path, inode: facts.ino, modifiedMs: facts.mtimeMs }] : []
  } catch (error) {
    // Between two looks a log may be away for a moment.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
