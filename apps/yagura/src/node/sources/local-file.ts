import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { TooLargeError, UnreadableSourceError } from './content-errors.ts'
import { PathNotAllowedError } from './definition-errors.ts'

/** A regular file that was opened after its place was checked. */
export type LocalFile = {
  /** Changes when the content may have: identity, size and time of modification. */
  readonly mark: string
  readonly head: Uint8Array
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Whether the file is still as it was opened. */
  readonly isSame: () => Promise<boolean>
  readonly close: () => Promise<void>
}

const pieceBytes = 1 << 18
const headBytes = 1024

/**
 * Where a path leads, if sources may be read there: every link in it is followed before its place is judged.
 * @param allowedFolders - Absolute; undefined where the operator named the path itself, so that it may be anywhere.
 * @throws PathNotAllowedError, the same whether anything is there or not; UnreadableSourceError.
 */
export async function resolveAllowedPath(path: string, allowedFolders: readonly string[] | undefined): Promise<string> {
  if (allowedFolders !== undefined && !allowedFolders.some((folder) => isWithin(resolve(path), resolve(folder)))) {
    throw new PathNotAllowedError(path)
  }
  const real = await told(path, () => realpath(path))
  if (allowedFolders === undefined) return real
  for (const folder of allowedFolders) {
    if (isWithin(real, await told(folder, () => realpath(folder)))) return real
  }
  throw new PathNotAllowedError(path)
}

/**
 * Opens a file of a source.
 * @throws PathNotAllowedError, UnreadableSourceError, TooLargeError.
 */
export async function openLocalFile(
  path: string,
  allowedFolders: readonly string[] | undefined,
  limitBytes: number,
): Promise<LocalFile> {
  const real = await resolveAllowedPath(path, allowedFolders)
  // Without waiting, or a named pipe would hold up the node; not through a link that was put there since.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW
  const handle = await told(path, () => open(real, flags))
  try {
    const { mark, sizeBytes } = await markOf(path, handle)
    if (sizeBytes > limitBytes) throw new TooLargeError(path, limitBytes)
    const head = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return {
      mark,
      head: head.buffer.subarray(0, head.bytesRead),
      bytes: () => readAll(path, handle, limitBytes),
      isSame: async () => (await markOf(path, handle)).mark === mark,
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Runs a step on the file system; what that says becomes an error that names the path. */
export async function told<Result>(path: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UnreadableSourceError(path, reasonOf(error), error)
    throw error
  }
}

function reasonOf(error: Error & { readonly code?: unknown }): string {
  if (error.code === 'ENOENT') return 'it does not exist'
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'the node has no right to'
  if (error.code === 'ELOOP') return 'it is a link that was put there just now'
  return error.message
}

async function markOf(path: string, handle: FileHandle): Promise<{ mark: string; sizeBytes: number }> {
  const facts = await handle.stat()
  if (!facts.isFile()) throw new UnreadableSourceError(path, 'it is no regular file')
  return { mark: `${facts.ino}:${facts.size}:${facts.mtimeMs}`, sizeBytes: facts.size }
}

async function* readAll(path: string, handle: FileHandle, limitBytes: number): AsyncGenerator<Uint8Array> {
  let atByte = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, atByte)
    if (bytesRead === 0) return
    atByte += bytesRead
    if (atByte > limitBytes) throw new TooLargeError(path, limitBytes)
    yield buffer.subarray(0, bytesRead)
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}
