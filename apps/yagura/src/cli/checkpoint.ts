import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { formatUtc } from '@yagura/formats'
import type { ScreeningPlan } from '@yagura/space'
import { CheckpointMismatchError } from './errors.ts'

/** Slices of a screening that are already done, kept in a file from which an interrupted screening goes on. */
export type Checkpoint = {
  readonly finished: ReadonlyMap<number, Float64Array>
  readonly keep: (slice: number, block: Float64Array) => void
  readonly close: () => Promise<void>
}

/**
 * Opens the checkpoint file of a screening: a line that names the screening, then one line a finished slice. A last line
 * that was cut off is done again.
 *
 * @param path - Absent where none was asked for.
 * @throws CheckpointMismatchError where the file belongs to another screening.
 */
export async function openCheckpoint(path: string | undefined, plan: ScreeningPlan): Promise<Checkpoint> {
  if (path === undefined) return { finished: new Map(), keep: () => undefined, close: async () => undefined }
  const identity = identityOf(plan)
  const finished = new Map<number, Float64Array>()
  const lines = (await readFile(path, 'utf8').catch(noFile)).split('\n')
  const whole = lines.slice(0, -1)
  if (whole.length > 0 && whole[0] !== identity) throw new CheckpointMismatchError(path)
  for (const line of whole.slice(1)) {
    const [slice = '', encoded = ''] = line.split(' ')
    finished.set(Number(slice), decode(encoded))
  }
  const file = await open(path, 'w')
  await file.write(`${identity}\n${[...finished].map(([slice, block]) => encodeLine(slice, block)).join('')}`)
  return { finished, ...appender(file, finished) }
}

function appender(file: FileHandle, finished: ReadonlyMap<number, Float64Array>): Pick<Checkpoint, 'keep' | 'close'> {
  let writing: Promise<unknown> = Promise.resolve()
  return {
    keep: (slice, block) => {
      if (finished.has(slice)) return
      const line = encodeLine(slice, block)
      writing = writing.then(() => file.write(line))
    },
    close: async () => {
      await writing
      await file.close()
    },
  }
}

function noFile(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function encodeLine(slice: number, block: Float64Array): string {
  return `${slice} ${Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('base64')}\n`
}

function decode(encoded: string): Float64Array {
  const bytes = Buffer.from(encoded, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** Everything that the result depends on, as one hash. */
function identityOf({ request, ids, batch, minutesAtStart, primaryMarks, radiiKm }: ScreeningPlan): string {
  const hash = createHash('sha256')
  const { startUtc, durationS, thresholdKm } = request
  hash.update(`${formatUtc(startUtc)} ${durationS} ${thresholdKm} ${ids.join()}`)
  for (const column of [batch.records, minutesAtStart, primaryMarks, radiiKm]) hash.update(column)
  return `yagura-screening-1 ${hash.digest('hex')}`
}
