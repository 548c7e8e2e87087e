import { createCipheriv, createDecipheriv, type randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { base64UrlBytes, base64UrlOf, canonicalBytes } from '@yagura/record'
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const Base64Url = Type.String({ pattern: '^[A-Za-z0-9_-]{1,128}$' })

/** A private key under a passphrase, as it is kept in a file. Everything but the passphrase is in it. */
export const SealedKey = Type.Object(
  {
    v: Type.Literal(1),
    keyId: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}#[0-9a-f]{4}$' }),
    /** 32 bytes. */
    publicKey: Base64Url,
    /** scrypt (RFC 7914): N, r, p. Bounded, so that a file made to hurt cannot take all memory. */
    kdf: Type.Object(
      {
        name: Type.Literal('scrypt'),
        n: Type.Union([Type.Literal(16_384), Type.Literal(131_072), Type.Literal(1_048_576)]),
        r: Type.Literal(8),
        p: Type.Literal(1),
        salt: Base64Url,
      },
      closed,
    ),
    /** AES-256-GCM over the seed (32 bytes), with all other members as additional data; the tag (16 bytes) follows the text. */
    cipher: Type.Object({ name: Type.Literal('aes-256-gcm'), nonce: Base64Url, sealed: Base64Url }, closed),
  },
  closed,
)
/** A private key under a passphrase. */
export type SealedKey = Static<typeof SealedKey>

type Kdf = SealedKey['kdf']
const tagBytes = 16
const deriveKey = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)

/** Who made a passphrase: a program takes at least 128 random bits, a person takes words. */
export type PassphraseMaker = 'person' | 'program'

/**
 * N of scrypt. Words of a person can be guessed: 128 MiB and about half a second a guess (OWASP's first choice for scrypt). 2^128 guesses
 * are out of reach at any price, so that a program's passphrase is not made to wait.
 */
const costs: Readonly<Record<PassphraseMaker, Kdf['n']>> = { person: 131_072, program: 16_384 }

/**
 * Seals a seed.
 *
 * @param random - Gives random bytes: salt and nonce.
 */
export async function sealKey(
  { keyId, publicKey, seed }: { readonly keyId: string; readonly publicKey: Uint8Array; readonly seed: Uint8Array },
  passphrase: string,
  random: typeof randomBytes,
  maker: PassphraseMaker,
): Promise<SealedKey> {
  const kdf: Kdf = { name: 'scrypt', n: costs[maker], r: 8, p: 1, salt: base64UrlOf(random(16)) }
  const nonce = random(12)
  const head = { v: 1 as const, keyId, publicKey: base64UrlOf(publicKey), kdf }
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, kdf), nonce)
  cipher.setAAD(canonicalBytes(head))
  const sealed = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()])
  return { ...head, cipher: { name: 'aes-256-gcm', nonce: base64UrlOf(nonce), sealed: base64UrlOf(sealed) } }
}

/** @returns The seed (32 bytes); `undefined` where the passphrase is wrong or anything in the file was altered. */
export async function openKey({ cipher, ...head }: SealedKey, passphrase: string): Promise<Uint8Array | undefined> {
  const nonce = base64UrlBytes(cipher.nonce)
  const sealed = base64UrlBytes(cipher.sealed)
  if (nonce?.length !== 12 || sealed?.length !== 32 + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, head.kdf), nonce)
  decipher.setAAD(canonicalBytes(head))
  decipher.setAuthTag(sealed.subarray(32))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()])
  } catch {
    return undefined
  }
}

function keyOf(passphrase: string, { n, r, p, salt }: Kdf): Promise<Buffer> {
  const saltBytes = base64UrlBytes(salt) ?? new Uint8Array()
  return deriveKey(passphrase.normalize('NFKC'), saltBytes, 32, { N: n, r, p, maxmem: 256 * n * r })
}
