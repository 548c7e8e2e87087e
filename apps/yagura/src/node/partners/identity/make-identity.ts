import { generateKeyPairSync, type randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  base64UrlOf,
  coreKinds,
  fingerprintOf,
  formatVerifierKey,
  keyIdOf,
  makeVerifierKey,
  type NoteKeyType,
  signRecord,
  utf8Text,
} from '@yagura/record'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { writeNewSecretFile } from '../../../crypto/durable-file.ts'
import { keyPairOfSeed } from '../../../crypto/ed25519-seed.ts'
import { createFileSigner, createKeyFile } from '../../../crypto/key-file.ts'
import type { NodeMode } from '../../context.ts'
import { ulid } from '../../ulid.ts'
import { IdentityExistsError, IdentityUnusableError } from '../errors.ts'
import { selfSignedCertificate, spkiSha256 } from './certificate.ts'
import { cardFingerprint, type IdentityFile, identityFile, keyNames } from './own-identity.ts'

/** Whose keys are made, and where they go. */
export type IdentityPlan = {
  readonly node: string
  readonly party: string
  /** Where partners reach it: `https://…`. */
  readonly url: string
  readonly mode: NodeMode
  readonly dataFolder: string
  /** Where the files of the root keys go, to be carried away. */
  readonly rootsFolder: string
  readonly nowMs: number
  readonly random: typeof randomBytes
}

/** A root key whose file somebody carries away. */
export type MadeRoot = {
  readonly keyId: string
  readonly file: string
  readonly fingerprint: string
  /** Opens the file; it is told once and kept nowhere. */
  readonly passphrase: string
}

/** What the node itself may sign: what it answers and complains of by itself, never what a person must answer for. */
const authorScope = ['evidence.complaint', 'recall.ack']
const rootCount = 3

/**
 * Makes the keys of a node: three roots in files of their own, each under a passphrase of its own, and those for every day in one file
 * that only its owner can read. Two roots sign that the node's author key counts.
 *
 * @throws IdentityExistsError where there are keys already; then nothing is made.
 * @throws what writing key files throws.
 */
export async function makeIdentity(
  plan: IdentityPlan,
): Promise<{ readonly card: PartnerCard; readonly fingerprint: string; readonly roots: readonly MadeRoot[] }> {
  const { node, party, url, mode, dataFolder, nowMs, random } = plan
  const file = identityFile(dataFolder, mode)
  if (existsSync(file)) throw new IdentityExistsError(file)
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await mkdir(plan.rootsFolder, { recursive: true, mode: 0o700 })
  const roots = await makeRoots(plan)
  const seeds = { log: random(32), cosign: random(32), author: random(32) }
  const noteKey = (type: NoteKeyType, seed: Uint8Array): string => {
    const made = makeVerifierKey(node, type, keyPairOfSeed(seed).publicKey)
    if (!made.ok) throw new IdentityUnusableError(file, made.fault.reason)
    return formatVerifierKey(made.key)
  }
  const tls = generateKeyPairSync('ed25519')
  const card: PartnerCard = {
    v: 1,
    ...{ node, party, url },
    roots: roots.map(({ publicKey }) => base64UrlOf(publicKey)),
    log: noteKey('ed25519', seeds.log),
    cosign: noteKey('cosignature', seeds.cosign),
    tls: spkiSha256(tls.publicKey),
  }
  const content: IdentityFile = {
    v: 1,
    card,
    seeds: { log: base64UrlOf(seeds.log), cosign: base64UrlOf(seeds.cosign), author: base64UrlOf(seeds.author) },
    tls: {
      key: String(tls.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      certificate: selfSignedCertificate(node, tls.privateKey, tls.publicKey, random(16), nowMs),
    },
    keyRecords: [await authorRecord(plan, roots, keyPairOfSeed(seeds.author).publicKey)],
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeNewSecretFile(file, `${JSON.stringify(content, undefined, 2)}\n`)
  return { card, fingerprint: cardFingerprint(card), roots }
}

type RootWithKey = MadeRoot & { readonly publicKey: Uint8Array }

async function makeRoots({ node, mode, rootsFolder, random }: IdentityPlan): Promise<readonly RootWithKey[]> {
  const names = Array.from({ length: rootCount }, (_, index) => `root-${index + 1}`)
  const fileOf = (name: string): string => join(rootsFolder, `${node}.${mode.toLowerCase()}.${name}.key`)
  const taken = names.map(fileOf).find((file) => existsSync(file))
  if (taken !== undefined) throw new IdentityExistsError(taken)
  return Promise.all(
    names.map(async (name) => {
      const passphrase = newPassphrase(random)
      const file = fileOf(name)
      const { keyId, publicKey } = await createKeyFile(file, { node, name }, passphrase, random, 'program')
      return { keyId, publicKey, file, passphrase, fingerprint: fingerprintOf(publicKey) }
    }),
  )
}

/** 130 bits in groups that can be written on paper: no letter that looks like another. */
function newPassphrase(random: typeof randomBytes): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  const letters = [...random(26)].map((byte) => digits[byte & 31]).join('')
  return (letters.match(/.{1,5}/g) ?? []).join('-')
}

/** The record by which two roots let the node's author key count. */
async function authorRecord(
  { node, mode, nowMs, random }: IdentityPlan,
  roots: readonly RootWithKey[],
  publicKey: Uint8Array,
): Promise<string> {
  const signers = await Promise.all(roots.slice(0, 2).map(({ file, passphrase }) => createFileSigner(file, passphrase)))
  const body = {
    at: new Date(nowMs).toISOString(),
    by: `${node}/root-1`,
    data: {
      alg: 'Ed25519',
      key: keyIdOf(node, keyNames.author, publicKey),
      mandate: [],
      pub: base64UrlOf(publicKey),
      scope: authorScope,
    },
    id: ulid(nowMs, random),
    kind: 'key.add',
    mark: { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode },
    refs: [],
    v: 1,
  }
  const signed = await signRecord(body, signers, coreKinds)
  if (!signed.ok) throw new IdentityUnusableError(node, signed.fault.reason)
  return utf8Text(signed.line) ?? ''
}
