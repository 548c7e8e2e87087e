import { isUtf8 } from 'node:buffer'
import { faultInUtf8, notUtf8At } from './read-utf8.ts'

/** Looks over the bytes of a file as they pass. */
export type Utf8Watch = {
  /** The same pieces. What is packed is not looked at. */
  readonly over: (pieces: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>
  /** What is said of a file of which a byte that passed was not as UTF-8 has it; undefined where all were. */
  readonly fault: () => string | undefined
}

/** A watch that has seen nothing. A file may pass more than once. */
export function createUtf8Watch(): Utf8Watch {
  let fault: number | undefined
  return {
    fault: () => (fault === undefined ? undefined : notUtf8At(fault)),
    over: async function* (pieces) {
      const scan = createUtf8Scan()
      let isFirst = true
      let isPacked = false
      for await (const bytes of pieces) {
        if (isFirst) isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
        isFirst = false
        if (!isPacked) fault ??= scan.take(bytes)
        yield bytes
      }
      if (!isPacked) fault ??= scan.end()
    },
  }
}

/** Follows a text from piece to piece until the first byte that is not as UTF-8 has it; both give its place in all pieces. */
function createUtf8Scan() {
  let taken = 0
  /** A character that goes on in the next piece. */
  let begun: Uint8Array = new Uint8Array()
  return {
    take: (bytes: Uint8Array): number | undefined => {
      const from = taken - begun.length
      const whole = begun.length === 0 ? bytes : Buffer.concat([begun, bytes])
      const ended = isUtf8(whole) ? whole.length : whole.length - lengthOfBegun(whole)
      taken += bytes.length
      if (!isUtf8(whole.subarray(0, ended))) return from + (faultInUtf8(whole) ?? 0)
      // A copy: the reader may use its buffer again.
      begun = new Uint8Array(whole.subarray(ended))
      return undefined
    },
    end: (): number | undefined => (begun.length > 0 ? taken - begun.length : undefined),
  }
}

/** @returns How many bytes at the end may be the beginning of a character. */
function lengthOfBegun(bytes: Uint8Array): number {
  for (let count = 1; count <= 3 && count <= bytes.length; count += 1) {
    const byte = bytes[bytes.length - count] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return count
  }
  return 0
}
