import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { comparableSourceName } from '@yagura/core'
import { CaseContent, commitmentTo, type Marking } from '@yagura/record'
import { Check } from 'typebox/value'
import { parseWord } from './arguments.ts'
import { printCase, printPart } from './case.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { UnreadableFileError, WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type NodeClient, openNodeClient } from './node-client.ts'
import { displayName } from './read-file.ts'
import { readText } from './read-text.ts'
import { markOf, type TypedMark } from './release-arguments.ts'
import { instantOf } from './typed-instant.ts'

/** Options of every command that adds a part. */
export type PartOptions = Partial<TypedMark> & { readonly data?: string; readonly corrects?: readonly string[] }

/** What is said of evidence, as typed. */
export type EvidenceWords = {
  readonly title: string
  readonly text?: string
  readonly file?: string
  readonly mediaType?: string
  readonly source?: string
  readonly sourceSalt?: string
  readonly holder?: string
  readonly collected?: string
}

type LinkOptions = PartOptions & {
  readonly rel: string
  readonly target: string
  readonly from?: string
  readonly text?: string
}

const mostCharacters = 65_536
const sourceSaltHexDigits = 32

/** `yagura case open`. */
export async function openCase(
  options: PartOptions & { readonly title: string; readonly text?: string },
  context: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const { title, text } = options
  const mark = await markIfTyped(options, node)
  const body = { title, ...(text === undefined ? {} : { text }), ...(mark === undefined ? {} : { mark }) }
  return printCase(await node.ask('openCase', { body }), context)
}

/** `yagura case add`: a part of any kind, as JSON. */
export async function addPart(
  id: string,
  file: string,
  options: PartOptions,
  context: CommandContext,
): Promise<number> {
  const what = parseJson(file, await readText(file, context, mostCharacters))
  if (!Check(CaseContent, what)) {
    throw new UnreadableFileError(
      displayName(file),
      new Error('no content of a part; docs/guide/cases.md has them all'),
    )
  }
  return addContent(id, what, options, context)
}

/** Adds a part and prints its row. */
export async function addContent(
  id: string,
  what: CaseContent,
  options: PartOptions,
  context: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const mark = await markIfTyped(options, node)
  const { corrects } = options
  const body = {
    what,
    ...(corrects === undefined ? {} : { corrects: [...corrects] }),
    ...(mark === undefined ? {} : { mark }),
  }
  return printPart(await node.ask('addCasePart', { params: { id }, body }), context)
}

/** `yagura case evidence`: gives the file first, then registers it with the hash that the node measured. */
export async function addEvidence(
  id: string,
  words: EvidenceWords,
  options: PartOptions,
  context: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const { title, text, file, holder, collected } = words
  const source = sourceOf(words)
  const given = file === undefined ? undefined : await giveFile(node, id, file, words.mediaType)
  const what: CaseContent = {
    kind: 'evidence',
    title,
    ...(text === undefined ? {} : { text }),
    ...(source === undefined ? {} : { source }),
    ...(collected === undefined ? {} : { collectedUtc: instantOf('--collected', collected) }),
    ...(holder === undefined ? {} : { holder }),
    ...(given === undefined ? {} : { file: given }),
  }
  return addContent(id, what, options, context)
}

/** `yagura case link`: a thing outside the case, as TYPE:ID. */
export async function addLink(id: string, options: LinkOptions, context: CommandContext): Promise<number> {
  const { rel, target, from, text } = options
  const what: CaseContent = {
    ...{ kind: 'link', rel, to: targetOf('--target', target) },
    ...(from === undefined ? {} : { from: targetOf('--from', from) }),
    ...(text === undefined ? {} : { text }),
  }
  if (!Check(CaseContent, what)) throw new WrongUseError('--rel', 'a word of letters and hyphens that begins small')
  return addContent(id, what, options, context)
}

/** `yagura case export`: one file with every part and its marking. */
export async function exportCase(
  id: string,
  options: { readonly data?: string; readonly to: string; readonly form: string },
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const form = parseWord('--form', options.form, ['json', 'ndjson'] as const)
  const bytes = await node.download('exportCase', { params: { id }, query: { form } })
  await writeFile(options.to, bytes, { flag: 'wx', mode: 0o600 }).catch((cause: Error) => {
    throw new UnreadableFileError(options.to, cause)
  })
  messages.say(`${options.to}: ${bytes.length} bytes`)
  return exitCodes.done
}

/** The marking that was typed; undefined where nothing of one was. */
export async function markIfTyped(options: PartOptions, node: NodeClient): Promise<Marking | undefined> {
  const { to, display, policy, level, control, compartment, tlp, why } = options
  const typed = [to, display, policy, level, control, compartment, tlp, why]
  if (typed.every((one) => one === undefined)) return undefined
  return markOf({ ...options, level: level ?? '0' }, node)
}

async function giveFile(node: NodeClient, id: string, file: string, mediaType: string | undefined) {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new UnreadableFileError(file, cause)
  })
  const query = { name: basename(file), ...(mediaType === undefined ? {} : { mediaType }) }
  return node.upload('uploadCaseFile', { params: { id }, query }, bytes)
}

function sourceOf({ source: name, sourceSalt }: EvidenceWords) {
  if (sourceSalt === undefined) return name === undefined ? undefined : { name }
  if (name === undefined) throw new WrongUseError('--source-salt', 'name the source too: the node’s own keep the name')
  if (!/^[0-9a-f]*$/.test(sourceSalt) || sourceSalt.length < sourceSaltHexDigits) {
    throw new WrongUseError(
      '--source-salt',
      `at least ${sourceSaltHexDigits} hex digits that both nations have agreed on`,
    )
  }
  const sha256 = createHash('sha256').update(comparableSourceName(name)).digest('hex')
  const made = commitmentTo(sha256, Buffer.from(sourceSalt, 'hex'))
  if (!made.ok) throw new WrongUseError('--source-salt', made.fault.reason)
  return { name, commitment: made.commitment }
}

function targetOf(option: string, typed: string) {
  const colon = typed.indexOf(':')
  if (colon < 1 || colon === typed.length - 1) throw new WrongUseError(option, 'TYPE:ID, such as alert:01J…')
  return { type: typed.slice(0, colon), id: typed.slice(colon + 1) }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnreadableFileError(displayName(file), error)
    throw error
  }
}
