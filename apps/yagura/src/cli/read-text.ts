import type { CommandContext } from './context.ts'
import { readFile } from './read-file.ts'

/**
 * A small file as text.
 *
 * @param file - A path, or `-`.
 * @param mostCharacters - Reading stops soon after this many; whoever uses the text refuses it for its length.
 * @throws UnreadableFileError where it cannot be opened or read.
 */
export async function readText(file: string, context: CommandContext, mostCharacters: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of readFile(file, context)) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > mostCharacters) break
  }
  return text + decoder.decode()
}
