const upperLetters = /[A-Z]+/g
/** Blanks of ASCII alone: the scan of bytes takes every other character for a letter. */
const outerBlanks = /^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g
const webAddress = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i
const dotBeforePort = /\.(?=:\d*$|$)/
const hostOfPlace = /^(?:([^:[\]/]+)|\[([0-9a-f:.]+(?:%[^\]]*)?)\])(?::\d{0,5})?$/i
const zone = /%.*$/
const namedHash = /^(?:md5|sha-?1|sha-?256|sha-?384|sha-?512):([0-9a-f]{32,128})$/i
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
 * A web address as the index keeps it: scheme and host folded, without the dot that ends a full domain name, the scheme's usual port, and
 * a fragment; an empty path is `/`.
 *
 * @returns Undefined where it is none.
 */
export function canonicalUrl(text: string): string | undefined {
  const [, scheme = '', authority = '', rest = ''] = webAddress.exec(text.replace(outerBlanks, '')) ?? []
  if (authority === '') return undefined
  const foldedScheme = foldAscii(scheme)
  const host = foldAscii(authority).replace(dotBeforePort, '')
  const usualPort = usualPorts[foldedScheme]
  const shortHost = usualPort !== undefined && host.endsWith(usualPort) ? host.slice(0, -usualPort.length) : host
  return `${foldedScheme}://${shortHost}${rest.startsWith('/') ? rest : `/${rest}`}`
}

/**
 * What a text names besides itself: the host of a web address, of `host:port`, `[address]:port`, `[address]` and `address%zone`, and the
 * hash of `sha256:…`.
 *
 * @param text - Folded; it has a colon.
 * @returns Undefined for other texts.
 */
export function namedWithin(text: string): string | undefined {
  const authority = webAddress.exec(text)?.[2]
  const place = authority === undefined ? text : authority.slice(authority.lastIndexOf('@') + 1)
  const [, bare, bracketed] = hostOfPlace.exec(place) ?? []
  if (bracketed !== undefined) return bracketed.replace(zone, '')
  if (bare !== undefined && (authority !== undefined || place.includes(':'))) return bare.replace(/\.$/, '')
  return namedHash.exec(text)?.[1] ?? (zone.test(text) ? text.replace(zone, '') : undefined)
}

/** Undoes what makes an indicator harmless to click on: `hxxp`, `[.]`, `{.}`, `[.` alone, `(dot)`, `[@]`. */
export function refanged(text: string): string {
  return text
    .trim()
    .replace(/^hxxp(s?)/i, 'http$1')
    .replace(/\[(\.|:|@|:\/\/)\]/g, '$1')
    .replace(/[({](\.|@)[)}]/g, '$1')
    .replace(/\[\.|\.\]/g, '.')
    .replace(/[[({](?:dot)[\])}]/gi, '.')
    .replace(/[[({](?:at)[\])}]/gi, '@')
}
