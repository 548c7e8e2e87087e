import { type FileHandle, open } from 'node:fs/promises'
import type { ScreeningPlan } from '@yagura/space'
import { planIdentity } from '../screening/plan-identity.ts'
import { CheckpointMismatchError, UnreadableFileError } from './errors.ts'

/** Slices of a screening that are already done, kept in a file from which an interrupted screening goes on. */
export type Checkpoint = {
  readonly finished: ReadonlyMap<number, Float64Array>
  /** Adds a slice; a failure to write is thrown by `close`. */
  readonly keep: (slice: number, block: Float64Array) => void
  /** Waits until all that was kept is written. */
  readonly close: () => Promise<void>
}

const finishedLine = /^(\d+) ([A-Za-z0-9+/]*={0,2})$/

/**
 * Opens the checkpoint file of a screening: a line that names the screening, then one line a finished slice. A last line
 * that was cut off is removed, and its slice done again; whole lines are never rewritten.
 *
 * @param path - Absent where none was asked for.
 * @throws CheckpointMismatchError where the file is not one of this screening.
 * @throws UnreadableFileError where it cannot be opened, read or written.
 */
export async function openCheckpoint(path: string | undefined, plan: ScreeningPlan): Promise<Checkpoint> {
  if (path === undefined) return { finished: new Map(), keep: () => undefined, close: async () => undefined }
  const file = await open(path, 'a+').catch((error: Error) => {
    throw new UnreadableFileError(path, error)
  })
  try {
    const finished = await readFinished(path, file, planIdentity(plan))
    return { finished, ...appender(path, file, finished) }
  } catch (error) {
    await file.close()
    throw error instanceof Error && 'syscall' in error ? new UnreadableFileError(path, error) : error
  }
}

async function readFinished(path: string, file: FileHandle, identity: string): Promise<Map<number, Float64Array>> {
  const text = await file.readFile('utf8')
  const [first, ...lines] = text.split('\n').slice(0, -1)
  const finished = new Map<number, Float64Array>()
  if (first === undefined) {
    if (!identity.startsWith(text)) throw new CheckpointMismatchError(path)
    await file.truncate(0)
    await file.appendFile(`${identity}\n`)
    return finished
  }
  if (first !== identity) throw new CheckpointMismatchError(path)
  for (const line of lines) {
    const [, slice, encoded] = finishedLine.exec(line) ?? []
    if (slice === undefined || encoded === undefined) throw new CheckpointMismatchError(path)
    finished.set(Number(slice), decode(encoded))
  }
  await file.truncate(text.lastIndexOf('\n') + 1)
  return finished
}

function appender(
  path: string,
  file: FileHandle,
  finished: ReadonlyMap<number, Float64Array>,
): Pick<Checkpoint, 'keep' | 'close'> {
  let failure: UnreadableFileError | undefined
  let writing: Promise<unknown> = Promise.resolve()
  return {
    keep: (slice, block) => {
      if (finished.has(slice)) return
      const line = encodeLine(slice, block)
      writing = writing
        .then(() => (failure ? undefined : file.appendFile(line)))
        .catch((error: Error) => {
          failure = new UnreadableFileError(path, error)
        })
    },
    close: async () => {
      await writing
      await file.close()
      if (failure) throw failure
    },
  }
}

function encodeLine(slice: number, block: Float64Array): string {
  return `${slice} ${Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('base64')}\n`
}

function decode(encoded: string): Float64Array {
  const bytes = Buffer.from(encoded, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
