import { createReadStream } from 'node:fs'
import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'

const pieceBytes = 1 << 18

/**
 * The name under which messages speak of a file.
 *
 * @param file - A path, or `-` for standard input.
 */
export function displayName(file: string): string {
  return file === '-' ? '<stdin>' : file
}

/**
 * The bytes of a file, piece by piece in order; the next piece is read once the last was dealt with.
 *
 * @param file - A path, or `-` for standard input.
 * @throws UnreadableFileError where it cannot be opened or read.
 */
export async function* readFile(file: string, context: CommandContext): AsyncGenerator<Uint8Array> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: pieceBytes })
  const stop = (): void => void stream.destroy()
  context.signal.addEventListener('abort', stop)
  let readBytes = 0
  try {
    for await (const piece of stream) {
      const bytes = piece instanceof Uint8Array ? piece : Buffer.from(String(piece))
      yield bytes
      readBytes += bytes.length
      context.messages.progress(`${displayName(file)}: ${(readBytes / 1e6).toFixed(1)} MB read`)
      context.signal.throwIfAborted()
    }
    context.signal.throwIfAborted()
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof Error && 'syscall' in error) throw new UnreadableFileError(displayName(file), error)
    throw error
  } finally {
    context.signal.removeEventListener('abort', stop)
    stop()
  }
}
