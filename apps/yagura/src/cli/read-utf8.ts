import { isUtf8 } from 'node:buffer'
import type { CommandContext } from './context.ts'
import { readUnzipped } from './read-unzipped.ts'

/** A file as text, or why it is none. */
export type Utf8Text =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: 'not-utf-8' | 'too-large'; readonly message: string }

/**
 * A whole file of UTF-8 as text, unpacked where it is gzip.
 *
 * @param file - A path, or `-` for standard input.
 * @throws UnreadableFileError
 */
export async function readUtf8(file: string, context: CommandContext, mostCharacters: number): Promise<Utf8Text> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let decodedBytes = 0
  for await (const bytes of readUnzipped(file, context)) {
    try {
      text += decoder.decode(bytes, { stream: true })
    } catch {
      return refused(decodedBytes + (faultInUtf8(bytes) ?? 0))
    }
    decodedBytes += bytes.length
    if (text.length > mostCharacters) {
      return { ok: false, code: 'too-large', message: `it has more than ${mostCharacters} characters` }
    }
  }
  try {
    return { ok: true, text: text + decoder.decode() }
  } catch {
    return refused(decodedBytes)
  }
}

/** @returns Index of the first byte that is not as UTF-8 has it; undefined where all are. A character may have begun before the bytes. */
export function faultInUtf8(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined
  const begun = bytes.findIndex((byte) => byte < 0x80 || byte > 0xbf)
  const from = begun > 0 && begun < 4 ? begun : 0
  const rest = bytes.subarray(from)
  const asRead = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(rest))
  const at = asRead.findIndex((byte, index) => byte !== rest[index])
  return at < 0 ? undefined : from + at
}

/** @returns What is said of the bytes of a whole file that are not UTF-8. */
export function notUtf8(bytes: Uint8Array): string {
  return notUtf8At(faultInUtf8(bytes) ?? 0)
}

function refused(byte: number): Utf8Text {
  return { ok: false, code: 'not-utf-8', message: notUtf8At(byte) }
}

/** @returns What is said of a file of which this byte is not as UTF-8 has it. */
export function notUtf8At(byte: number): string {
  return `it is not UTF-8 (at byte ${byte})`
}
