import { type CheckAnswer, checkFlow, isBuilderFile, readBuilderFile, type StixIssue } from '@yagura/cyber'
import { parseWord } from './arguments.ts'
import { checkFile } from './check-file.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura cyber flow` as typed. */
export type FlowOptions = { readonly strict?: boolean; readonly format: string }

/**
 * `yagura cyber flow`: a row a file; a drawing is checked as the flow that it becomes.
 *
 * @returns The exit code: bad input where a file is not valid.
 * @throws WrongUseError
 */
export async function checkFlows(
  files: readonly string[],
  options: FlowOptions,
  context: CommandContext,
): Promise<number> {
  parseWord('--format', options.format, ['ndjson'])
  let areAllValid = true
  for (const file of files) {
    const { isValid, issues } = await checkFile(file, (value) => checkWritten(value, options.strict === true), context)
    if (!isValid) areAllValid = false
    context.output.write(`${JSON.stringify({ file, valid: isValid, issues })}\n`)
    await context.output.drain()
  }
  await context.output.end()
  return areAllValid ? exitCodes.done : exitCodes.badInput
}

function checkWritten(value: unknown, isStrict: boolean): CheckAnswer {
  if (!isBuilderFile(value)) return checkFlow(value, { isStrict })
  const answer = readBuilderFile(value)
  if (!answer.ok) return { isValid: false, issues: [drawn('error', 'flow-drawing', '', answer.reason)] }
  const left = answer.notCarried.map(({ what, why }) => drawn('warning', 'flow-left-out', what, why))
  const { isValid, issues } = checkFlow(answer.bundle, { isStrict })
  return { isValid, issues: [...left, ...issues] }
}

function drawn(severity: StixIssue['severity'], code: string, path: string, message: string): StixIssue {
  return { severity, code, path, section: 'Attack Flow 2.0', message }
}
