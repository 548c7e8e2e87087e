import type { SecondSignature } from '../api/contract/common.ts'
import type { CommandContext } from './context.ts'
import { askPassword, type PasswordInput } from './read-password.ts'
import { readSecretText } from './read-text.ts'

/** Who signs an act that takes two administrators, as typed. */
export type SecondOptions = {
  /** Name of the second administrator. */
  readonly second: string
  readonly secondPasswordFile?: string
}

const longestFile = 1024

/**
 * The second signature under an act: the password is the first line of the file that was named, else it is typed unseen at the
 * terminal; a node without accounts knows people by name alone and needs none.
 *
 * @throws UnreadableFileError (rejects)
 */
export async function readSecond(
  { second: name, secondPasswordFile }: SecondOptions,
  context: CommandContext,
  input: PasswordInput = process.stdin,
): Promise<SecondSignature> {
  const question = `Password of ${name}, who signs as the second administrator (not shown; empty without accounts):`
  const password =
    secondPasswordFile === undefined
      ? await askPassword(input, context.messages, question)
      : (await readSecretText(secondPasswordFile, context, longestFile)).split(/\r?\n/, 1)[0]
  return password === undefined ? { name } : { name, password }
}
