import { randomBytes } from 'node:crypto'
import { base64UrlBytes, coreKinds, fingerprintOf, keyIdOf, type Signer, signRecord, utf8Text } from '@yagura/record'
import type { OfficerKey } from '../api/contract/releases.ts'
import { officerKeyName } from '../node/releases/key-names.ts'
import { ulid } from '../node/ulid.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'
import { openKeyFile } from './open-key-file.ts'
import { readPassphrase } from './read-passphrase.ts'
import { RecordRefusedError } from './record-errors.ts'
import { createTable, type TableFormat, tableFormats } from './table.ts'

type RootOptions = {
  readonly data?: string
  readonly root: readonly string[]
  readonly rootPassphraseFile?: readonly string[]
}

/** Options of `yagura key certify` as typed. */
export type CertifyOptions = RootOptions & {
  readonly asked?: string
  readonly public?: string
  readonly officer?: string
  readonly name?: string
  readonly mandate: string
}

/** Options of `yagura key end` as typed. */
export type EndKeyOptions = RootOptions & { readonly why?: string; readonly compromised?: boolean }

const columns = ['key', 'officer', 'state', 'mandates', 'fingerprint', 'public_key', 'asked_utc']
const mandateWords = ['author', 'release', 'approve'] as const
/** What every officer may sign: what the watch says, and at once that it is taken back. */
const authorScope = ['alert.*', 'case.*', 'dataset.*', 'recall.*', 'space.*']

/**
 * `yagura key certify`: two roots say that an officer's key counts, and the running node takes it.
 *
 * @returns The exit code.
 */
export async function certifyKey(options: CertifyOptions, context: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const roots = await openRoots(options, context)
  const { keyId, publicKey, officer } = await keyToCertify(options, roots, node)
  const words = options.mandate.split(',').map((word) => parseWord('--mandate', word.trim(), mandateWords))
  const mandate = ['recall', ...words.filter((word) => word !== 'author')].sort()
  const scope = words.some((word) => word !== 'author') ? [...authorScope, 'release.*'].sort() : authorScope
  const data = { alg: 'Ed25519', key: keyId, mandate: [...new Set(mandate)], pub: publicKey, scope }
  const record = await signedByRoots('key.add', data, roots, node)
  const body = { record, ...(officer === undefined ? {} : { officer }) }
  return printKeys([await node.ask('certifyKey', { body })], 'ndjson', context)
}

/**
 * `yagura key end`: two roots say that a key counts no more.
 *
 * @returns The exit code.
 */
export async function endKey(keyId: string, options: EndKeyOptions, context: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const roots = await openRoots(options, context)
  const said = { key: keyId, ...(options.why === undefined ? {} : { why: options.why }) }
  const record =
    options.compromised === true
      ? await signedByRoots('key.compromised', { ...said, from: 0 }, roots, node)
      : await signedByRoots('key.end', said, roots, node)
  return printKeys([await node.ask('certifyKey', { body: { record } })], 'ndjson', context)
}

/** `yagura key list`: the keys of the officers of a running node. */
export async function listKeys(
  options: { readonly data?: string; readonly format: string },
  context: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('listOfficerKeys', {})
  return printKeys(items, format, context)
}

async function openRoots(options: RootOptions, context: CommandContext): Promise<readonly [Signer, Signer]> {
  const files = options.rootPassphraseFile ?? []
  const [first, second, ...more] = options.root
  if (first === undefined || second === undefined || more.length > 0 || first === second || files.length > 2) {
    throw new WrongUseError('--root', 'name the files of two different root keys')
  }
  const open = async (file: string, passphraseFile: string | undefined): Promise<Signer> => {
    const typed = passphraseFile === undefined ? {} : { passphraseFile }
    return openKeyFile(file, await readPassphrase(typed, context, process.env))
  }
  return [await open(first, files[0]), await open(second, files[1] ?? files[0])]
}

async function keyToCertify(options: CertifyOptions, [root]: readonly [Signer, Signer], node: NodeClient) {
  const { asked, public: publicKey, officer } = options
  if ((asked === undefined) === (publicKey === undefined)) {
    throw new WrongUseError('--asked, --public', 'name one of the two')
  }
  if (asked !== undefined) {
    const { items } = await node.ask('listOfficerKeys', {})
    const known = items.find(({ keyId }) => keyId === asked)
    if (known === undefined) throw new WrongUseError('--asked', `nobody has asked the node for a key ${asked}`)
    return { keyId: asked, publicKey: known.publicKey, officer: undefined }
  }
  const bytes = base64UrlBytes(publicKey ?? '')
  if (bytes?.length !== 32) throw new WrongUseError('--public', '32 bytes in unpadded base64url')
  if (officer === undefined) throw new WrongUseError('--officer', 'say whose key it is')
  const nodeName = root.keyId.slice(0, root.keyId.indexOf('/'))
  return { keyId: keyIdOf(nodeName, officerKeyName(officer, options.name), bytes), publicKey: publicKey ?? '', officer }
}

/** A record about a key: it names no nation, for the key counts in every log of the node’s mode. */
async function signedByRoots(kind: string, data: unknown, roots: readonly [Signer, Signer], node: NodeClient) {
  const { mode } = await node.ask('readStatus', {})
  const nowMs = Date.now()
  const [{ keyId }] = roots
  const body = {
    at: new Date(nowMs).toISOString(),
    by: keyId.slice(0, keyId.indexOf('#')),
    ...{ data, id: ulid(nowMs, randomBytes), kind, mark: { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode }, refs: [], v: 1 },
  }
  const signed = await signRecord(body, roots, coreKinds)
  if (!signed.ok) throw new RecordRefusedError('the record about the key', signed.fault)
  return utf8Text(signed.line) ?? ''
}

async function printKeys(
  keys: readonly OfficerKey[],
  format: TableFormat,
  { output }: CommandContext,
): Promise<number> {
  const row = createTable(columns, format, output.write)
  for (const { keyId, officer, state, mandates, publicKey, askedUtc } of keys) {
    const fingerprint = fingerprintOf(base64UrlBytes(publicKey) ?? new Uint8Array())
    row([keyId, officer, state, mandates, fingerprint, publicKey, askedUtc])
  }
  await output.end()
  return exitCodes.done
}
