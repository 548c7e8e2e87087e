import {
  type Clearance,
  faultsOfLabel,
  markingTextOf,
  mayOpen,
  readClearance,
  readConfidentialityLabel,
  readNumberedLabel,
  readSpif,
  resolveLabel,
  type SecurityLabel,
  type Spif,
} from '@yagura/formats'
import { canonicalBytes, shippedPolicies } from '@yagura/record'
import { markingOfLabel } from '../marking/label-of-marking.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { LabelRefusedError } from './marking-errors.ts'
import { displayName } from './read-file.ts'
import { readText } from './read-text.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura marking label` as typed. */
export type MarkingLabelOptions = {
  readonly spif?: string
  readonly clearance?: string
  readonly language: string
  readonly format: string
}

/** What a row says of one label. */
type Judgement = {
  readonly marking?: string
  readonly access?: boolean
  /** Empty where the label is valid. */
  readonly faults: readonly string[]
}

const mostCharacters = 4_000_000

/**
 * `yagura marking label`: reads STANAG 4774 labels, a row a file. With a policy it says whether the label is valid, its words, and
 * whether a clearance opens it; without one, the marking that says the same. What is wrong is told on standard error.
 *
 * @returns The exit code: bad input where a label is not valid.
 * @throws LabelRefusedError where the policy or the clearance cannot be used.
 */
export async function readLabels(
  files: readonly string[],
  options: MarkingLabelOptions,
  context: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const judge = await judgeOf(options, context)
  const print = createTable(['file', 'valid', 'marking', 'access'], format, context.output.write)
  let areAllValid = true
  for (const file of files) {
    const { marking, access, faults } = judge(await readWhole(file, context))
    for (const fault of faults) context.messages.say(`${displayName(file)}: ${fault}`)
    if (faults.length > 0) areAllValid = false
    print([displayName(file), faults.length === 0, marking, access])
    await context.output.drain()
  }
  await context.output.end()
  return areAllValid ? exitCodes.done : exitCodes.badInput
}

async function judgeOf(options: MarkingLabelOptions, context: CommandContext): Promise<(text: string) => Judgement> {
  const { spif: file, clearance: clearanceFile, language } = options
  if (file === undefined) {
    if (clearanceFile !== undefined) throw new WrongUseError('--clearance', 'needs the policy: --spif')
    return judgeByMarking
  }
  const read = readSpif(await readWhole(file, context))
  if (!read.ok) throw new LabelRefusedError(displayName(file), read.reason)
  for (const tag of read.mended) {
    context.messages.say(
      `${displayName(file)}: ${tag} closes nothing that is open; read as the end of the element it stands in`,
    )
  }
  const clearance = clearanceFile === undefined ? undefined : await clearanceOf(clearanceFile, read.spif, context)
  return (text) => judgeByPolicy(text, read.spif, clearance, language)
}

async function clearanceOf(file: string, spif: Spif, context: CommandContext): Promise<Clearance> {
  const read = readClearance(await readWhole(file, context), spif)
  if (read.ok) return read.clearance
  throw new LabelRefusedError(displayName(file), read.reason)
}

function judgeByPolicy(text: string, spif: Spif, clearance: Clearance | undefined, language: string): Judgement {
  const read = labelIn(text, spif)
  // A label that cannot be read opens to nobody.
  if (!read.ok) return { faults: [read.reason], ...(clearance === undefined ? {} : { access: false }) }
  return {
    marking: markingTextOf(read.label, language),
    faults: faultsOfLabel(read.label),
    ...(clearance === undefined ? {} : { access: mayOpen(clearance, read.label) }),
  }
}

function labelIn(
  text: string,
  spif: Spif,
): { readonly ok: true; readonly label: SecurityLabel } | { readonly ok: false; readonly reason: string } {
  const named = readConfidentialityLabel(text)
  if (named.ok) return resolveLabel(named.label, spif)
  const numbered = readNumberedLabel(text, spif)
  return numbered.ok ? numbered : { ok: false, reason: `${named.reason}; by numbers: ${numbered.reason}` }
}

function judgeByMarking(text: string): Judgement {
  const read = readConfidentialityLabel(text)
  if (!read.ok) return { faults: [read.reason] }
  const marking = markingOfLabel(read.label, shippedPolicies())
  if (!marking.ok) return { faults: [`${marking.fault.reason} (${marking.fault.code})`] }
  return { marking: new TextDecoder().decode(canonicalBytes(marking.marking)), faults: [] }
}

async function readWhole(file: string, context: CommandContext): Promise<string> {
  const text = await readText(file, context, mostCharacters)
  if (text.length <= mostCharacters) return text
  throw new LabelRefusedError(displayName(file), `longer than ${mostCharacters} characters`)
}
