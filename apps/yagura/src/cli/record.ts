import {
  type CheckedRecord,
  coreKinds,
  type Fault,
  fromDsse,
  type KindSchemas,
  type RecordAnswer,
  readRecord,
  recordLimits,
  signRecord,
  toDsse,
  utf8Text,
} from '@yagura/record'
import { spaceRecordSchemas } from '@yagura/space'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { openKeyFile } from './open-key-file.ts'
import { displayName } from './read-file.ts'
import { readLines } from './read-lines.ts'
import { type PassphraseOptions, readPassphrase } from './read-passphrase.ts'
import { readText } from './read-text.ts'
import { RecordRefusedError } from './record-errors.ts'
import { readJudge } from './record-keys.ts'
import { recordAsText } from './record-text.ts'
import { createTable } from './table.ts'

/** An envelope spells a record in base64 and may be written with white space. */
const longestEnvelope = 4 * recordLimits.sizeLimitBytes
const kinds: KindSchemas = { ...coreKinds, ...spaceRecordSchemas }

type Form = { readonly dsse?: boolean }

/** Options of `yagura record sign` as typed. */
export type SignRecordOptions = Form & PassphraseOptions & { readonly key: string }

/** Options of `yagura record verify` as typed. */
export type VerifyRecordOptions = Form & { readonly keys?: string }

/**
 * `yagura record sign`: signs the body in a file, or adds a signature to a record that bears some, and prints the line.
 *
 * @returns The exit code.
 * @throws RecordRefusedError where the body is none, or its author is not whose key it is.
 */
export async function signBody(file: string, options: SignRecordOptions, context: CommandContext): Promise<number> {
  const { body, earlier } = bodyIn(displayName(file), await readText(file, context, longestEnvelope), options)
  const signer = await openKeyFile(options.key, await readPassphrase(options, context, process.env))
  const signed = await signRecord(body, [signer], kinds, earlier)
  if (!signed.ok) throw new RecordRefusedError(displayName(file), signed.fault)
  context.output.write(options.dsse === true ? `${JSON.stringify(toDsse(signed))}\n` : `${utf8Text(signed.line)}\n`)
  await context.output.end()
  return exitCodes.done
}

/**
 * `yagura record verify`: one row for each line of a file of signed records.
 *
 * @returns The exit code: 1 where any record is not valid.
 */
export async function verifyRecords(
  file: string,
  options: VerifyRecordOptions,
  context: CommandContext,
): Promise<number> {
  const judge = options.keys === undefined ? undefined : await readJudge(options.keys, context)
  const columns = [
    'line',
    'id',
    'kind',
    'by',
    'sha256',
    'valid',
    'error',
    ...(judge === undefined ? ['signatures'] : []),
  ]
  const row = createTable(columns, 'ndjson', context.output.write)
  let line = 0
  let isAllValid = true
  for await (const bytes of readLines(file, context, longestEnvelope)) {
    line += 1
    const read = readOne(bytes, options)
    const fault = read.ok ? judge?.(line - 1, read) : read.fault
    const { id, kind, by } = read.ok ? read.record.body : {}
    row([line, id, kind, by, read.ok ? read.bodySha256 : undefined, fault === undefined, errorOf(fault), 'unchecked'])
    if (fault !== undefined) isAllValid = false
    await context.output.drain()
  }
  await context.output.end()
  return isAllValid ? exitCodes.done : exitCodes.badInput
}

/**
 * `yagura record show`: prints signed records for people, or as DSSE envelopes.
 *
 * @returns The exit code.
 * @throws RecordRefusedError at the first line that is no record.
 */
export async function showRecords(file: string, options: Form, context: CommandContext): Promise<number> {
  let line = 0
  for await (const bytes of readLines(file, context, longestEnvelope)) {
    line += 1
    const read = readEither(bytes)
    if (!read.ok) throw new RecordRefusedError(`${displayName(file)}:${line}`, read.fault)
    context.output.write(options.dsse === true ? `${JSON.stringify(toDsse(read))}\n` : recordAsText(read))
    await context.output.drain()
  }
  await context.output.end()
  return exitCodes.done
}

function readOne(bytes: Uint8Array, { dsse }: Form): RecordAnswer {
  return dsse === true ? fromDsse(jsonOf(utf8Text(bytes) ?? ''), kinds) : readRecord(bytes, kinds)
}

/** A line is a record or an envelope of one; only a record starts with its body. */
function readEither(bytes: Uint8Array): RecordAnswer {
  const asRecord = readRecord(bytes, kinds)
  if (asRecord.ok) return asRecord
  const asEnvelope = fromDsse(jsonOf(utf8Text(bytes) ?? ''), kinds)
  return asEnvelope.ok || asEnvelope.fault.code !== 'record/envelope' ? asEnvelope : asRecord
}

/** What is to be signed, and what it bears already. */
function bodyIn(place: string, text: string, form: Form): { body: unknown; earlier: CheckedRecord['record']['sigs'] } {
  const value = jsonOf(text)
  if (value === undefined)
    throw new RecordRefusedError(place, { code: 'record/no-json', reason: 'the text is not JSON' })
  const isSigned = typeof value === 'object' && value !== null && ('sigs' in value || 'payload' in value)
  if (!isSigned) return { body: value, earlier: [] }
  const read = readOne(Buffer.from(text.trimEnd()), form)
  if (!read.ok) throw new RecordRefusedError(place, read.fault)
  return { body: read.record.body, earlier: read.record.sigs }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(fault: Fault | undefined): string | undefined {
  return fault === undefined ? undefined : `${fault.code}: ${fault.reason}`
}
