import { base64UrlOf, preAuthenticationEncoding, recordType, type Signer, utf8Bytes } from '@yagura/record'

/** How many digits of the SHA-256 an officer types. */
const TYPED_DIGITS = 6

/** Why nothing was signed. */
export type Unsigned = 'other-body' | 'typed-differs'

/**
 * Signs what is on screen, and nothing else: the text is hashed here and now, and its hash must be the one that was shown and whose
 * beginning the officer typed.
 * @param body - Canonical JSON of the record's body.
 * @param shownSha256 - 64 hex digits.
 * @returns The signature in unpadded base64url.
 */
export async function signBody(
  signer: Signer,
  body: string,
  shownSha256: string,
  typed: string,
): Promise<{ readonly ok: true; readonly signature: string } | { readonly ok: false; readonly why: Unsigned }> {
  const bytes = utf8Bytes(body)
  if ((await sha256Hex(bytes)) !== shownSha256) return { ok: false, why: 'other-body' }
  if (typed.trim().toLowerCase() !== shownSha256.slice(0, TYPED_DIGITS)) return { ok: false, why: 'typed-differs' }
  const signature = await signer.sign(preAuthenticationEncoding(recordType, bytes))
  return { ok: true, signature: base64UrlOf(signature) }
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
