import type { Readable } from 'node:stream'
import { TooLargeError } from './request-errors.ts'

/** How much is read, and what to do with more. */
export type UploadLimit = { readonly bodyLimitBytes: number; readonly ifLarger?: string | undefined }

/**
 * Bytes of a body while they arrive.
 * @throws TooLargeError as soon as more than the limit has come.
 */
export async function* limited(
  body: Readable,
  { bodyLimitBytes: limitBytes, ifLarger }: UploadLimit,
): AsyncGenerator<Uint8Array> {
  let readBytes = 0
  for await (const piece of body) {
    const bytes: Uint8Array = piece
    readBytes += bytes.byteLength
    if (readBytes > limitBytes) throw new TooLargeError(limitBytes, ifLarger)
    yield bytes
  }
}
