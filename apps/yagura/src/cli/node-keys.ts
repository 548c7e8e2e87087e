import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fingerprintOf, parseVerifierKey } from '@yagura/record'
import type { PartnerCard } from '../api/contract/partners.ts'
import type { NodeMode } from '../node/context.ts'
import { NoIdentityError } from '../node/partners/errors.ts'
import { makeIdentity } from '../node/partners/identity/make-identity.ts'
import { identityFile, type OwnIdentity, readIdentity } from '../node/partners/identity/own-identity.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { makeFolder } from './make-folder.ts'

/** Options of `yagura node show` and `yagura partner card` as typed. */
export type ShowOptions = { readonly data?: string; readonly simulated?: boolean }
/** Options of `yagura node init` as typed. */
export type InitOptions = ShowOptions & {
  readonly party: string
  readonly name: string
  readonly url?: string
  readonly out?: string
}

const usualPort = 8485

function modeOf({ simulated }: ShowOptions): NodeMode {
  return simulated === true ? 'SIMULATED' : 'REAL'
}

function checkNames({ party, name, url }: InitOptions): void {
  if (!/^[A-Z]{3}$/.test(party)) {
    throw new WrongUseError('--party', `"${party}" is no code of three capital letters, such as JPN`)
  }
  if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(name)) {
    throw new WrongUseError(
      '--name',
      `"${name}" has something but small letters, digits, points and hyphens, or over 63`,
    )
  }
  if (url !== undefined && !/^https:\/\/[A-Za-z0-9.:[\]-]{1,255}$/.test(url)) {
    throw new WrongUseError('--url', `"${url}" is not https:// with a host and perhaps a port`)
  }
}

/** `yagura node init`: makes the keys of a node; says which files have to be carried away, and their passphrases once. */
export async function initNode(options: InitOptions, { output, messages }: CommandContext): Promise<number> {
  checkNames(options)
  const { party, name: node, url = `https://${options.name}:${usualPort}` } = options
  const dataFolder = dataFolderOf(options.data)
  const rootsFolder = resolve(options.out ?? node)
  const mode = modeOf(options)
  // Root keys that were made before the rest fails could not be used: their passphrases are shown at the end.
  if (!existsSync(identityFile(dataFolder, mode))) {
    await makeFolder(dataFolder, '--data')
    await makeFolder(rootsFolder, '--out')
  }
  const plan = { node, party, url, mode, dataFolder, rootsFolder, nowMs: Date.now() }
  const { card, fingerprint, roots } = await makeIdentity({ ...plan, random: randomBytes })
  const cardFile = join(rootsFolder, `${node}.card.json`)
  if (!existsSync(cardFile)) await writeFile(cardFile, `${JSON.stringify(card, undefined, 2)}\n`, { flag: 'wx' })
  output.write(`Node ${node} of ${party}: its keys are made.\n\n`)
  output.write(
    'Root keys. Give each file with its passphrase to another person, who carries it away from this machine;\n',
  )
  output.write('two of the three are needed to let a key count. A passphrase is shown this once and kept nowhere.\n\n')
  for (const root of roots) {
    output.write(`  ${root.keyId}\n    file         ${root.file}\n    fingerprint  ${root.fingerprint}\n`)
    output.write(`    passphrase   ${root.passphrase}\n`)
  }
  output.write(`\nCard for partners: ${cardFile}\n  fingerprint  ${fingerprint}\n`)
  output.write('Send the card by any way, and tell its fingerprint by another: by telephone, or face to face.\n')
  await output.end()
  messages.say(`what the node needs every day lies in ${dataFolder}, readable by its owner only`)
  return exitCodes.done
}

async function ownIdentity(options: ShowOptions): Promise<OwnIdentity> {
  const dataFolder = dataFolderOf(options.data)
  const identity = await readIdentity(dataFolder, modeOf(options))
  if (identity === undefined) throw new NoIdentityError(dataFolder, modeOf(options))
  return identity
}

/** `yagura node show`: which keys a node has. */
export async function showNode(options: ShowOptions, { output }: CommandContext): Promise<number> {
  const { card, fingerprint, author, tls } = await ownIdentity(options)
  const rows: readonly (readonly [string, string])[] = [
    ['node', card.node],
    ['party', card.party],
    ['url', card.url],
    ['card', fingerprint],
    ...card.roots.map((root, index) => [`root-${index + 1}`, fingerprintOf(Buffer.from(root, 'base64url'))] as const),
    ['log', keyFingerprint(card.log)],
    ['cosign', keyFingerprint(card.cosign)],
    ['author', `${fingerprintOf(author.publicKey)} ${author.keyId}`],
    ['certificate', `${card.tls} until ${new Date(tls.expiresMs).toISOString()}`],
  ]
  for (const [name, value] of rows) output.write(`${name.padEnd(12)} ${value}\n`)
  await output.end()
  return exitCodes.done
}

function keyFingerprint(text: PartnerCard['log']): string {
  const parsed = parseVerifierKey(text)
  return parsed.ok ? `${fingerprintOf(parsed.key.publicKey)} ${text}` : text
}

/** `yagura partner card`: the card of this node on standard output, its fingerprint on standard error. */
export async function printCard(options: ShowOptions, { output, messages }: CommandContext): Promise<number> {
  const { card, fingerprint } = await ownIdentity(options)
  output.write(`${JSON.stringify(card, undefined, 2)}\n`)
  await output.end()
  messages.say(`fingerprint ${fingerprint}: tell it to your partners by another way than the card`)
  return exitCodes.done
}
