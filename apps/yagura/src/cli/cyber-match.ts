import { longestLine, type PatternLine } from '../match/match-rows.ts'
import { type MatchThread, startMatchThread } from '../match/match-thread.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { UnusableObservationsError } from './cyber-errors.ts'
import { UnreadableFileError, WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { displayName } from './read-file.ts'
import { readLines } from './read-lines.ts'
import { readUtf8 } from './read-utf8.ts'

/** Options of `yagura cyber match` as typed. */
export type MatchOptions = { readonly patterns: string; readonly format: string }

const mostCharacters = 256 << 20
const shownProblems = 20
/** Handed to the thread together. */
const mostLines = 64
const mostBytes = 1 << 18

/**
 * `yagura cyber match`: asks each pattern of what was observed.
 *
 * @param observed - Path of the observations, or `-`.
 * @returns The exit code: bad input where an observation cannot be used, or a pattern cannot be read or asked.
 * @throws WrongUseError, UnusableObservationsError, UnreadableFileError
 */
export async function matchPatterns(observed: string, options: MatchOptions, context: CommandContext): Promise<number> {
  parseWord('--format', options.format, ['ndjson'])
  if (observed === '-' && options.patterns === '-') {
    throw new WrongUseError('--patterns', 'standard input holds the observations already: name a file of either')
  }
  const { output } = context
  const text = await readObserved(observed, context)
  const thread = startMatchThread(context.signal)
  try {
    let areAllGood = await observe(thread, observed, text, context)
    for await (const lines of linesTogether(options.patterns, context)) {
      const answer = await thread.ask(lines)
      areAllGood &&= answer.areAllGood
      output.write(answer.rows)
      await output.drain()
    }
    await output.end()
    return areAllGood ? exitCodes.done : exitCodes.badInput
  } catch (error) {
    // What came before a damage of the file has been answered.
    if (error instanceof UnreadableFileError) await output.end()
    throw error
  } finally {
    await thread.close()
  }
}

async function* linesTogether(file: string, context: CommandContext): AsyncGenerator<readonly PatternLine[]> {
  let lines: PatternLine[] = []
  let length = 0
  let number = 0
  try {
    for await (const bytes of readLines(file, context, longestLine)) {
      number += 1
      lines.push({ number, bytes })
      length += bytes.length
      if (lines.length < mostLines && length < mostBytes) continue
      yield lines
      lines = []
      length = 0
    }
  } catch (error) {
    if (error instanceof UnreadableFileError && lines.length > 0) yield lines
    throw error
  }
  if (lines.length > 0) yield lines
}

async function readObserved(file: string, context: CommandContext): Promise<string> {
  const read = await readUtf8(file, context, mostCharacters)
  if (read.ok) return read.text
  throw new UnusableObservationsError(displayName(file), `${read.message} (${read.code})`)
}

/** @returns Whether all observations can be used. */
async function observe(
  thread: MatchThread,
  file: string,
  text: string,
  { messages }: CommandContext,
): Promise<boolean> {
  const name = displayName(file)
  const answer = await thread.observe(text)
  if (!answer.ok) throw new UnusableObservationsError(name, answer.reason)
  const { problems, count } = answer
  for (const problem of problems.slice(0, shownProblems)) messages.say(`${name}: ${problem}; it is left out`)
  if (problems.length > shownProblems) messages.say(`${name}: … ${problems.length} left out in all`)
  if (count === 0) messages.say(`${name}: it holds no observed-data, so nothing can match`)
  return problems.length === 0
}
