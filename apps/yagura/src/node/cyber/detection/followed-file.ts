import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { headerBehind, type LogFormat } from '@yagura/cyber'
import type { FilePlace } from './stored-input.ts'

/** Lines of a followed file that were added, and where it then stands. */
export type AddedLines = {
  /** Whole lines; empty where a line was too long and left out. */
  readonly bytes: Uint8Array
  readonly firstLine: number
  readonly lines: number
  readonly isTooLong: boolean
  /** Header of a Zeek log that holds at the first line. */
  readonly header: FilePlace['header']
  readonly place: FilePlace
}

const pieceBytes = 1 << 18
/** A longer line is left out. */
export const mostLineBytes: number = 1 << 20
const headBytes = 256
const lineFeed = 10

/**
 * What a file has gained since it was last looked at, block by block. A file that is shorter than it was, or begins otherwise, was written
 * anew and is read from its start. A last line without a newline is left for the next time.
 *
 * @param known - Where it stood; undefined for a file that was never seen.
 * @throws what the file system says.
 */
export async function* addedLines(
  path: string,
  format: LogFormat,
  known: FilePlace | undefined,
): AsyncGenerator<AddedLines> {
  const handle = await open(path, 'r')
  try {
    const { size, ino } = await handle.stat()
    const isSame = known !== undefined && size >= known.offset && (await headOf(handle, known.headBytes)) === known.head
    let place: FilePlace = isSame ? { ...known, path } : await freshPlace(path, ino, handle)
    for (;;) {
      const added = await nextLines(handle, format, place)
      if (added === undefined) return
      yield added
      place = added.place
    }
  } finally {
    await handle.close()
  }
}

/** Where a file stands that is to be read from its end on. */
export async function placeAtEnd(path: string): Promise<FilePlace> {
  const handle = await open(path, 'r')
  try {
    const { size, ino } = await handle.stat()
    const place = await freshPlace(path, ino, handle)
    return { ...place, ...(await headFacts(handle, size)), offset: size }
  } finally {
    await handle.close()
  }
}

async function freshPlace(path: string, inode: number, handle: FileHandle): Promise<FilePlace> {
  return { path, inode, offset: 0, lines: 0, isInLongLine: false, ...(await headFacts(handle, 0)) }
}

async function nextLines(handle: FileHandle, format: LogFormat, place: FilePlace): Promise<AddedLines | undefined> {
  const bytes = await readUpTo(handle, place.offset)
  const end = bytes.lastIndexOf(lineFeed) + 1
  const firstLine = place.lines + 1
  if (end === 0) {
    if (bytes.length < mostLineBytes) return undefined
    // Part of a line that is too long: it is passed over, and counted at its end.
    const next = { ...place, offset: place.offset + bytes.length, isInLongLine: true }
    return { bytes: new Uint8Array(0), firstLine, lines: 0, isTooLong: false, header: place.header, place: next }
  }
  if (place.isInLongLine) {
    const next = { ...place, offset: place.offset + bytes.indexOf(lineFeed) + 1, lines: firstLine, isInLongLine: false }
    return { bytes: new Uint8Array(0), firstLine, lines: 1, isTooLong: true, header: place.header, place: next }
  }
  const whole = bytes.subarray(0, end)
  const lines = countLines(whole)
  const offset = place.offset + end
  const header = format === 'zeek' ? headerBehind(whole, place.header) : undefined
  const head = place.headBytes < headBytes ? await headFacts(handle, offset) : {}
  const { header: before, ...rest } = place
  const next = { ...rest, ...head, offset, lines: place.lines + lines, ...(header !== undefined && { header }) }
  return { bytes: whole, firstLine, lines, isTooLong: false, header: before, place: next }
}

/** At least a piece; more where a line is longer, up to the longest line. */
async function readUpTo(handle: FileHandle, offset: number): Promise<Uint8Array> {
  for (let size = pieceBytes; ; size = mostLineBytes) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, offset)
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead)
    if (bytesRead < size || size === mostLineBytes || bytes.includes(lineFeed)) return bytes
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
  return lines
}

async function headFacts(handle: FileHandle, offset: number): Promise<Pick<FilePlace, 'head' | 'headBytes'>> {
  const bytes = Math.min(headBytes, offset)
  return { head: await headOf(handle, bytes), headBytes: bytes }
}

/** What the file begins with, as a hash: the same file name with the same number may be another file. */
async function headOf(handle: FileHandle, bytes: number): Promise<string> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0)
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')
}
