import { isMembers, observableId } from '@yagura/cyber'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { jsonOf } from './json-of.ts'
import { displayName } from './read-file.ts'
import { readLines } from './read-lines.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber id` as typed. */
export type IdOptions = { readonly format: string }

const longestLine = 16 << 20

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
    const text = new TextDecoder().decode(bytes)
    if (text.trim() === '') continue
    const object = jsonOf(text)
    const id = isMembers(object) ? observableId(object) : undefined
    if (id === undefined) {
      areAllGood = false
      const reason = isMembers(object) ? 'the standard gives this object a random id' : 'no JSON object'
      messages.say(`${displayName(file)}:${lineNumber}: ${reason}`)
    }
    print([id])
    await output.drain()
  }
  await output.end()
  return areAllGood ? exitCodes.done : exitCodes.badInput
}
