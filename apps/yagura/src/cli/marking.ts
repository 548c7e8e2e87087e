import { writeConfidentialityLabel } from '@yagura/formats'
import {
  bannerOf,
  canonicalBytes,
  dominates,
  join,
  logOf,
  type Marking,
  originOf,
  type Policies,
  portionOf,
} from '@yagura/record'
import { labelOfMarking } from '../marking/label-of-marking.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type ChosenPolicy, choosePolicy, knownPolicies, readMarking } from './marking-arguments.ts'
import { MarkingRefusedError } from './marking-errors.ts'

/** Options of `yagura marking join` and `yagura marking dominates` as typed. */
export type MarkingPairOptions = { readonly policy: string }

type Pair = ChosenPolicy & { readonly a: Marking; readonly b: Marking }

/**
 * `yagura marking join`: prints the least marking that guards what both guard, as one line of canonical JSON.
 *
 * @throws MarkingRefusedError where they cannot be joined.
 */
export async function joinMarkings(
  a: string,
  b: string,
  options: MarkingPairOptions,
  context: CommandContext,
): Promise<number> {
  const pair = await readPair(a, b, options, context)
  const joined = join(pair.a, pair.b, pair.policy.id, pair.policies)
  if (!joined.ok) throw new MarkingRefusedError('join', joined.fault)
  const { output } = context
  output.write(`${new TextDecoder().decode(canonicalBytes(joined.marking))}\n`)
  await output.end()
  return exitCodes.done
}

/**
 * `yagura marking dominates`: prints whether A guards at least as much as B, `true` or `false`.
 *
 * @throws MarkingRefusedError where they cannot be compared.
 */
export async function compareMarkings(
  a: string,
  b: string,
  options: MarkingPairOptions,
  context: CommandContext,
): Promise<number> {
  const pair = await readPair(a, b, options, context)
  const answer = dominates(pair.a, pair.b, pair.policy.id, pair.policies)
  if (!answer.ok) throw new MarkingRefusedError('dominates', answer.fault)
  context.output.write(`${answer.dominates}\n`)
  await context.output.end()
  return exitCodes.done
}

/**
 * `yagura marking show`: prints a marking's words in both languages, its log, its STANAG 4774 label, and what the policy says of its own force, as one
 * line of JSON.
 *
 * @param options - `policy` where it is not one that comes with Yagura.
 */
export async function showMarking(
  a: string,
  options: { readonly policy?: string },
  context: CommandContext,
): Promise<number> {
  const policies = await knownPolicies(options.policy, context)
  const marking = await readMarking(a, context, policies)
  const policy = policies.get(marking.pol)
  if (policy === undefined) throw new WrongUseError('--policy', `the policy ${marking.pol} is not known`)
  const log = logOf(marking)
  const shown = {
    banner: { en: bannerOf(marking, policy, 'en'), ja: bannerOf(marking, policy, 'ja') },
    portion: { en: portionOf(marking, policy, 'en'), ja: portionOf(marking, policy, 'ja') },
    label: xmlLabelOf(marking, policies),
    log: log.ok ? originOf('NODE', log.log) : null,
    policy: policy.name,
    notice: policy.notice,
  }
  context.output.write(`${JSON.stringify(shown)}\n`)
  await context.output.end()
  return exitCodes.done
}

/** The STANAG 4774 label; null where no label says what the marking says. */
function xmlLabelOf(marking: Marking, policies: Policies): string | null {
  const label = labelOfMarking(marking, policies)
  if (!label.ok) return null
  const written = writeConfidentialityLabel(label.label)
  return written.ok ? written.xml : null
}

async function readPair(a: string, b: string, options: MarkingPairOptions, context: CommandContext): Promise<Pair> {
  if (a === '-' && b === '-') throw new WrongUseError('B', 'standard input holds one marking only')
  const chosen = await choosePolicy(options.policy, context)
  return {
    ...chosen,
    a: await readMarking(a, context, chosen.policies),
    b: await readMarking(b, context, chosen.policies),
  }
}
