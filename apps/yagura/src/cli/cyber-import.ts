import { basename } from 'node:path'
import { type Marking, shippedPolicies } from '@yagura/record'
import type { NodeMode } from '../node/context.ts'
import { importIntelligence } from '../node/cyber/store/import-intelligence.ts'
import { openStixStore } from '../node/cyber/store/open-stix-store.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { UnreadableFileError, WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { readMarking } from './marking-arguments.ts'
import { displayName } from './read-file.ts'
import { readUnzipped } from './read-unzipped.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber import` as typed. */
export type ImportCommandOptions = {
  readonly data?: string
  readonly simulated?: boolean
  readonly marking?: string
  readonly releaseTo?: string
  readonly originator?: string
  readonly format: string
}

const nation = /^[A-Z]{3}$/
/** Of one file: more of the same says nothing new. */
const mostProblems = 1000

/**
 * `yagura cyber import`: takes files of intelligence into the store of a data folder; a row a file.
 *
 * @returns The exit code: bad input where a file, or an object of one, was left out.
 */
export async function importFiles(
  files: readonly string[],
  options: ImportCommandOptions,
  context: CommandContext,
): Promise<number> {
  const { output } = context
  const columns = ['file', 'read', 'added', 'unchanged', 'quarantined', 'invalid']
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const mode: NodeMode = options.simulated === true ? 'SIMULATED' : 'REAL'
  const originator = nationOf('--originator', options.originator ?? '')
  const dataFolder = dataFolderOf(options.data)
  const marking = await markingFor(options, mode, context)
  const store = await openStixStore({ dataFolder, mode, clock: { nowMs: () => Date.now() } })
  let areAllGood = true
  try {
    for (const file of files) {
      const problems = createProblemList(file, context)
      const counts = await importIntelligence(store, () => readUnzipped(file, context), {
        ...{ marking, originator, source: file === '-' ? 'standard input' : basename(file) },
        ...{ onProblem: problems.tell, signal: context.signal },
        onProgress: ({ read, added }) =>
          context.messages.progress(`${displayName(file)}: ${read} read, ${added} added`),
      }).catch((error: unknown) => {
        if (!(error instanceof UnreadableFileError)) throw error
        problems.tell('', error.message)
        return undefined
      })
      const isGood = problems.end() === 0 && counts !== undefined
      if (!isGood) areAllGood = false
      const { read, added, unchanged, quarantined, invalid } = counts ?? {}
      print([file, read, added, unchanged, quarantined, invalid])
      await output.drain()
    }
    await output.end()
  } finally {
    await store.close()
  }
  return areAllGood ? exitCodes.done : exitCodes.badInput
}

/** The marking that was typed; else unclassified, and for nobody but the own nation unless others are named. */
export async function markingFor(
  { marking, releaseTo }: Pick<ImportCommandOptions, 'marking' | 'releaseTo'>,
  mode: NodeMode,
  context: CommandContext,
): Promise<Marking> {
  const typed: Marking =
    marking === undefined ? { pol: 'TLP', lvl: 0, mode } : await readMarking(marking, shippedPolicies(), context)
  if (typed.mode !== mode) throw new WrongUseError('--marking', `its mode is ${typed.mode}, and the data is ${mode}`)
  if (releaseTo === undefined) return typed
  const nations = releaseTo.split(',').map((each) => nationOf('--release-to', each.trim()))
  return { ...typed, aud: Object.fromEntries(nations.sort().map((each) => [each, 2 as const])) }
}

/** @throws WrongUseError where what was typed is no nation; none is one for `--originator` alone. */
export function nationOf(option: string, typed: string): string {
  if (typed === '' ? option === '--originator' : nation.test(typed)) return typed
  throw new WrongUseError(option, `"${typed}" is no nation, expected three capital letters such as USA`)
}

/** Says each problem with its file and place, until there are too many to read. */
function createProblemList(file: string, { messages }: CommandContext) {
  let count = 0
  return {
    tell: (place: string, message: string): void => {
      count += 1
      if (count <= mostProblems)
        messages.say([displayName(file), place, message].filter((part) => part !== '').join(': '))
    },
    /** @returns How many there were. */
    end: (): number => {
      if (count > mostProblems)
        messages.say(`${displayName(file)}: ${count - mostProblems} more problems are not shown`)
      return count
    },
  }
}
