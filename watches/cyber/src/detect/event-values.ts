import { canonicalUrl } from './canonical-value.ts'
import type { FieldValue, LogEvent } from './log-event.ts'

/** Fields that hold text in which values stand as words, by the last part of their names. */
const textFields = new Set([
  'message', 'msg', 'original', 'body', 'sub', 'hashes', 'hash', 'from', 'to', 'cc', 'bcc', 'reply_to', 'mailfrom', 'rcptto',
  'command_line', 'commandline', 'parentcommandline', 'scriptblocktext', 'payload_printable', 'subject', 'issuer', 'issuerdn',
]) // biome-ignore format: one line a kind

/** Where the parts of the address of a request stand, for logs that have no field for the whole. */
const requestFields = [
  { host: 'host', path: 'uri' },
  { host: 'http.hostname', path: 'http.url', port: 'http.http_port' },
  { host: 'url.domain', path: 'url.path', port: 'url.port', scheme: 'url.scheme', query: 'url.query' },
] as const

/** The blank of Japanese text and the one that does not break part words, too; see `selectJson`. */
const betweenWords = /[\t\n\v\f\r\u00a0\u3000 "'<>()[\]{},;|=]+/
/** A colon at the end of a word ends a clause, but two of them end an address. */
const endOfSentence = /[.!?]+$|(?<=[^:]|::):$/
const webAddresses = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\t\n\v\f\r\u00a0\u3000 "'<>]+/gi
const endOfWebAddress = /[.,:;!?)\]}']+$/
const portOrLength = /[/#]\d{1,5}$/
const addressInWord = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\w)/g
const hasParts = /[:/#]/
const mayHoldAddress = /\d\.\d{1,3}\.\d/
const hasWordBeforeColon = /^[^:]*[^0-9a-f.:][^:]*:[^:]*:/i
const colonHex = /^[0-9a-f]{2}(?::[0-9a-f]{2}){15,63}$/i
const lengthOfSha1 = 40
/** Longer texts are no places of an address. */
const longestWord = 200

/** The last part of the names of fields that hold a fingerprint of a certificate. */
export const fingerprintField = 'fingerprint'

/** Whether a value that is looked for, folded, may stand in such a field: EVE and Zeek write SHA-1 there. */
export function isFingerprint(value: string): boolean {
  return value.length === lengthOfSha1 && /^[0-9a-f]+$/.test(value)
}

/** A hash without the colons that certificates are shown with. */
export function withoutColons(text: string): string {
  return colonHex.test(text) ? text.replaceAll(':', '') : text
}

/** Receives each text of an event in which a value may stand. @returns Nothing. */
export type TakeText = (field: string, text: string) => void

/**
 * The texts of an event that are compared with indicators: each value whole, the words of fields that hold text (messages, command
 * lines, lists of hashes, senders), and the web addresses of requests. All of a line of syslog that is no `name=value` is text.
 */
export function takeEventValues(event: LogEvent, take: TakeText): void {
  const fields = event.fields()
  for (const [name, values] of fields) {
    const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
    const isText = textFields.has(last)
    for (const value of values) {
      if (typeof value !== 'string' || value === '') continue
      take(name, value)
      if (isText) takeWords(value, (word) => take(name, word))
      else if (last === fingerprintField && colonHex.test(value)) take(name, withoutColons(value))
    }
  }
  for (const { field, url } of requestUrls(fields)) take(field, url)
}

function takeWords(text: string, take: (word: string) => void): void {
  for (const word of text.split(betweenWords)) {
    const bare = word.replace(endOfSentence, '')
    if (bare === '' || bare === text) continue
    take(bare)
    takeParts(bare, take)
  }
  takeParts(text, take)
  // Signs that part words may stand in an address.
  if (text.includes('://')) for (const [url] of text.matchAll(webAddresses)) take(url.replace(endOfWebAddress, ''))
}

/** Addresses as people, daemons and firewalls write them: `«198.51.100.9»`, `198.51.100.9#53`, `outside:198.51.100.9/443`. */
function takeParts(word: string, take: (part: string) => void): void {
  if (word.length > longestWord) return
  if (mayHoldAddress.test(word)) {
    for (const [address] of word.matchAll(addressInWord)) if (address !== word) take(address)
  }
  if (!hasParts.test(word)) return
  const place = word.replace(portOrLength, '')
  if (place !== word) take(place)
  const colon = place.indexOf(':')
  // Behind a word that is one: what is hexadecimal is a part of the address.
  if (hasWordBeforeColon.test(place) && !betweenWords.test(place)) take(place.slice(colon + 1))
}

/** Web addresses of requests, put together of their parts: with the port where the log names one, and without. */
export function requestUrls(
  fields: ReadonlyMap<string, readonly FieldValue[]>,
): readonly { readonly field: string; readonly url: string }[] {
  const textAt = (name: string | undefined): string => {
    const value = name === undefined ? undefined : fields.get(name)?.[0]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  return requestFields.flatMap((names) => {
    const [host, path] = [textAt(names.host), fields.get(names.path)?.[0]]
    if (host === '' || typeof path !== 'string' || canonicalUrl(path) !== undefined) return []
    const [port, scheme, query] = [
      'port' in names ? names.port : undefined,
      'scheme' in names ? names.scheme : undefined,
      'query' in names ? names.query : undefined,
    ].map(textAt)
    const hosts = port === '' || host.includes(':') ? [host] : [host, `${host}:${port}`]
    const rest = `${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`
    return hosts.map((each) => ({ field: names.path, url: `${scheme || 'http'}://${each}${rest}` }))
  })
}
