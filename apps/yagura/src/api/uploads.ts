import type { Readable } from 'node:stream'
import { TooLargeError } from './request-errors.ts'

/**
 * Bytes of a body while they arrive.
 * @throws TooLargeError as soon as more than the limit has come.
 */
export async function* limited(body: Readable, limitBytes: number): AsyncGenerator<Uint8Array> {
  let readBytes = 0
  for await (const piece of body) {
    const bytes: Uint8Array = piece
    readBytes += bytes.byteLength
    if (readBytes > limitBytes) throw new TooLargeError(limitBytes)
    yield bytes
  }
}
