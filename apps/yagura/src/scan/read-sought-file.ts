import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { UnreadableFileError } from '../cli/errors.ts'
import { notUtf8 } from '../cli/read-utf8.ts'

/**
 * The bytes of a file that says what is looked for, unpacked where it is gzip.
 *
 * @throws UnreadableFileError where it cannot be opened or unpacked.
 */
export async function readSoughtFile(file: string): Promise<Buffer> {
  try {
    const bytes = await readFile(file)
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  } catch (error) {
    throw error instanceof Error ? new UnreadableFileError(file, error) : error
  }
}

/**
 * Refuses what is not UTF-8: decoded by guess it would be looked for under other letters, and never found.
 *
 * @throws UnreadableFileError that names the byte.
 */
export function demandUtf8(file: string, bytes: Uint8Array): void {
  if (!isUtf8(bytes)) throw new UnreadableFileError(file, new Error(notUtf8(bytes)))
}

/**
 * What bytes of UTF-8 say, without a mark of their order.
 *
 * @throws UnreadableFileError where they are none, or more than a text can hold.
 */
export function textOf(file: string, bytes: Uint8Array): string {
  demandUtf8(file, bytes)
  try {
    return new TextDecoder().decode(bytes)
  } catch (error) {
    throw error instanceof Error ? new UnreadableFileError(file, error) : error
  }
}
