/**
 * Checks an Ed25519 signature as RFC 8032 says (not the looser ZIP 215). It comes in as an argument: `node:crypto` in the node,
 * another implementation in the page and in the stand-alone verifier.
 *
 * @param signature - 64 bytes.
 * @param message - What was signed.
 * @param publicKey - 32 bytes.
 * @returns False for a wrong signature and for bytes that are no signature or no key; never throws.
 */
export type VerifyEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

/** Somebody's Ed25519 key that can sign here; the private part stays where it is (a file, a browser's key store). */
export type Signer = {
  /** `<node>/<name>#<first 4 hex digits of the SHA-256 of the public key>`, such as `jp.ncc/duty-3#3a7f`. */
  readonly keyId: string
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** @returns 64 bytes. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}
