import type { Signer } from '@yagura/record'
import { KeyFileUnusableError } from '../crypto/key-errors.ts'
import { createFileSigner, readKeyFile } from '../crypto/key-file.ts'
import { UnreadableFileError } from './errors.ts'

/**
 * Opens the key in a file that was named.
 *
 * @throws UnreadableFileError where there is no such file, or it may not be read.
 * @throws KeyFileUnusableError, KeyLockedError
 */
export function openKeyFile(file: string, passphrase: string): Promise<Signer> {
  return createFileSigner(file, passphrase).catch(refuseAsRead)
}

/**
 * The id of the key in a file that was named; no passphrase is needed.
 *
 * @throws UnreadableFileError where there is no such file, or it may not be read.
 * @throws KeyFileUnusableError where it is no key file.
 */
export async function keyIdIn(file: string): Promise<string> {
  return (await readKeyFile(file).catch(refuseAsRead)).keyId
}

/** What the system says of a file is told as of every other file. */
function refuseAsRead(error: unknown): never {
  if (error instanceof KeyFileUnusableError && error.cause instanceof Error && 'syscall' in error.cause) {
    throw new UnreadableFileError(error.file, error.cause)
  }
  throw error
}
