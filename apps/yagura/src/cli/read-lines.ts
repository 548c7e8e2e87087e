import type { CommandContext } from './context.ts'
import { readUnzipped } from './read-unzipped.ts'

const newline = 10

/**
 * The lines of a file as bytes, without their newlines, unpacked where it is gzip; memory does not grow with the file or with a line.
 *
 * @param file - A path, or `-` for standard input.
 * @param mostBytes - A longer line is cut after one byte more than this; whoever uses it refuses it for its size.
 * @throws UnreadableFileError where the file cannot be opened, read or unpacked.
 */
export async function* readLines(file: string, context: CommandContext, mostBytes: number): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = []
  let length = 0
  const take = (piece: Uint8Array): void => {
    const kept = piece.subarray(0, Math.max(0, mostBytes + 1 - length))
    // A copy: the reader may use its buffer again.
    if (kept.length > 0) pieces.push(new Uint8Array(kept))
    length += kept.length
  }
  for await (const bytes of readUnzipped(file, context)) {
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      take(bytes.subarray(start, end))
      yield Buffer.concat(pieces)
      pieces = []
      length = 0
      start = end + 1
    }
    take(bytes.subarray(start))
  }
  if (length > 0) yield Buffer.concat(pieces)
}
