const upperLetters = /[A-Z]+/g
/** Blanks of ASCII alone: the scan of bytes takes every other character for a letter. */
const outerBlanks = /^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g
const webAddress = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i
const hostWithPort = /^([^:[\]/]+|\[[0-9a-f:.]+\]):\d{1,5}$/i
const usualPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443', ftp: ':21' }

/** Lower case of the letters A to Z alone, so that bytes and texts are folded alike. */
export function foldAscii(text: string): string {
  return text.replace(upperLetters, (letters) => letters.toLowerCase())
}

/** A name, address, hash or mailbox as the index keeps it: folded, without blanks around it and the dot that ends a full domain name. */
export function canonicalValue(text: string): string {
  const folded = foldAscii(text.replace(outerBlanks, ''))
  return folded.endsWith('.') ? folded.slice(0, -1) : folded
}

/**
 * A web address as the index keeps it: scheme and host folded, without the scheme's usual port and without a fragment; an empty
 * path is `/`.
 *
 * @returns Undefined where it is none.
 */
export function canonicalUrl(text: string): string | undefined {
  const [, scheme = '', authority = '', rest = ''] = webAddress.exec(text.replace(outerBlanks, '')) ?? []
  if (authority === '') return undefined
  const foldedScheme = foldAscii(scheme)
  const host = foldAscii(authority)
  const usualPort = usualPorts[foldedScheme]
  const shortHost = usualPort !== undefined && host.endsWith(usualPort) ? host.slice(0, -usualPort.length) : host
  return `${foldedScheme}://${shortHost}${rest.startsWith('/') ? rest : `/${rest}`}`
}

/** Host of a text of the form `host:port` or `[address]:port`. @returns Undefined for other texts. */
export function hostBeforePort(text: string): string | undefined {
  const host = hostWithPort.exec(text)?.[1]
  return host?.startsWith('[') ? host.slice(1, -1) : host
}

/** Undoes what makes an indicator harmless to click on: `hxxp`, `[.]`, `(dot)`, `[@]`. */
export function refanged(text: string): string {
  return text
    .trim()
    .replace(/^hxxp(s?)/i, 'http$1')
    .replace(/\[(\.|:|@|:\/\/)\]/g, '$1')
    .replace(/\((\.|@)\)/g, '$1')
    .replace(/[[(](?:dot)[\])]/gi, '.')
    .replace(/[[(](?:at)[\])]/gi, '@')
}
