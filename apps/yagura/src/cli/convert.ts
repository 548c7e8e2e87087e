import { createElementSetWriter, type ElementSetFormat, type UtcInstant } from '@yagura/formats'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { createProblems } from './problems.ts'
import { readElementSets } from './read-element-sets.ts'

const formats: readonly ElementSetFormat[] = ['tle', '3le', 'omm-csv', 'omm-json', 'omm-xml', 'omm-kvn']

/**
 * `yagura space convert`: writes the element sets of a file in another form.
 *
 * @param file - A path, or `-`.
 * @param nowUtc - What messages that must state their creation give for it.
 * @returns The exit code.
 */
export async function convert(
  file: string,
  options: { readonly to: string },
  context: CommandContext,
  nowUtc: UtcInstant,
): Promise<number> {
  const format = parseWord('--to', options.to, formats)
  const problems = createProblems(context.messages)
  const writer = createElementSetWriter(format, context.output.write, { creationUtc: nowUtc, originator: 'YAGURA' })
  for await (const elementSet of readElementSets(file, context, problems)) {
    const refusal = writer.write(elementSet)
    if (refusal !== undefined) problems.report(refusal)
    await context.output.drain()
  }
  writer.end()
  await context.output.end()
  problems.end()
  return problems.count() === 0 ? exitCodes.done : exitCodes.badInput
}
