import { checkMarking, type Marking, type Policies, type Policy, readPolicy, shippedPolicies } from '@yagura/record'
import type { CommandContext } from './context.ts'
import { MarkingRefusedError } from './marking-errors.ts'
import { displayName } from './read-file.ts'
import { readText } from './read-text.ts'

const mostCharacters = 1 << 20

/** A policy that was asked for, among those that are known. */
export type ChosenPolicy = { readonly policy: Policy; readonly policies: Policies }

/**
 * The policy that `--policy` names: the id of one that comes with Yagura, in any case, or a file; the file's policy then stands in
 * the place of one of the same id.
 *
 * @throws MarkingRefusedError where the file holds no policy.
 */
export async function choosePolicy(named: string, context: CommandContext): Promise<ChosenPolicy> {
  const policies = shippedPolicies()
  const shipped = policies.get(named.toUpperCase())
  if (shipped !== undefined) return { policy: shipped, policies }
  const read = readPolicy(await readJson(named, context))
  if (!read.ok) throw new MarkingRefusedError(displayName(named), read.fault)
  return { policy: read.policy, policies: new Map([...policies, [read.policy.id, read.policy]]) }
}

/** The policies that come with Yagura, and one more where a command names it; see `choosePolicy`. */
export async function knownPolicies(named: string | undefined, context: CommandContext): Promise<Policies> {
  return named === undefined ? shippedPolicies() : (await choosePolicy(named, context)).policies
}

/**
 * A marking as it was typed: a file, `-`, or JSON that begins with a brace. As people type them, sets may stand in any order and
 * a nation may be named with grade 0.
 *
 * @param policies - By default those that come with Yagura.
 * @throws MarkingRefusedError where it is none.
 */
export async function readMarking(
  argument: string,
  context: CommandContext,
  policies: Policies = shippedPolicies(),
): Promise<Marking> {
  const isInline = argument.trimStart().startsWith('{')
  const subject = isInline ? 'marking' : displayName(argument)
  const value = isInline ? parseJson(argument, subject) : await readJson(argument, context)
  const checked = checkMarking(tidied(value), policies)
  if (checked.ok) return checked.marking
  throw new MarkingRefusedError(subject, checked.fault)
}

/**
 * A small JSON file.
 *
 * @throws UnreadableFileError, or MarkingRefusedError where it is no JSON or longer than a million characters.
 */
export async function readJson(file: string, context: CommandContext): Promise<unknown> {
  const text = await readText(file, context, mostCharacters)
  if (text.length <= mostCharacters) return parseJson(text, displayName(file))
  const reason = `longer than ${mostCharacters} characters`
  throw new MarkingRefusedError(displayName(file), { code: 'marking/malformed', reason })
}

function parseJson(text: string, subject: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new MarkingRefusedError(subject, { code: 'marking/malformed', reason: 'not JSON' })
    }
    throw error
  }
}

function tidied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: readonly [string, unknown]) => {
      if ((name === 'ctl' || name === 'comp') && Array.isArray(member)) return [name, [...new Set(member)].sort()]
      if (name === 'aud' && typeof member === 'object' && member !== null && !Array.isArray(member)) {
        return [name, Object.fromEntries(Object.entries(member).filter(([, grade]) => grade !== 0))]
      }
      return [name, member]
    }),
  )
}
