import { randomBytes } from 'node:crypto'
import { fingerprintOf } from '@yagura/record'
import { createKeyFile } from '../crypto/key-file.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type PassphraseOptions, readPassphrase } from './read-passphrase.ts'
import { createTable } from './table.ts'

const shortestPassphrase = 12

/** Options of `yagura key new` as typed. */
export type NewKeyOptions = PassphraseOptions & { readonly node: string; readonly name: string; readonly out: string }

/**
 * `yagura key new`: makes a key for somebody and keeps it in a file under a passphrase; prints its id, public key and fingerprint.
 *
 * @returns The exit code.
 */
export async function newKey(options: NewKeyOptions, context: CommandContext): Promise<number> {
  if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(options.node)) {
    throw new WrongUseError('--node', 'lower-case letters, digits, . and -, as in jp.ncc.example')
  }
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.name)) {
    throw new WrongUseError('--name', 'lower-case letters, digits and -, as in duty-3')
  }
  const passphrase = await readPassphrase(options, context, process.env)
  if (passphrase.length < shortestPassphrase) {
    throw new WrongUseError('--passphrase-file', `a passphrase has at least ${shortestPassphrase} characters`)
  }
  const { keyId, publicKey } = await createKeyFile(options.out, options, passphrase, randomBytes)
  const row = createTable(['key', 'public_key', 'fingerprint', 'file'], 'ndjson', context.output.write)
  row([keyId, Buffer.from(publicKey).toString('base64url'), fingerprintOf(publicKey), options.out])
  await context.output.end()
  return exitCodes.done
}
