const lineFeed = 10
const carriageReturn = 13

/** Receives the lines of a text: `bytes[start, end)` without its line end, valid only during the call; one-based number. */
export type LineSink = {
  line(bytes: Uint8Array, start: number, end: number, number: number): void
  /** A line longer than the limit: it was dropped up to its end, and reading goes on behind it. */
  tooLong(number: number): void
}

/** Longest line that any of the readers takes, bytes. */
export const maxLineBytes: number = 65_536

/**
 * Splits bytes into lines at LF or CR LF, wherever the pieces are cut, holding at most one line of `maxLineBytes`.
 */
export function createLineReader(sink: LineSink): { write(bytes: Uint8Array): void; end(): void } {
  let carried = new Uint8Array(256)
  let carriedLength = 0
  let dropping = false
  let number = 1

  const carry = (bytes: Uint8Array, start: number, end: number): void => {
    if (end === start) return
    const needed = carriedLength + end - start
    if (needed > maxLineBytes) dropping = true
    if (dropping) return
    if (needed > carried.length) {
      const grown = new Uint8Array(Math.max(needed, carried.length * 2))
      grown.set(carried.subarray(0, carriedLength))
      carried = grown
    }
    carried.set(bytes.subarray(start, end), carriedLength)
    carriedLength = needed
  }

  const deliver = (bytes: Uint8Array, start: number, end: number): void => {
    if (dropping || end - start > maxLineBytes) sink.tooLong(number)
    else sink.line(bytes, start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end, number)
    number += 1
    carriedLength = 0
    dropping = false
  }

  return {
    write(bytes) {
      let start = 0
      for (let end = 0; end < bytes.length; end += 1) {
        if (bytes[end] !== lineFeed) continue
        if (carriedLength > 0 || dropping) {
          carry(bytes, start, end)
          deliver(carried, 0, carriedLength)
        } else deliver(bytes, start, end)
        start = end + 1
      }
      carry(bytes, start, bytes.length)
    },
    end() {
      if (carriedLength > 0 || dropping) deliver(carried, 0, carriedLength)
    },
  }
}
