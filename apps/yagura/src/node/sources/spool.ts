import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Remedy, YaguraError } from '@yagura/core'
import { TooLargeError } from './content-errors.ts'

/** Bytes that are kept back until all of them have come. */
export type Spool = {
  readonly write: (piece: Uint8Array) => Promise<void>
  readonly length: () => number
  /** The first bytes, at most 1 KiB. */
  readonly head: () => Uint8Array
  /** All bytes from the first, piece by piece. */
  readonly bytes: () => AsyncIterable<Uint8Array>
  readonly close: () => Promise<void>
}

/** The disk has no room, or the node no right, to keep what comes until all of it has come. Nothing of it was used. */
class CannotSpoolError extends YaguraError {
  override readonly name = 'CannotSpoolError'
  override readonly code = 'source/cannot-spool'
  override readonly remedy: Remedy = 'retry-later'

  constructor(from: string, cause: Error) {
    super(
      `what comes from ${from} cannot be kept on disk until it is whole: ${cause.message}; nothing of it was used`,
      {
        cause,
      },
    )
  }
}

const headBytes = 1024
const pieceBytes = 1 << 18

/**
 * A place on disk for a body that is not yet known to be whole. Its name is removed at once, so nothing of it is left
 * after `close` or a kill.
 *
 * @param options - `from` is named where there are too many bytes.
 * @throws CannotSpoolError; from `write` also TooLargeError.
 */
export async function openSpool(
  folder: string,
  options: { readonly name: string; readonly from: string; readonly limitBytes: number },
): Promise<Spool> {
  const handle = await told(options.from, () => openNameless(folder, `${options.name}.part`))
  let length = 0
  let head = new Uint8Array(0)
  return {
    write: async (piece) => {
      if (length + piece.byteLength > options.limitBytes) throw new TooLargeError(options.from, options.limitBytes)
      if (head.length < headBytes) head = joinHead(head, piece)
      await told(options.from, () => writeAll(handle, piece, length))
      length += piece.byteLength
    },
    length: () => length,
    head: () => head,
    bytes: () => readAll(handle, length),
    close: () => handle.close(),
  }
}

async function openNameless(folder: string, name: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const handle = await open(path, 'wx+', 0o600)
  await unlink(path)
  return handle
}

async function told<Result>(from: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new CannotSpoolError(from, error)
    throw error
  }
}

function joinHead(head: Uint8Array, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const added = piece.subarray(0, headBytes - head.length)
  const both = new Uint8Array(head.length + added.length)
  both.set(head)
  both.set(added, head.length)
  return both
}

async function writeAll(handle: FileHandle, piece: Uint8Array, atByte: number): Promise<void> {
  let done = 0
  while (done < piece.byteLength) {
    const { bytesWritten } = await handle.write(piece, done, piece.byteLength - done, atByte + done)
    done += bytesWritten
  }
}

async function* readAll(handle: FileHandle, length: number): AsyncGenerator<Uint8Array> {
  let atByte = 0
  while (atByte < length) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, atByte)
    if (bytesRead === 0) return
    atByte += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
