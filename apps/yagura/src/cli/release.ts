import { createHash } from 'node:crypto'
import { base64UrlOf, preAuthenticationEncoding, recordType, type Signer, utf8Bytes } from '@yagura/record'
import type { Release } from '../api/contract/releases.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { ReleaseNotAsShownError, WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'
import { keyIdIn, openKeyFile } from './open-key-file.ts'
import { type PassphraseOptions, readPassphrase } from './read-passphrase.ts'
import { type ReleaseArguments, releaseRequestOf } from './release-arguments.ts'
import { createTable, tableFormats } from './table.ts'

type Data = { readonly data?: string }

/** Options of `yagura release draft|preview` as typed. */
export type DraftOptions = Data & ReleaseArguments & { readonly key: string }

/** Options of `yagura release sign` as typed. */
export type SignReleaseOptions = Data & PassphraseOptions & { readonly key: string; readonly hash?: string }

/** Options of `yagura release list` as typed. */
export type ListReleasesOptions = Data & { readonly state?: Release['state']; readonly format: string }

/** Options of `yagura release recall` as typed. */
export type RecallOptions = Data & PassphraseOptions & { readonly key: string; readonly why: string }

const columns = [
  ...['id', 'state', 'kind', 'title', 'body_sha256', 'banner', 'origin', 'index', 'recipients', 'signed_by'],
  ...['tear_line_of', 'drafted_by', 'drafted_utc', 'released_utc', 'recalled_utc', 'refusal'],
]
const pageLength = 1000

/** `yagura release preview`: prints the dry run as one line of JSON; exit code 1 where it would be refused. */
export async function previewRelease(options: DraftOptions, { output }: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const keyId = await keyIdIn(options.key)
  const preview = await node.ask('previewRelease', { body: { ...(await releaseRequestOf(options, node)), keyId } })
  output.write(`${JSON.stringify(preview)}\n`)
  await output.end()
  return preview.refusal === null ? exitCodes.done : exitCodes.badInput
}

/** `yagura release draft`: writes the record that is to be signed, and prints its row. */
export async function draftRelease(options: DraftOptions, context: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const keyId = await keyIdIn(options.key)
  const body = { ...(await releaseRequestOf(options, node)), keyId }
  return printOne(await node.ask('draftRelease', { body }), context)
}

/**
 * `yagura release sign`: signs what the node shows, after its hash was checked, and prints the row as it is then.
 *
 * @throws ReleaseNotAsShownError where the body is not what the hash says.
 */
export async function signRelease(id: string, options: SignReleaseOptions, context: CommandContext): Promise<number> {
  if (options.hash !== undefined && !/^[0-9a-f]{6,64}$/.test(options.hash)) {
    throw new WrongUseError('--hash', 'the hash of the body or its beginning: 6 to 64 hex digits, lower case')
  }
  const node = await openNodeClient(dataFolderOf(options.data))
  const { preview } = await node.ask('readRelease', { params: { id } })
  requireHash(preview, options.hash ?? '')
  const signer = await openKeyFile(options.key, await readPassphrase(options, context, process.env))
  const signature = await signatureOf(preview.body, signer)
  return printOne(await node.ask('signRelease', { params: { id }, body: signature }), context)
}

/** `yagura release withdraw`. */
export async function withdrawRelease(id: string, options: Data, context: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  return printOne(await node.ask('withdrawRelease', { params: { id } }), context)
}

/** `yagura release recall`: writes the recall, signs it, and prints the row. */
export async function recallRelease(id: string, options: RecallOptions, context: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const signer = await openKeyFile(options.key, await readPassphrase(options, context, process.env))
  const drafted = await node.ask('draftRecall', { params: { id }, body: { why: options.why, keyId: signer.keyId } })
  const { recallDraft } = drafted
  if (recallDraft === null) throw new ReleaseNotAsShownError(id)
  requireHash(recallDraft, '')
  const signature = await signatureOf(recallDraft.body, signer)
  return printOne(await node.ask('signRecall', { params: { id }, body: signature }), context)
}

/** `yagura release list`: one row each, newest first. */
export async function listReleases(options: ListReleasesOptions, { output }: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  for await (const release of everyRelease(node, options.state)) printRow(cellsOf(release))
  await output.end()
  return exitCodes.done
}

async function* everyRelease(node: NodeClient, state: Release['state'] | undefined): AsyncGenerator<Release> {
  for (let offset = 0, total = 1; offset < total; offset += pageLength) {
    const query = { offset, limit: pageLength, ...(state === undefined ? {} : { state }) }
    const page = await node.ask('listReleases', { query })
    yield* page.items
    total = page.total
  }
}

async function printOne(release: Release, { output }: CommandContext): Promise<number> {
  createTable(columns, 'ndjson', output.write)(cellsOf(release))
  await output.end()
  return exitCodes.done
}

function cellsOf({ preview, ...release }: Release) {
  const receiving = preview.recipients.filter(({ leaves }) => leaves).map(({ node }) => node)
  return [
    ...[release.id, release.state, release.kind, release.title, preview.bodySha256, preview.banner.en],
    ...[preview.origin ?? undefined, release.index ?? undefined, receiving],
    release.signatures.map(({ officer, keyId }) => `${officer} ${keyId}`),
    ...[release.request.tearLineOf, release.draftedBy, release.draftedUtc],
    ...[release.releasedUtc ?? undefined, release.recalledUtc ?? undefined, preview.refusal?.code],
  ]
}

type Shown = { readonly body: string; readonly bodySha256: string }

function requireHash({ body, bodySha256 }: Shown, beginning: string): void {
  const found = createHash('sha256').update(body, 'utf8').digest('hex')
  if (found !== bodySha256 || !found.startsWith(beginning)) throw new ReleaseNotAsShownError(found)
}

async function signatureOf(body: string, signer: Signer): Promise<{ keyId: string; signature: string }> {
  const signature = await signer.sign(preAuthenticationEncoding(recordType, utf8Bytes(body)))
  return { keyId: signer.keyId, signature: base64UrlOf(signature) }
}
