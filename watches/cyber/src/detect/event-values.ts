import { canonicalUrl } from './canonical-value.ts'
import type { FieldValue, LogEvent } from './log-event.ts'

/** Fields that hold text in which values stand as words, by the last part of their names. */
const textFields = new Set([
  'message', 'msg', 'original', 'body', 'sub', 'hashes', 'hash', 'from', 'to', 'cc', 'bcc', 'reply_to', 'mailfrom', 'rcptto',
  'command_line', 'commandline', 'parentcommandline', 'scriptblocktext', 'payload_printable',
]) // biome-ignore format: one line a kind

/** Where the host and the path of a request stand, for logs that have no field for the whole address. */
const requestFields = [
  ['host', 'uri'],
  ['http.hostname', 'http.url'],
  ['url.domain', 'url.path'],
] as const

const betweenWords = /[\t\n\v\f\r "'<>()[\]{},;|=]+/
const endOfSentence = /[.:!?]+$/

/** Receives each text of an event in which a value may stand. @returns Nothing. */
export type TakeText = (field: string, text: string) => void

/**
 * The texts of an event that are compared with indicators: each value whole, the words of fields that hold text (messages, command
 * lines, lists of hashes, senders), and the web addresses of requests. All of a line of syslog that is no `name=value` is text.
 */
export function takeEventValues(event: LogEvent, take: TakeText): void {
  const fields = event.fields()
  for (const [name, values] of fields) {
    const isText = textFields.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
    for (const value of values) {
      if (typeof value !== 'string' || value === '') continue
      take(name, value)
      if (!isText) continue
      for (const word of value.split(betweenWords)) {
        const bare = word.replace(endOfSentence, '')
        if (bare !== '' && bare !== value) take(name, bare)
      }
    }
  }
  for (const { field, url } of requestUrls(fields)) take(field, url)
}

/** Web addresses of requests, put together of host and path. */
export function requestUrls(
  fields: ReadonlyMap<string, readonly FieldValue[]>,
): readonly { readonly field: string; readonly url: string }[] {
  return requestFields.flatMap(([hostField, pathField]) => {
    const host = fields.get(hostField)?.[0]
    const path = fields.get(pathField)?.[0]
    if (typeof host !== 'string' || host === '' || typeof path !== 'string') return []
    if (canonicalUrl(path) !== undefined) return []
    return [{ field: pathField, url: `http://${host}${path.startsWith('/') ? '' : '/'}${path}` }]
  })
}
