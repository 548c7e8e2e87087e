import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  base64UrlBytes,
  canonicalBytes,
  fingerprintOf,
  keyIdOf,
  makeVerifierKey,
  type Signer,
  type VerifierKey,
} from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed } from '../../../api/contract/common.ts'
import { PartnerCard } from '../../../api/contract/partners.ts'
import { createMemorySigner } from '../../../crypto/ed25519-seed.ts'
import type { NodeMode } from '../../context.ts'
import { IdentityUnusableError } from '../errors.ts'

const Seed = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** A node's keys for every day as its file holds them; the root keys are in files of their own that people carry away. */
export const IdentityFile = closed({
  v: Type.Literal(1),
  card: PartnerCard,
  /** Seeds of Ed25519 keys, 32 bytes in unpadded base64url. */
  seeds: closed({ log: Seed, cosign: Seed, author: Seed }),
  tls: closed({ key: Type.String({ maxLength: 4096 }), certificate: Type.String({ maxLength: 16_384 }) }),
  /** Records `key.add` and the like, signed by the roots, as they were when the keys were made. */
  keyRecords: Type.Array(Type.String({ maxLength: 65_535 }), { maxItems: 64 }),
})
/** A node's keys for every day as its file holds them. */
export type IdentityFile = Static<typeof IdentityFile>

/** A node's own keys, opened. */
export type OwnIdentity = {
  readonly card: PartnerCard
  readonly fingerprint: string
  readonly log: { readonly key: VerifierKey; readonly signer: Signer }
  readonly cosign: { readonly key: VerifierKey; readonly signer: Signer }
  /** Signs what the node says by itself. */
  readonly author: Signer
  /** PEM. */
  readonly tls: { readonly key: string; readonly certificate: string; readonly expiresMs: number }
  readonly keyRecords: readonly string[]
}

/** Names of the key with which the node itself signs records, and of the keys of its logs. */
export const keyNames = { author: 'node', log: 'log', cosign: 'cosign' } as const

/** Where a node keeps its keys for every day. */
export function identityFile(dataFolder: string, mode: NodeMode): string {
  return join(dataFolder, mode === 'REAL' ? 'identity.json' : 'identity-simulated.json')
}

/** @returns The fingerprint of a card that people read to each other. */
export function cardFingerprint(card: PartnerCard): string {
  return fingerprintOf(canonicalBytes(card))
}

/**
 * Opens a node's keys.
 *
 * @returns Undefined where none were made.
 * @throws IdentityUnusableError
 */
export async function readIdentity(dataFolder: string, mode: NodeMode): Promise<OwnIdentity | undefined> {
  const file = identityFile(dataFolder, mode)
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new IdentityUnusableError(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (!Check(IdentityFile, value)) throw new IdentityUnusableError(file, 'not of a form that this version knows')
  return openIdentity(file, value)
}

function openIdentity(file: string, { card, seeds, tls, keyRecords }: IdentityFile): OwnIdentity {
  const signerOf = (role: keyof typeof seeds): Signer => {
    const seed = base64UrlBytes(seeds[role])
    if (seed === undefined) throw new IdentityUnusableError(file, `the seed of the key ${role} is not base64url`)
    const { publicKey } = createMemorySigner('', seed)
    return createMemorySigner(keyIdOf(card.node, keyNames[role], publicKey), seed)
  }
  const noteKeyOf = (type: VerifierKey['type'], signer: Signer): { key: VerifierKey; signer: Signer } => {
    const made = makeVerifierKey(card.node, type, signer.publicKey)
    if (!made.ok) throw new IdentityUnusableError(file, made.fault.reason)
    return { key: made.key, signer }
  }
  return {
    card,
    fingerprint: cardFingerprint(card),
    log: noteKeyOf('ed25519', signerOf('log')),
    cosign: noteKeyOf('cosignature', signerOf('cosign')),
    author: signerOf('author'),
    tls: { ...tls, expiresMs: expiryOf(file, tls) },
    keyRecords,
  }
}

function expiryOf(file: string, { key, certificate }: IdentityFile['tls']): number {
  try {
    const parsed = new X509Certificate(certificate)
    if (!parsed.checkPrivateKey(createPrivateKey(key))) {
      throw new IdentityUnusableError(file, 'the certificate is of another key')
    }
    return Date.parse(parsed.validTo)
  } catch (cause) {
    if (cause instanceof IdentityUnusableError) throw cause
    throw new IdentityUnusableError(file, 'the certificate or its key cannot be read', cause)
  }
}
