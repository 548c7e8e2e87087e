import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { readSecretText } from './read-text.ts'

const longest = 1024

/** Where the passphrase of a key file comes from. */
export type PassphraseOptions = { readonly passphraseFile?: string }

/**
 * The passphrase of a key file: the first line of the file that was named, else the variable YAGURA_PASSPHRASE.
 *
 * @param environment - Variables of the process.
 * @throws WrongUseError where there is none.
 * @throws UnreadableFileError where the file cannot be read.
 */
export async function readPassphrase(
  { passphraseFile }: PassphraseOptions,
  context: CommandContext,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const text =
    passphraseFile === undefined
      ? environment['YAGURA_PASSPHRASE']
      : await readSecretText(passphraseFile, context, longest)
  const passphrase = text?.split(/\r?\n/, 1)[0] ?? ''
  if (passphrase !== '' && passphrase.length <= longest) return passphrase
  throw new WrongUseError(
    '--passphrase-file',
    `name a file whose first line is the passphrase, or set YAGURA_PASSPHRASE`,
  )
}
