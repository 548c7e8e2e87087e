import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A published judgement of a signature. */
export type Ed25519Vector = {
  readonly name: string
  readonly signature: Uint8Array
  readonly message: Uint8Array
  readonly publicKey: Uint8Array
  readonly isValid: boolean
}

type Rfc8032Test = { readonly priv: string; readonly pub: string; readonly msg: string; readonly sig: string }
type WycheproofTest = {
  readonly tcId: number
  readonly comment: string
  readonly msg: string
  readonly sig: string
  readonly result: 'valid' | 'invalid'
}
type Wycheproof = {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string }
    readonly tests: readonly WycheproofTest[]
  }[]
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** @param folder - Holds the vectors of RFC 8032 and of Wycheproof. */
export function ed25519Vectors(folder: string): readonly Ed25519Vector[] {
  const rfc8032 = rfc8032Tests(folder).map(({ pub, msg, sig }, index) => ({
    name: `RFC 8032 ${index + 1}`,
    signature: hex(sig),
    message: hex(msg),
    publicKey: hex(pub),
    isValid: true,
  }))
  const wycheproof: Wycheproof = JSON.parse(readFileSync(join(folder, 'wycheproof_ed25519_half.json'), 'utf8'))
  const others = wycheproof.testGroups.flatMap(({ publicKey, tests }) =>
    tests.map(({ tcId, comment, msg, sig, result }) => ({
      name: `Wycheproof ${tcId}: ${comment}`,
      signature: hex(sig),
      message: hex(msg),
      publicKey: hex(publicKey.pk),
      isValid: result === 'valid',
    })),
  )
  return [...rfc8032, ...others]
}

/** @returns Seeds and what follows from them, as RFC 8032 section 7.1 has them. */
export function publishedKeys(folder: string): readonly {
  readonly seed: Uint8Array
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}[] {
  return rfc8032Tests(folder).map(({ priv, pub, msg, sig }) => ({
    seed: hex(priv),
    publicKey: hex(pub),
    message: hex(msg),
    signature: hex(sig),
  }))
}

function rfc8032Tests(folder: string): readonly Rfc8032Test[] {
  return JSON.parse(readFileSync(join(folder, 'rfc8032-ed25519.json'), 'utf8'))
}
