import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'
import { displayName, readFile } from './read-file.ts'

/**
 * The bytes of a file piece by piece, unpacked where it is gzip: that is told by its first bytes, not by its name.
 *
 * @param file - A path, or `-` for standard input.
 * @throws UnreadableFileError where it cannot be opened, read or unpacked.
 */
export async function* readUnzipped(file: string, context: CommandContext): AsyncGenerator<Uint8Array> {
  const pieces = readFile(file, context)
  const first = await pieces.next()
  if (first.done === true) return
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield first.value
    yield* pieces
    return
  }
  yield* unpacked(first.value, pieces, file)
}

async function* unpacked(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(startingWith(first, rest), { objectMode: false })
  const unzip = createGunzip()
  source.on('error', (error) => unzip.destroy(error))
  try {
    for await (const piece of source.pipe(unzip)) {
      if (piece instanceof Uint8Array) yield piece
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new UnreadableFileError(displayName(file), error)
    }
    throw error
  } finally {
    source.destroy()
    unzip.destroy()
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}
