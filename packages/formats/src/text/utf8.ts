/** The part of the Encoding Standard's decoder that is used here; the same in browsers and in Node. */
declare class TextDecoder {
  constructor(label: string)
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string
}

/** The part of the Encoding Standard's encoder that is used here. */
declare class TextEncoder {
  encode(text: string): Uint8Array
}

const utf8Decoder = new TextDecoder('utf-8')
const utf8Encoder = new TextEncoder()

/** Text of whole UTF-8 bytes; what is not UTF-8 becomes U+FFFD, which `isCleanText` then refuses. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8Decoder.decode(bytes)
}

/** UTF-8 bytes of a text. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8Encoder.encode(text)
}

/** Decodes text that arrives in pieces: a character cut between two pieces comes out whole. `end` gives what is left. */
export function createTextDecoder(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): {
  write(bytes: Uint8Array): string
  end(): string
} {
  const decoder = new TextDecoder(encoding)
  return {
    write: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  }
}

/** Whether a text is free of control characters and of U+FFFD, the mark of bytes that were not UTF-8. */
export function isCleanText(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 32 || code === 127 || code === 0xfffd) return false
  }
  return true
}

/** A piece of input as a message may quote it: control characters shown as `·`, at most 40 characters. */
export function quoted(text: string): string {
  const cut = text.length > 40 ? `${text.slice(0, 40)}…` : text
  let shown = ''
  for (const character of cut) shown += isCleanText(character) ? character : '·'
  return `"${shown}"`
}
