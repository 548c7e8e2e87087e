import { isMembers, isTooDeep, makeObservableId } from '@yagura/cyber'
import { utf8Text } from '@yagura/record'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { displayName } from './read-file.ts'
import { readJson } from './read-json.ts'
import { readLines } from './read-lines.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber id` as typed. */
export type IdOptions = { readonly format: string }

/** Bytes. */
const longestLine = 16 << 20

/** What a line came to: its id, or why there is none. */
type IdOfLine = { readonly id: string } | { readonly reason: string }

/**
 * `yagura cyber id`: a row for each line that is not empty.
 *
 * @returns The exit code: bad input where a line has no deterministic id.
 */
export async function printIds(file: string, options: IdOptions, context: CommandContext): Promise<number> {
  const { output, messages } = context
  const print = createTable(['id'], parseWord('--format', options.format, tableFormats), output.write)
  let areAllGood = true
  let lineNumber = 0
  for await (const bytes of readLines(file, context, longestLine)) {
    lineNumber += 1
    const answer = idOfLine(bytes)
    if (answer === undefined) continue
    if ('reason' in answer) {
      areAllGood = false
      messages.say(`${displayName(file)}:${lineNumber}: ${answer.reason}`)
    }
    print(['id' in answer ? answer.id : undefined])
    await output.drain()
  }
  await output.end()
  return areAllGood ? exitCodes.done : exitCodes.badInput
}

/** @returns Undefined of an empty line. */
function idOfLine(bytes: Uint8Array): IdOfLine | undefined {
  if (bytes.length > longestLine) return { reason: `the line has more than ${longestLine} bytes, which is the most` }
  const text = utf8Text(bytes)
  if (text === undefined) return { reason: 'the line is not UTF-8 (not-utf-8)' }
  if (text.trim() === '') return undefined
  const read = readJson(text)
  if (!read.ok) return { reason: `${read.message} (${read.code})` }
  if (!isMembers(read.value)) return { reason: 'the line is no object of JSON' }
  if (isTooDeep(read.value)) return { reason: 'its lists and objects are too deep in each other (too-deep)' }
  const answer = makeObservableId(read.value)
  if (answer.is === 'made') return answer
  return {
    reason:
      answer.is === 'random'
        ? `the standard gives this object a random id: ${answer.reason}`
        : `no id can be made of it: ${answer.reason} (${answer.code})`,
  }
}
