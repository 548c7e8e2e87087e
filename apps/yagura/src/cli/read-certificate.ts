import { X509Certificate } from 'node:crypto'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { readFile } from './read-file.ts'

const mostBytes = 1 << 20

/**
 * The first certificate of a file and nothing else of it: a private key beside it does not leave the machine.
 *
 * @param file - X.509, PEM or DER.
 * @returns PEM.
 * @throws UnreadableFileError, WrongUseError (rejects)
 */
export async function readCertificate(file: string, context: CommandContext): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of readFile(file, context)) {
    pieces.push(piece)
    length += piece.length
    if (length > mostBytes) break
  }
  try {
    return new X509Certificate(Buffer.concat(pieces)).toString()
  } catch {
    throw new WrongUseError('--certificate', `${file} holds no X.509 certificate`)
  }
}
