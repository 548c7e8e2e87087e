/** Whole lines of a log, or a line that was too long and left out. */
export type LineBlock = {
  /** Whole lines, each with its newline; empty where a line was too long. */
  readonly bytes: Uint8Array
  /** How many bytes of the log lie before its end. */
  readonly endOffset: number
  readonly isTooLong: boolean
  /** Where a last line without a newline begins, alone in its block; undefined for whole lines. */
  readonly openFrom: number | undefined
}

const lineFeed = 10
const nothing = new Uint8Array(0)

/**
 * Gathers pieces of a log to blocks of whole lines; memory is bounded by a piece and the longest line. A last line without a newline is
 * given one.
 *
 * @param skippedBytes - Bytes at the start that were read before; they end a line.
 * @param mostLineBytes - A longer line is left out up to its end.
 */
export async function* lineBlocks(
  pieces: AsyncIterable<Uint8Array>,
  skippedBytes: number,
  mostLineBytes: number,
): AsyncGenerator<LineBlock> {
  let offset = 0
  let carried: Uint8Array = nothing
  let isDropping = false
  let lineStart = skippedBytes
  for await (const read of pieces) {
    const piece = read.subarray(Math.min(read.length, Math.max(0, skippedBytes - offset)))
    offset += read.length
    const end = piece.lastIndexOf(lineFeed) + 1
    if (end === 0) {
      isDropping ||= carried.length + piece.length > mostLineBytes
      carried = isDropping ? nothing : Buffer.concat([carried, piece])
      continue
    }
    let start = 0
    if (isDropping || carried.length + piece.indexOf(lineFeed) > mostLineBytes) {
      start = piece.indexOf(lineFeed) + 1
      yield { bytes: nothing, endOffset: offset - piece.length + start, isTooLong: true, openFrom: undefined }
      isDropping = false
      carried = nothing
    }
    const whole = piece.subarray(start, end)
    if (whole.length > 0) {
      const bytes = carried.length === 0 ? whole : Buffer.concat([carried, whole])
      yield { bytes, endOffset: offset - piece.length + end, isTooLong: false, openFrom: undefined }
    }
    const rest = piece.subarray(end)
    lineStart = offset - rest.length
    isDropping = rest.length > mostLineBytes
    // A copy: whoever reads may use its buffer again.
    carried = isDropping ? nothing : new Uint8Array(rest)
  }
  if (!isDropping && carried.length === 0) return
  const bytes = isDropping ? nothing : Buffer.concat([carried, Uint8Array.of(lineFeed)])
  yield { bytes, endOffset: offset, isTooLong: isDropping, openFrom: lineStart }
}
