const backslash = 0x5c
const [lowerU, space] = [0x75, 0x20]

/**
 * Writes a line of JSON without its escapes: what stands behind a backslash as it is meant.
 *
 * @param out - At least as long as the line.
 * @returns Bytes written; -1 where an escape means a character beyond ASCII, so that the line has to be read as JSON is.
 */
export function writePlainJson(bytes: Uint8Array, from: number, to: number, out: Uint8Array): number {
  let length = 0
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index] ?? 0
    if (byte !== backslash) {
      out[length++] = byte
      continue
    }
    index += 1
    const escaped = bytes[index] ?? 0
    if (escaped !== lowerU) {
      out[length++] = isLetterEscape(escaped) ? space : escaped
      continue
    }
    const code = Number.parseInt(String.fromCharCode(...bytes.subarray(index + 1, index + 5)), 16)
    if (!(code < 128)) return -1
    out[length++] = code === 10 ? space : code
    index += 4
  }
  return length
}

/** Escapes of control characters: b, f, n, r, t. They part words as a blank does. */
function isLetterEscape(byte: number): boolean {
  return byte === 0x62 || byte === 0x66 || byte === 0x6e || byte === 0x72 || byte === 0x74
}
