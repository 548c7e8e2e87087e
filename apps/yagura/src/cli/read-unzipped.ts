import { createGunzip } from 'node:zlib'
import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'
import { displayName, readFile } from './read-file.ts'

/** So much is unpacked at once: of data that were made to burst, a thousand times as much is held. */
const packedBytes = 1 << 14
const unpackedBytes = 1 << 16

/**
 * The bytes of a file piece by piece, unpacked where it is gzip: that is told by its first bytes, not by its name. Of a file that is cut
 * off all comes that it has. A damage may show only at the checksum behind it: until then what comes may be wrong.
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
  yield* unpacked(startingWith(first.value, pieces), file)
}

/** Whether what came before the error may be wrong, as its file is damaged and not merely cut off. */
export function isOfDamage({ cause }: UnreadableFileError): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'Z_DATA_ERROR'
}

async function* unpacked(pieces: AsyncGenerator<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const unzip = createUnpacker()
  try {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length && !unzip.isOver(); at += packedBytes) {
        await unzip.write(piece.subarray(at, at + packedBytes))
        yield* unzip.take()
      }
      if (unzip.isOver()) break
    }
    if (!unzip.isOver()) await unzip.end()
    yield* unzip.take()
    const fault = unzip.fault()
    if (fault !== undefined) throw new UnreadableFileError(displayName(file), fault)
  } finally {
    unzip.close()
  }
}

/** Unpacks by the piece, so that what lies before a damage is at hand when it is met: an iterator of the stream would lose it. */
type Unpacker = {
  /** Waits until the bytes are unpacked, or cannot be. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly end: () => Promise<void>
  /** Gives what was unpacked since the last call. */
  readonly take: () => readonly Uint8Array[]
  /** Whether nothing more can come: behind a damage, or behind the last of what is packed. */
  readonly isOver: () => boolean
  readonly fault: () => Error | undefined
  readonly close: () => void
}

function createUnpacker(): Unpacker {
  const unzip = createGunzip({ chunkSize: unpackedBytes })
  const ready: Uint8Array[] = []
  let fault: Error | undefined
  let goOn = (): void => undefined
  unzip.on('data', (piece: Uint8Array) => ready.push(piece))
  unzip.on('error', (error) => {
    fault = error
    goOn()
  })
  unzip.on('end', () => goOn())
  const until = (act: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      goOn = resolve
      act(resolve)
    })
  return {
    write: (bytes) => until((done) => void unzip.write(bytes, () => done())),
    end: () => until(() => void unzip.end()),
    take: () => ready.splice(0),
    isOver: () => fault !== undefined || unzip.readableEnded,
    fault: () => fault,
    close: () => void unzip.destroy(),
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}
