import type { CommandContext } from './context.ts'
import { UnreadableFileError } from './errors.ts'
import { displayName, readFile } from './read-file.ts'
import { createUtf8Watch } from './utf8-watch.ts'

/**
 * A small file of UTF-8 as text.
 *
 * @param file - A path, or `-`.
 * @param mostCharacters - Reading stops soon after this many; whoever uses the text refuses it for its length.
 * @throws UnreadableFileError where it cannot be opened or read, or is not UTF-8.
 */
export async function readText(file: string, context: CommandContext, mostCharacters: number): Promise<string> {
  const watch = createUtf8Watch()
  const text = await decoded(watch.over(readFile(file, context)), mostCharacters)
  const fault = watch.fault()
  if (fault !== undefined) throw new UnreadableFileError(displayName(file), new Error(fault))
  return text
}

/**
 * A file with a passphrase or password as text. What is not UTF-8 in it is taken as it has always been: refused, it would open nothing
 * any more that was locked by it.
 *
 * @throws UnreadableFileError where it cannot be opened or read.
 */
export function readSecretText(file: string, context: CommandContext, mostCharacters: number): Promise<string> {
  return decoded(readFile(file, context), mostCharacters)
}

async function decoded(pieces: AsyncIterable<Uint8Array>, mostCharacters: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of pieces) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > mostCharacters) break
  }
  return text + decoder.decode()
}
