import { type CheckAnswer, isTooDeep } from '@yagura/cyber'
import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'
import { readJson } from './read-json.ts'
import { readUtf8, type Utf8Text } from './read-utf8.ts'

/** JavaScript holds no longer text. */
const mostCharacters = 500_000_000

/** A file of JSON, also packed by gzip, as a value; or why there is none, as an issue. */
export type JsonFile =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly answer: CheckAnswer }

/** Checks the JSON of a file; what cannot be read is an issue of its own. */
export async function checkFile(
  file: string,
  check: (value: unknown) => CheckAnswer,
  context: CommandContext,
): Promise<CheckAnswer> {
  const read = await readJsonFile(file, context)
  return read.ok ? check(read.value) : read.answer
}

/** @param file - A path, or `-` for standard input. */
export async function readJsonFile(file: string, context: CommandContext): Promise<JsonFile> {
  let read: Utf8Text
  try {
    read = await readUtf8(file, context, mostCharacters)
  } catch (error) {
    if (error instanceof UnreadableFileError)
      return refused('unreadable', error.cause instanceof Error ? error.cause.message : error.message)
    throw error
  }
  if (!read.ok) return refused(read.code, read.message)
  const json = readJson(read.text)
  if (!json.ok) return refused(json.code, json.message)
  // Nobody means it, and it could not be handed on.
  return isTooDeep(json.value)
    ? refused('too-deep', 'its lists and objects are too deep in each other')
    : { ok: true, value: json.value }
}

function refused(code: string, message: string): JsonFile {
  const issue = { severity: 'error', code, path: '', section: '3.1', message } as const
  return { ok: false, answer: { isValid: false, issues: [issue] } }
}
