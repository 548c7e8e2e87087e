import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const longestName = 63

/**
 * Names a key: `<node>/<name>#<first 4 hex digits of the SHA-256 of the public key>`. The digits help people, not proofs: two keys may
 * share them, so a node never makes, and a history never takes, a second key of the same id.
 *
 * @param node - Such as `jp.ncc.example`.
 * @param name - Such as `duty-3`, `root-1`.
 * @param publicKey - 32 bytes.
 */
export function keyIdOf(node: string, name: string, publicKey: Uint8Array): string {
  return `${node}/${name}#${bytesToHex(sha256(publicKey)).slice(0, 4)}`
}

/** @returns Name of a key made of a person's, such as `m-sato` of “M. Satō”; empty where the name has no Latin letter or digit. */
export function keyNameOf(person: string): string {
  return person
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '')
}

/** @returns Ids of a node's root keys, in their order on its partner card: `<node>/root-1#…` to `root-3`. */
export function rootKeyIdsOf(node: string, roots: readonly Uint8Array[]): readonly string[] {
  return roots.map((publicKey, index) => keyIdOf(node, `root-${index + 1}`, publicKey))
}

/** @returns SHA-256 of bytes, the first 32 hex digits in groups of four: what people read to each other. */
export function fingerprintOf(bytes: Uint8Array): string {
  const groups = bytesToHex(sha256(bytes)).slice(0, 32).match(/.{4}/g) ?? []
  return groups.join(' ')
}
