import { fstatSync, write } from 'node:fs'
import { isatty } from 'node:tty'
import { promisify } from 'node:util'
import { OutputClosedError, OutputFailedError } from './errors.ts'

/** Where machine output goes: text is gathered and written in large blocks of whole lines. */
export type Output = {
  /** Adds text; nothing is written until `drain` or `end`. */
  readonly write: (text: string) => void
  /** Writes what has gathered once it fills a block, and lets signals in. Call it between batches of rows. */
  readonly drain: () => Promise<void>
  /** Writes all that is left. Without it, output is not complete. */
  readonly end: () => Promise<void>
}

const blockLength = 1 << 18
const writeTo = promisify(write)

/**
 * Machine output on a file descriptor. On a pipe the writer waits for its reader; a failure to write (a full disk, a
 * reader that has gone) is thrown from `drain` or `end`, never lost.
 *
 * @param descriptor - 1 for standard output.
 * @param stream - The stream of the same descriptor, used where it is a pipe or a terminal, so that waiting for the
 *   reader does not hold up the process.
 * @param signal - Once aborted, `drain` and `end` throw its reason before they write more.
 */
export function createOutput(descriptor: number, stream: NodeJS.WritableStream, signal: AbortSignal): Output {
  const status = fstatSync(descriptor)
  const isStream = status.isFIFO() || status.isSocket() || isatty(descriptor)
  let pending = ''
  let writtenBytes = 0

  const writeBlock = async (text: string): Promise<void> => {
    signal.throwIfAborted()
    const bytes = Buffer.from(text)
    try {
      await (isStream
        ? writeToStream(stream, bytes)
        : writeToFile(descriptor, bytes, (count) => (writtenBytes += count)))
      if (isStream) writtenBytes += bytes.length
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if ('code' in error && error.code === 'EPIPE') throw new OutputClosedError(error)
      throw new OutputFailedError(writtenBytes, error)
    }
  }

  return {
    write: (text) => {
      pending += text
    },
    drain: async () => {
      if (pending.length < blockLength) return
      const wholeLines = pending.lastIndexOf('\n') + 1
      if (wholeLines === 0) return
      const block = pending.slice(0, wholeLines)
      pending = pending.slice(wholeLines)
      await writeBlock(block)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
    end: async () => {
      const block = pending
      pending = ''
      if (block !== '') await writeBlock(block)
    },
  }
}

function writeToStream(stream: NodeJS.WritableStream, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream also emits the failure that it hands to the callback; without a listener that would end the process.
    const ignored = (): void => undefined
    stream.once('error', ignored)
    stream.write(bytes, (error) => {
      if (error) return reject(error)
      stream.removeListener('error', ignored)
      resolve()
    })
  })
}

/** A write to a nearly full disk may take only a part of the block: the rest is tried again, until it fails or is done. */
async function writeToFile(descriptor: number, bytes: Uint8Array, onWritten: (count: number) => void): Promise<void> {
  let offset = 0
  while (offset < bytes.length) {
    const { bytesWritten } = await writeTo(descriptor, bytes, offset)
    offset += bytesWritten
    onWritten(bytesWritten)
  }
}
