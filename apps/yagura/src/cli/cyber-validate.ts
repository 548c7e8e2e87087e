import {
  type CheckAnswer,
  type CheckOptions,
  checkNames,
  checkStix,
  checksNamed,
  isAdvisory,
  validateAdvisory,
} from '@yagura/cyber'
import { parseWord } from './arguments.ts'
import { checkFile } from './check-file.ts'
import type { CommandContext } from './context.ts'
import { schemasIn } from './cyber-validate-schemas.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura cyber validate` as typed. */
export type ValidateOptions = {
  readonly strict?: boolean
  readonly enforceRefs?: boolean
  readonly strictTypes?: boolean
  readonly strictProperties?: boolean
  readonly disable?: string
  readonly enable?: string
  readonly schemas: readonly string[]
  readonly format: string
}

/**
 * `yagura cyber validate`: a row a file; a file that cannot be read has an issue that says so, and the others go on.
 *
 * @returns The exit code: bad input where a file is not valid.
 * @throws WrongUseError also where a schema cannot be read.
 */
export async function validateFiles(
  files: readonly string[],
  options: ValidateOptions,
  context: CommandContext,
): Promise<number> {
  parseWord('--format', options.format, ['ndjson'])
  const asked = { ...checkOptionsOf(options), schemas: await schemasIn(options.schemas, context) }
  let areAllValid = true
  for (const file of files) {
    const { isValid, issues } = await checkFile(file, (value) => checkOne(value, asked), context)
    if (!isValid) areAllValid = false
    context.output.write(`${JSON.stringify({ file, valid: isValid, issues })}\n`)
    await context.output.drain()
  }
  await context.output.end()
  return areAllValid ? exitCodes.done : exitCodes.badInput
}

function checkOne(value: unknown, options: CheckOptions): CheckAnswer {
  return isAdvisory(value) ? validateAdvisory(value, options.isStrict === true) : checkStix(value, options)
}

function checkOptionsOf(options: ValidateOptions): CheckOptions {
  return {
    isStrict: options.strict === true,
    enforcesRefs: options.enforceRefs === true,
    hasStrictTypes: options.strictTypes === true,
    hasStrictProperties: options.strictProperties === true,
    disabled: checksIn('--disable', options.disable),
    enabled: checksIn('--enable', options.enable),
  }
}

function checksIn(option: string, list = ''): ReadonlySet<string> {
  const words = list.split(',').map((word) => word.trim())
  return new Set(
    words
      .filter((word) => word !== '')
      .flatMap((word) => {
        const checks = checksNamed(word)
        if (checks === undefined) throw new WrongUseError(option, `"${word}" is none of ${checkNames().join(', ')}`)
        return checks
      }),
  )
}
