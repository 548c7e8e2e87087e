import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VerifyEd25519 } from '@yagura/record'
import { isUsableKey, verifyEd25519 } from './verify-ed25519.ts'

/** A signature whose rightness will be asked for. */
export type SignatureClaim = Readonly<Record<'signature' | 'message' | 'publicKey', Uint8Array>>

/**
 * Verifies many signatures at once on the threads of the runtime, while this one goes on.
 *
 * @returns Answers for those at once, and for all else as `verifyEd25519`.
 */
export async function verifyAhead(claims: readonly SignatureClaim[]): Promise<VerifyEd25519> {
  const keys = new Map<string, KeyObject | undefined>()
  const keyOf = (publicKey: Uint8Array): KeyObject | undefined => {
    const x = Buffer.from(publicKey).toString('base64url')
    if (!keys.has(x)) keys.set(x, publicKey.length === 32 && isUsableKey(publicKey) ? keyObjectOf(x) : undefined)
    return keys.get(x)
  }
  const answers = new Map<string, SignatureClaim & { readonly isRight: boolean }>()
  await Promise.all(
    claims.map(async (claim) => {
      const key = keyOf(claim.publicKey)
      if (key === undefined || claim.signature.length !== 64) return
      const isRight = await isSigned(claim, key)
      if (isRight !== undefined) answers.set(nameOf(claim.signature), { ...claim, isRight })
    }),
  )
  return (signature, message, publicKey) => {
    const known = answers.get(nameOf(signature))
    if (known === undefined) return verifyEd25519(signature, message, publicKey)
    const isSame = Buffer.compare(known.message, message) === 0 && Buffer.compare(known.publicKey, publicKey) === 0
    return isSame ? known.isRight : verifyEd25519(signature, message, publicKey)
  }
}

function nameOf(signature: Uint8Array): string {
  return Buffer.from(signature).toString('latin1')
}

function keyObjectOf(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** @returns Undefined where it could not be found out. */
function isSigned({ message, signature }: SignatureClaim, key: KeyObject): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    verify(null, message, key, signature, (error, isRight) => resolve(error === null ? isRight : undefined))
  })
}
