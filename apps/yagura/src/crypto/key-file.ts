import type { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { base64UrlOf, keyIdOf, type Signer } from '@yagura/record'
import { Check } from 'typebox/value'
import { writeNewSecretFile } from './durable-file.ts'
import { createMemorySigner, keyPairOfSeed } from './ed25519-seed.ts'
import { KeyFileExistsError, KeyFileUnusableError, KeyLockedError } from './key-errors.ts'
import { openKey, type PassphraseMaker, SealedKey, sealKey } from './sealed-key.ts'

const largestBytes = 4096

/**
 * Makes a key and keeps it in a file under a passphrase, with mode 0600; what is on the disk survives a power cut.
 *
 * @param author - Node and name of whose key it is.
 * @param random - Gives random bytes.
 * @param maker - Who made the passphrase.
 * @returns Id and public key (32 bytes).
 * @throws KeyFileExistsError where the file is there already.
 * @throws KeyFileUnusableError where it cannot be written.
 */
export async function createKeyFile(
  file: string,
  author: { readonly node: string; readonly name: string },
  passphrase: string,
  random: typeof randomBytes,
  maker: PassphraseMaker = 'person',
): Promise<{ readonly keyId: string; readonly publicKey: Uint8Array }> {
  const seed = random(32)
  const { publicKey } = keyPairOfSeed(seed)
  const keyId = keyIdOf(author.node, author.name, publicKey)
  const sealed = await sealKey({ keyId, publicKey, seed }, passphrase, random, maker)
  seed.fill(0)
  try {
    await writeNewSecretFile(file, `${JSON.stringify(sealed, undefined, 2)}\n`)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if ('code' in cause && cause.code === 'EEXIST') throw new KeyFileExistsError(file)
    throw new KeyFileUnusableError(file, cause.message, cause)
  }
  return { keyId, publicKey }
}

/**
 * Opens the key in a file; it stays in the memory of this process.
 *
 * @throws KeyFileUnusableError where the file cannot be read or is no key file.
 * @throws KeyLockedError where the passphrase does not open it.
 */
export async function createFileSigner(file: string, passphrase: string): Promise<Signer> {
  const sealed = await readSealedKey(file)
  const seed = await openKey(sealed, passphrase)
  if (seed === undefined) throw new KeyLockedError(file)
  const signer = createMemorySigner(sealed.keyId, seed)
  seed.fill(0)
  if (base64UrlOf(signer.publicKey) !== sealed.publicKey) {
    throw new KeyFileUnusableError(file, 'the public key in it is not that of its private key')
  }
  return signer
}

/**
 * Id and public key (32 bytes, unpadded base64url) of the key in a file; no passphrase is needed.
 *
 * @throws KeyFileUnusableError where the file cannot be read or is no key file.
 */
export async function readKeyFile(file: string): Promise<Pick<SealedKey, 'keyId' | 'publicKey'>> {
  const { keyId, publicKey } = await readSealedKey(file)
  return { keyId, publicKey }
}

async function readSealedKey(file: string): Promise<SealedKey> {
  let value: unknown
  try {
    value = JSON.parse(await readSmall(file))
  } catch (cause) {
    throw new KeyFileUnusableError(file, cause instanceof SyntaxError ? 'no key file: not JSON' : String(cause), cause)
  }
  if (!Check(SealedKey, value)) throw new KeyFileUnusableError(file, 'no key file of a form that this version knows')
  return value
}

/** At most a little more than a key file holds, whatever the file is. */
async function readSmall(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(largestBytes), 0, largestBytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
