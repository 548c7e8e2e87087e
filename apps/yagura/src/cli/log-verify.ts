import { existsSync } from 'node:fs'
import { YaguraError } from '@yagura/core'
import { largestNoteBytes, parseVerifierKey, type VerifierKey } from '@yagura/record'
import { type LogSource, logBehindUrl, logInFolder } from '../log-audit/log-source.ts'
import { type LogAudit, verifyLog } from '../log-audit/verify-log.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { readFile } from './read-file.ts'
import { readText } from './read-text.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura log verify` as typed. */
export type LogVerifyOptions = { readonly vkey: string; readonly checkpoint?: string; readonly format: string }

const columns = ['origin', 'size', 'root', 'entries', 'valid', 'error']
const longestKeyFile = 4096

/**
 * `yagura log verify`: verifies a log whole and prints one row.
 *
 * @param place - URL or folder of the log.
 * @returns The exit code: bad input where the log is not what its checkpoint says.
 */
export async function verifyLogCommand(
  place: string,
  options: LogVerifyOptions,
  context: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const key = await readVerifierKey(options.vkey, context)
  const earlier = options.checkpoint === undefined ? undefined : await readEarlier(options.checkpoint, context)
  const { head, entries, problems } = await auditOf(openLog(place, context), key, earlier, context)
  const print = createTable(columns, format, context.output.write)
  const root = head === undefined ? undefined : Buffer.from(head.root).toString('base64')
  const error = problems.length === 0 ? undefined : problems.join('; ')
  print([head?.origin, head?.size, root, entries, error === undefined, error])
  await context.output.end()
  return error === undefined ? exitCodes.done : exitCodes.badInput
}

/**
 * The log at a place.
 *
 * @param place - An http or https URL, else a folder.
 * @throws WrongUseError for other URLs.
 */
export function openLog(place: string, { signal }: CommandContext): LogSource {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) return logInFolder(place)
  const url = URL.canParse(place) ? new URL(place) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new WrongUseError('URL', `"${place}" is not an http or https URL`)
  }
  return logBehindUrl(url, Date.now, signal)
}

/** A log that cannot be read is not verified: the row says why. */
async function auditOf(
  source: LogSource,
  key: VerifierKey,
  earlier: { readonly name: string; readonly bytes: Uint8Array } | undefined,
  { messages, signal }: CommandContext,
): Promise<LogAudit> {
  const onProgress = (entries: number, size: number): void =>
    messages.progress(`${source.name}: ${entries} of ${size} entries verified`)
  try {
    return await verifyLog(source, { key, earlier, onProgress, signal })
  } catch (error) {
    signal.throwIfAborted()
    const isSystems = error instanceof Error && 'syscall' in error
    if (!isSystems && !(error instanceof YaguraError)) throw error
    return { head: undefined, entries: 0, problems: [error.message] }
  }
}

async function readVerifierKey(text: string, context: CommandContext): Promise<VerifierKey> {
  const isFile = existsSync(text)
  const typed = isFile ? (await readText(text, context, longestKeyFile)).trim() : text
  const parsed = parseVerifierKey(typed)
  if (parsed.ok) return parsed.key
  throw new WrongUseError('--vkey', isFile ? `${text}: ${parsed.fault.reason}` : parsed.fault.reason)
}

async function readEarlier(
  file: string,
  context: CommandContext,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of readFile(file, context)) {
    pieces.push(piece)
    length += piece.length
    if (length > largestNoteBytes) break
  }
  return { name: file, bytes: new Uint8Array(Buffer.concat(pieces)) }
}
