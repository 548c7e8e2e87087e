/** Both classes are in browsers and in Node, but not in the ECMAScript library that the compiler is given for this part. */
declare class TextDecoder {
  constructor(encoding: 'utf-8', options: { readonly fatal: boolean; readonly ignoreBOM: boolean })
  decode(bytes: Uint8Array): string
}
declare class TextEncoder {
  encode(text: string): Uint8Array
}

/** @returns UTF-8 bytes; a lone surrogate becomes the three bytes of U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** @returns The text, a BOM kept as U+FEFF; `undefined` where the bytes are not UTF-8 (overlong forms, surrogates, cut ends). */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
