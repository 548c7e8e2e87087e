import type { Marking } from '@yagura/record'
import type { NodeMode } from '../node/context.ts'
import type { ImportCounts } from '../node/cyber/store/import-intelligence.ts'
import type { OpenStixStore } from '../node/cyber/store/open-stix-store.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import type { ImportGiven, ImportProblems } from './cyber-import-by-node.ts'
import { askStoreOrNode, sourceOf } from './cyber-store.ts'
import { UnreadableFileError, WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { displayName } from './read-file.ts'
import { readUnzipped } from './read-unzipped.ts'
import { keepHeapSmall } from './small-heap.ts'
import { type ModeOptions, storeModeOf } from './store-mode.ts'
import { createTable, tableFormats } from './table.ts'
import { createUtf8Watch } from './utf8-watch.ts'

/** Options of `yagura cyber import` as typed. */
export type ImportCommandOptions = ModeOptions & {
  readonly marking?: string
  readonly releaseTo?: string
  readonly originator?: string
  readonly format: string
}

const nation = /^[A-Z]{3}$/
/** Of one file: more of the same says nothing new. */
const mostProblems = 1000
/** From here on memory counts for more than a twentieth of the time; all of ATT&CK has half as many. */
const manyObjects = 50_000

/**
 * `yagura cyber import`: takes files of intelligence into the store of a data folder, by the node that has it where one runs; a row a file.
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
  const originator = nationOf('--originator', options.originator ?? '')
  const mode = await storeModeOf(options)
  const given = { originator, marking: await markingFor(options, mode, context) }
  const importAll = async (importFile: ImportFile): Promise<boolean> => {
    let areAllGood = true
    for (const file of files) {
      const problems = createProblemList(file, context)
      const counts = await importFile(file, problems, context).catch((error: unknown) => {
        if (!(error instanceof UnreadableFileError)) throw error
        problems.tell('', error.cause instanceof Error ? error.cause.message : error.message)
        return undefined
      })
      if (problems.end() > 0 || counts === undefined) areAllGood = false
      const { read, added, unchanged, quarantined, invalid } = counts ?? {}
      print([file, read, added, unchanged, quarantined, invalid])
      await output.drain()
    }
    await output.end()
    return areAllGood
  }
  const areAllGood = await askStoreOrNode(
    { data: options.data, mode },
    {
      store: (store) => importAll((file, problems) => importToStore(store, file, given, problems, context)),
      node: async (node) => {
        const { importByNode } = await import('./cyber-import-by-node.ts')
        return importAll((file, problems) => importByNode(node, file, given, problems, context))
      },
    },
  )
  return areAllGood ? exitCodes.done : exitCodes.badInput
}

type ImportFile = (file: string, problems: ImportProblems, context: CommandContext) => Promise<ImportCounts | undefined>

async function importToStore(
  store: OpenStixStore,
  file: string,
  given: ImportGiven,
  problems: ImportProblems,
  context: CommandContext,
): Promise<ImportCounts> {
  // Loaded while the store's thread starts.
  const { importIntelligence } = await import('../node/cyber/store/import-intelligence.ts')
  const watch = createUtf8Watch()
  const counts = await importIntelligence(store, () => watch.over(readUnzipped(file, context)), {
    ...{ ...given, source: sourceOf(file), onProblem: problems.tell, signal: context.signal },
    onProgress: ({ read, added }) => {
      if (read > manyObjects) keepHeapSmall()
      context.messages.progress(`${displayName(file)}: ${read} read, ${added} added`)
    },
  })
  const fault = watch.fault()
  if (fault !== undefined) problems.tell('', fault)
  return counts
}

/** The marking that was typed; else unclassified, and for nobody but the own nation unless others are named. */
export async function markingFor(
  { marking, releaseTo }: Pick<ImportCommandOptions, 'marking' | 'releaseTo'>,
  mode: NodeMode,
  context: CommandContext,
): Promise<Marking> {
  const typed: Marking = marking === undefined ? { pol: 'TLP', lvl: 0, mode } : await readTyped(marking, context)
  if (typed.mode !== mode) throw new WrongUseError('--marking', `its mode is ${typed.mode}, and the data is ${mode}`)
  if (releaseTo === undefined) return typed
  const nations = releaseTo.split(',').map((each) => nationOf('--release-to', each.trim()))
  return { ...typed, aud: Object.fromEntries(nations.sort().map((each) => [each, 2 as const])) }
}

/** Policies are loaded where they are asked. */
async function readTyped(marking: string, context: CommandContext): Promise<Marking> {
  return (await import('./marking-arguments.ts')).readMarking(marking, context)
}

/** @throws WrongUseError where what was typed is no nation; none is one for `--originator` alone. */
export function nationOf(option: string, typed: string): string {
  if (typed === '' ? option === '--originator' : nation.test(typed)) return typed
  throw new WrongUseError(option, `"${typed}" is no nation, expected three capital letters such as USA`)
}

/** Says each problem with its file and place, until there are too many to read. */
function createProblemList(
  file: string,
  { messages }: CommandContext,
): ImportProblems & { readonly end: () => number } {
  let said = 0
  let unsaid = 0
  return {
    tell: (place, message) => {
      if (said >= mostProblems) {
        unsaid += 1
        return
      }
      said += 1
      messages.say([displayName(file), place, message].filter((part) => part !== '').join(': '))
    },
    more: (count) => {
      unsaid += count
    },
    /** @returns How many there were. */
    end: () => {
      if (unsaid > 0) messages.say(`${displayName(file)}: ${unsaid} more problems are not shown`)
      return said + unsaid
    },
  }
}
