import { base64UrlOf, fingerprintOf, keyNameOf, type Signer } from '@yagura/record'
import { createOfficerKey, officerSigners } from '../../signing/officer-keys.ts'

/** A key that this browser holds, with what people and the node call it. */
export type HeldKey = {
  readonly signer: Signer
  /** Groups of four hex digits, to be read out. */
  readonly fingerprint: string
  /** Unpadded base64url. */
  readonly publicKey: string
}

const held = (signer: Signer): HeldKey => ({
  signer,
  fingerprint: fingerprintOf(signer.publicKey),
  publicKey: base64UrlOf(signer.publicKey),
})

/** Keys of this browser; rejected as `officerSigners` is. */
export async function readOwnKeys(): Promise<readonly HeldKey[]> {
  return (await officerSigners()).map(held)
}

/** Makes one more; rejected as `createOfficerKey` is. */
export async function makeOwnKey(node: string, name: string): Promise<HeldKey> {
  return held(await createOfficerKey(node, name))
}

/** How a key after a person may be called. @param officer - Name of the person. */
export function suggestKeyName(officer: string): string {
  return keyNameOf(officer)
}
