import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import {
  coreKinds,
  type KindSchemas,
  keyIdOf,
  type SignedLine,
  type Signer,
  signRecord,
  type VerifyEd25519,
} from '@yagura/record'
import { Type } from 'typebox'

/** Node whose people sign here. */
export const node = 'jp.ncc.example'

/** Ed25519 of OpenSSL; the signatures come from the noble authors' implementation. */
export const verify: VerifyEd25519 = (signature, message, publicKey) => {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verifySignature(null, message, key, signature)
}

/** A kind with every sort of value, beside the core's own. */
export const kinds: KindSchemas = {
  ...coreKinds,
  'test.sighting': Type.Object(
    {
      distanceKm: Type.Number(),
      list: Type.Array(Type.Union([Type.Number(), Type.String()])),
      name: Type.String(),
      note: Type.Union([Type.String(), Type.Null()]),
      seen: Type.Object({ count: Type.Integer(), isSure: Type.Boolean() }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
}

/** A signer whose seed is one byte repeated; the same byte gives the same key. */
export function signerOf(name: string, seedByte: number, ofNode: string = node): Signer {
  const seed = new Uint8Array(32).fill(seedByte)
  const publicKey = ed25519.getPublicKey(seed)
  return { keyId: keyIdOf(ofNode, name, publicKey), publicKey, sign: async (message) => ed25519.sign(message, seed) }
}

/** A body of a kind; members of `changes` come in the place of its own. */
export function bodyOf(kind: string, data: unknown, changes: object = {}): object {
  return {
    at: '2026-11-21T22:30:00.000Z',
    by: `${node}/duty-3`,
    data,
    id: '01KAZ0Y5Q8R3V6X9B2D4F6H8JK',
    kind,
    mark: { aud: { AUS: 1, JPN: 2, USA: 2 }, ctl: ['ORCON'], lvl: 2, mode: 'REAL', pol: 'JP' },
    refs: [{ rel: 'derivedFrom', to: 'ab'.repeat(32) }],
    v: 1,
    ...changes,
  }
}

/** A sighting with texts in several scripts, numbers in several forms. */
export const sighting = {
  distanceKm: 0.1 + 0.2,
  list: [1e21, 1e-7, 'é', 0],
  name: 'H3八号機😀 "first"\n',
  note: null,
  seen: { count: 12, isSure: true },
}

/** Signs, and says why where it cannot. */
export async function signed(body: object, signers: readonly Signer[]): Promise<SignedLine> {
  const answer = await signRecord(body, signers, kinds)
  if (!answer.ok) throw new Error(`${answer.fault.code}: ${answer.fault.reason}`)
  return answer
}
