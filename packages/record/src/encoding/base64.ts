/** Browsers and Node have both, but the ECMAScript library that the compiler is given for this part does not. */
declare function atob(base64: string): string
declare function btoa(binary: string): string

/** @returns Base64 with the standard alphabet and padding (RFC 4648 §4). */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/**
 * Reads base64 (RFC 4648 §4). Only the one form that `base64Of` writes is taken: padded, no white space, no stray bits.
 *
 * @returns `undefined` for anything else.
 */
export function base64Bytes(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  return base64Of(bytes) === text ? bytes : undefined
}

/** @returns Base64 with the URL-safe alphabet and without padding (RFC 4648 §5). */
export function base64UrlOf(bytes: Uint8Array): string {
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Reads URL-safe base64 without padding (RFC 4648 §5); only the one form that `base64UrlOf` writes is taken.
 *
 * @returns `undefined` for anything else.
 */
export function base64UrlBytes(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  const padding = '='.repeat((4 - (text.length % 4)) % 4)
  return base64Bytes(text.replaceAll('-', '+').replaceAll('_', '/') + padding)
}
