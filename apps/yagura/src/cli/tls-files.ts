import { type ClientIdentity, checkAuthority, checkIdentity } from '../node/cyber/feeds/client-identity.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { readText } from './read-text.ts'

/** Options by which a command signs in to a server by certificate, and says whom it believes. */
type TlsFileOptions = { readonly certificate?: string; readonly key?: string; readonly ca?: string }

const mostCharacters = 100_000

/**
 * Reads `--certificate`, `--key` and `--ca`.
 *
 * @param url - Of the server: it must be one of https where a file was named.
 * @throws WrongUseError, UnreadableFileError, ClientIdentityError (rejects)
 */
export async function readTlsFiles(
  url: string,
  { certificate, key, ca }: TlsFileOptions,
  context: CommandContext,
): Promise<{ readonly identity?: ClientIdentity; readonly authority?: string }> {
  if ((certificate === undefined) !== (key === undefined)) {
    throw new WrongUseError('--certificate', 'it goes with --key, and --key with it')
  }
  const isNamed = certificate !== undefined || ca !== undefined
  if (isNamed && !/^https:/i.test(url)) throw new WrongUseError('URL', 'a certificate is shown over https alone')
  const read = (file: string): Promise<string> => readText(file, context, mostCharacters)
  const identity =
    certificate === undefined || key === undefined
      ? undefined
      : { certificate: await read(certificate), key: await read(key) }
  const authority = ca === undefined ? undefined : await read(ca)
  if (identity !== undefined) checkIdentity(identity)
  if (authority !== undefined) checkAuthority(authority)
  return { ...(identity === undefined ? {} : { identity }), ...(authority === undefined ? {} : { authority }) }
}
