import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Store } from '@yagura/core'
import { entryBundlePath, parseOrigin, tilePath, tilesOfGrowth } from '@yagura/record'
import { readLogFile } from '../channels/serve-log.ts'
import type { HeldLog } from '../channels/stored-log.ts'
import type { NamedDataset } from '../datasets/dataset-index.ts'
import type { Datasets } from '../datasets/datasets.ts'
import { blobPath } from '../datasets/fetch-blob.ts'
import { CarriedMediaError } from '../errors.ts'
import type { FileSource } from '../pull/remote-log.ts'

/** A file of a log on its way to a carried folder: where it stands below it, and its bytes. */
export type CarriedFile = { readonly path: string; readonly bytes: Uint8Array }

/**
 * The files by which a partner without a network gets a log: the same, in the same places, as it would fetch. The checkpoint comes
 * last, so that a folder that was cut short has none that promises more than is there.
 */
export function* carriedFiles(store: Store, held: HeldLog): Generator<CarriedFile> {
  const fileOf = (path: string): CarriedFile => {
    const file = readLogFile(store, held, path)
    if (file === undefined) throw new CarriedMediaError(`${path} of ${held.head.origin} cannot be read`)
    return { path: `t/${held.head.origin}/${path}`, bytes: file.bytes }
  }
  for (const address of tilesOfGrowth(0, held.head.size)) {
    const { index, width } = address
    yield fileOf(address.kind === 'entries' ? entryBundlePath(index, width) : tilePath(address.level, index, width))
  }
  yield fileOf('checkpoint')
}

/** The parts of datasets, in the same places as a partner would fetch them from. */
export function* carriedBlobs(datasets: readonly NamedDataset[], read: Datasets['read']): Generator<CarriedFile> {
  for (const one of datasets) {
    let part = 0
    for (const bytes of read(one)) {
      yield { path: blobPath(one.data.blob, part).slice(1), bytes }
      part += 1
    }
  }
}

/** Writes files below a folder. @throws CarriedMediaError (rejects) */
export async function writeCarried(folder: string, files: Iterable<CarriedFile>): Promise<number> {
  let count = 0
  try {
    for (const { path, bytes } of files) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
      count += 1
    }
  } catch (cause) {
    if (cause instanceof CarriedMediaError) throw cause
    throw new CarriedMediaError(`${folder} cannot be written: ${cause instanceof Error ? cause.message : cause}`, cause)
  }
  return count
}

/** @returns Origins of the logs that lie in a carried folder. @throws CarriedMediaError (rejects) */
export async function listCarried(folder: string): Promise<readonly string[]> {
  const root = join(folder, 't')
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name === 'checkpoint')
      .map((entry) => relative(root, entry.parentPath).split(sep).join('/'))
      .filter((origin) => parseOrigin(origin).ok)
      .sort()
  } catch (cause) {
    throw new CarriedMediaError(`${folder} holds no logs: ${cause instanceof Error ? cause.message : cause}`, cause)
  }
}

const okStatus = 200
const absent = { status: 404, body: new Uint8Array(0) }

/**
 * A carried folder, asked as a partner is asked. Paths come from names of logs and tiles alone, which hold no `..`; a file that is larger
 * than what is asked for is not read. What is there and cannot be read rejects with a CarriedMediaError.
 */
export function carriedSource(folder: string): FileSource {
  return {
    get: async (path, mostBytes) => {
      const file = join(folder, path)
      try {
        const { size } = await stat(file)
        return size > mostBytes ? absent : { status: okStatus, body: await readFile(file) }
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
          return absent
        throw new CarriedMediaError(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, cause)
      }
    },
  }
}
