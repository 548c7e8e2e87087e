import { setTimeout } from 'node:timers/promises'
import type { Marking } from '@yagura/record'
import { operations } from '../api/contract/operations.ts'
import type { ImportCounts } from '../node/cyber/store/import-intelligence.ts'
import type { CommandContext } from './context.ts'
import { ImportLostError } from './cyber-errors.ts'
import { sourceOf } from './cyber-store.ts'
import { UnreadableFileError } from './errors.ts'
import type { NodeClient } from './node-client.ts'
import { displayName, readFile } from './read-file.ts'
import { createUtf8Watch } from './utf8-watch.ts'

/** What an import is given besides the file. */
export type ImportGiven = { readonly marking: Marking; readonly originator: string }

/** Where it is told what was wrong with a file. */
export type ImportProblems = {
  readonly tell: (place: string, message: string) => void
  /** Counts problems that nobody told. */
  readonly more: (count: number) => void
}

const askEveryMs = 200

/**
 * Hands a file to a running node and waits until it is imported; an interrupted command stops the import, too.
 *
 * @returns Undefined where the node could not read the file, which was told.
 * @throws ImportLostError where the node was started again meanwhile.
 * @throws UnreadableFileError where the file cannot be read, or is more than a node takes.
 */
export async function importByNode(
  node: NodeClient,
  file: string,
  { marking, originator }: ImportGiven,
  problems: ImportProblems,
  context: CommandContext,
): Promise<ImportCounts | undefined> {
  const query = {
    ...{ name: sourceOf(file), mark: JSON.stringify(marking) },
    ...(originator === '' ? {} : { originator }),
  }
  const watch = createUtf8Watch()
  const { id } = await node.upload('importStix', { query }, uploaded(watch.over(readFile(file, context)), file))
  const { job, outcome } = await ended(node, id, file, context)
  if (job.state === 'finished' && outcome === null) throw new ImportLostError(job.id)
  if (outcome === null) {
    problems.tell('', job.error?.message ?? `the import was ${job.state}`)
    return undefined
  }
  for (const { place, message } of outcome.problems) problems.tell(place, message)
  problems.more(outcome.problemCount - outcome.problems.length)
  const fault = watch.fault()
  if (fault !== undefined) problems.tell('', fault)
  return outcome
}

/** Ends where a node would refuse what follows, and says what to do instead. */
async function* uploaded(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const { bodyLimitBytes: mostBytes, ifLarger } = operations.importStix
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.byteLength
    if (bytes > mostBytes) {
      const reason = `it has more than ${mostBytes} bytes, and the node that runs takes no more at once: ${ifLarger}`
      throw new UnreadableFileError(file, new Error(reason))
    }
    yield piece
  }
}

async function ended(node: NodeClient, id: string, file: string, { messages, signal }: CommandContext) {
  for (;;) {
    const answer = await node.ask('readStixImport', { params: { id } })
    const { state, stage, progress } = answer.job
    if (state !== 'queued' && state !== 'running') return answer
    messages.progress(`${displayName(file)}: ${stage}, ${Math.round(progress * 100)} %`)
    // An abort ends the wait at once; what it throws is of no interest, as the signal is asked below.
    await setTimeout(askEveryMs, undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) continue
    await node.ask('cancelJob', { params: { id } })
    signal.throwIfAborted()
  }
}
