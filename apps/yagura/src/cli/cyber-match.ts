import { matchPattern, type Observation, readObservations, readPattern } from '@yagura/cyber'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { UnusableObservationsError } from './cyber-errors.ts'
import { exitCodes } from './exit-codes.ts'
import { jsonOf } from './json-of.ts'
import { displayName } from './read-file.ts'
import { readLines } from './read-lines.ts'
import { readText } from './read-text.ts'

/** Options of `yagura cyber match` as typed. */
export type MatchOptions = { readonly patterns: string; readonly format: string }

const mostCharacters = 256 << 20
const longestLine = 1 << 20
const PatternLine = Type.Object({
  pattern: Type.String(),
  stix: Type.Optional(Type.Union([Type.Literal('2.0'), Type.Literal('2.1')])),
})

/**
 * `yagura cyber match`: asks each pattern of what was observed.
 *
 * @param observed - Path of the observations, or `-`.
 * @returns The exit code: bad input where a line is no pattern, or a pattern could not be asked.
 * @throws UnusableObservationsError
 */
export async function matchPatterns(observed: string, options: MatchOptions, context: CommandContext): Promise<number> {
  parseWord('--format', options.format, ['ndjson'])
  const { output, messages } = context
  const observations = await readObserved(observed, context)
  let areAllGood = true
  let lineNumber = 0
  for await (const bytes of readLines(options.patterns, context, longestLine)) {
    lineNumber += 1
    const text = new TextDecoder().decode(bytes)
    if (text.trim() === '') continue
    const line = jsonOf(text)
    if (!Check(PatternLine, line)) {
      areAllGood = false
      messages.say(`${displayName(options.patterns)}:${lineNumber}: no {"pattern":"[…]","stix":"2.0" or "2.1"}`)
      continue
    }
    const row = rowOf(line, observations)
    if ('error' in row) areAllGood = false
    output.write(`${JSON.stringify(row)}\n`)
    await output.drain()
  }
  await output.end()
  return areAllGood ? exitCodes.done : exitCodes.badInput
}

function rowOf({ pattern, stix }: Static<typeof PatternLine>, observations: readonly Observation[]) {
  const read = readPattern(pattern, stix)
  if (!read.ok) return { pattern, matched: false, error: read.fault.reason }
  const answer = matchPattern(read.pattern, observations)
  if (!answer.ok) return { pattern, matched: false, error: answer.fault.reason }
  return { pattern, matched: answer.matched, observations: answer.observations }
}

async function readObserved(file: string, context: CommandContext): Promise<readonly Observation[]> {
  const text = await readText(file, context, mostCharacters)
  const name = displayName(file)
  if (text.length > mostCharacters) {
    throw new UnusableObservationsError(name, `more than ${mostCharacters} characters: split them`)
  }
  const value = jsonOf(text)
  if (value === undefined) throw new UnusableObservationsError(name, 'no JSON')
  const read = readObservations(value)
  if (!read.ok) throw new UnusableObservationsError(name, read.reason)
  if (read.observations.length === 0) context.messages.say(`${name}: it holds no observed-data, so nothing can match`)
  return read.observations
}
