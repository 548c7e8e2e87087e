import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** Files that were handed in and wait to be imported; they outlive a restart. */
export type ImportSpool = {
  /** Keeps a file until it is removed. @returns Its length, bytes. */
  readonly keep: (name: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<number>
  /**
   * Opens a kept file, unpacked where it is gzip.
   * @param read - Told how many bytes of the file as it is kept have been read.
   */
  readonly open: (name: string, read: (bytes: number) => void) => AsyncIterable<Uint8Array>
  readonly length: (name: string) => Promise<number>
  readonly remove: (name: string) => Promise<void>
  /** Removes what nobody waits for. */
  readonly removeOthers: (names: ReadonlySet<string>) => Promise<void>
}

/** The first two bytes of gzip. Source: RFC 1952 §2.3.1. */
const gzipMagic = [0x1f, 0x8b] as const

/** Files in a folder that is readable by its owner only. */
export function openImportSpool(folder: string): ImportSpool {
  const pathOf = (name: string): string => join(folder, name)
  return {
    keep: async (name, bytes, signal) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = createWriteStream(pathOf(name), { mode: 0o600, flags: 'wx' })
      try {
        await pipeline(Readable.from(bytes), file, { signal })
      } catch (error) {
        await rm(pathOf(name), { force: true })
        throw error
      }
      return file.bytesWritten
    },
    open: (name, read) => unpacked(pathOf(name), read),
    length: async (name) => (await stat(pathOf(name))).size,
    remove: (name) => rm(pathOf(name), { force: true }),
    removeOthers: async (names) => {
      const there = await readdir(folder).catch(() => [])
      for (const name of there) if (!names.has(name)) await rm(pathOf(name), { force: true })
    },
  }
}

async function* unpacked(path: string, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  let count = 0
  file.on('data', (piece) => {
    count += piece.length
    read(count)
  })
  file.pause()
  const packed = (await startsWithMagic(path)) ? createGunzip() : undefined
  if (packed !== undefined) file.on('error', (error) => packed.destroy(error)).pipe(packed)
  try {
    yield* packed ?? file
  } finally {
    file.destroy()
    packed?.destroy()
  }
}

async function startsWithMagic(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === gzipMagic[0] && buffer[1] === gzipMagic[1]
  } finally {
    await handle.close()
  }
}
