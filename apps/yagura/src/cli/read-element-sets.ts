import { createElementSetReader, type ElementSet } from '@yagura/formats'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName, readFile } from './read-file.ts'

/**
 * The element sets of a file in whatever form it has, in its order, as they are read; bad records are reported and passed
 * over. A file without a good one is itself a problem.
 *
 * @param file - A path, or `-` for standard input.
 * @throws UnreadableFileError where the file cannot be opened or read.
 */
export async function* readElementSets(
  file: string,
  context: CommandContext,
  problems: Problems,
): AsyncGenerator<ElementSet> {
  let ready: ElementSet[] = []
  let count = 0
  const problemsBefore = problems.count()
  const reader = createElementSetReader(displayName(file), {
    elementSet: (elementSet) => ready.push(elementSet),
    problem: problems.report,
  })
  for await (const bytes of readFile(file, context)) {
    reader.write(bytes)
    count += ready.length
    yield* ready
    ready = []
  }
  reader.end()
  yield* ready
  if (count + ready.length === 0 && problems.count() === problemsBefore) {
    problems.report({ file: displayName(file), line: 1, field: 'record', reason: 'the file holds no element set' })
  }
}
