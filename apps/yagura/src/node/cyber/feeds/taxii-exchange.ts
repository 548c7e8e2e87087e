import type { Clock } from '@yagura/core'
import { taxiiMediaType } from '@yagura/cyber'
import { IncompleteBodyError } from '../../sources/content-errors.ts'
import { retryAfterS } from '../../sources/fetch-body.ts'
import { exchangeHttp, type FetchLimits } from '../../sources/http-exchange.ts'
import type { ClientIdentity } from './client-identity.ts'
import { NotTaxiiError, TaxiiServerError } from './feed-errors.ts'

/** How a TAXII server is asked. */
export type TaxiiExchange = {
  /** @throws what reaching the server throws; TaxiiServerError where it refuses, NotTaxiiError where it answers otherwise. */
  readonly get: (url: URL) => Promise<TaxiiAnswer>
  readonly post: (url: URL, body: Uint8Array) => Promise<TaxiiAnswer>
}

/** An answer of a TAXII server. */
export type TaxiiAnswer = {
  readonly body: Uint8Array
  /** When the last object of the page was added, as the server said. */
  readonly dateAddedLast: string | undefined
}

/** By which name and password or certificate a server is asked, and where it may be. */
export type TaxiiAccess = {
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly identity?: ClientIdentity | undefined
  /** Who vouches for the server, in the place of the known authorities; PEM. */
  readonly authority?: string | undefined
  /** Whether the server may stand at an address that is not public. */
  readonly allowPrivate: boolean
}

const limits: FetchLimits = { answerMs: 60_000, idleMs: 60_000, wholeMs: 600_000, bodyBytes: 256 << 20 }

/** Asks TAXII servers over HTTP, at addresses that were checked before they are dialled; redirects are not followed. */
export function createTaxiiExchange(
  { user, password, identity, authority, allowPrivate }: TaxiiAccess,
  clock: Clock,
  signal: AbortSignal,
): TaxiiExchange {
  const credentials = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64')
  const headers = {
    accept: taxiiMediaType,
    'user-agent': 'Yagura',
    ...(user === undefined ? {} : { authorization: `Basic ${credentials}` }),
  }
  const tls = { ...identity, ...(authority === undefined ? {} : { authority }) }
  const ask = async (url: URL, bytes?: Uint8Array): Promise<TaxiiAnswer> => {
    const answer = await exchangeHttp({
      ...{ url, headers, tls, allowPrivate, limits, signal, resolve: undefined, nowMs: clock.nowMs },
      ...(bytes === undefined ? {} : { content: { type: taxiiMediaType, bytes } }),
    })
    answer.on('error', () => undefined)
    try {
      const body = await readBody(answer, url.hostname)
      const status = answer.statusCode ?? 0
      if (status >= 300) {
        throw new TaxiiServerError(url.hostname, status, saying(body), retryAfterS(answer.headers['retry-after']))
      }
      if (!/^application\/taxii\+json/i.test(answer.headers['content-type'] ?? ''))
        throw new NotTaxiiError(url.hostname)
      const last = answer.headers['x-taxii-date-added-last']
      return { body, dateAddedLast: typeof last === 'string' ? last : undefined }
    } finally {
      answer.destroy()
    }
  }
  return { get: (url) => ask(url), post: ask }
}

async function readBody(answer: AsyncIterable<unknown>, hostname: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer) {
    if (!(piece instanceof Uint8Array)) continue
    pieces.push(piece)
    length += piece.length
    if (length > limits.bodyBytes) throw new IncompleteBodyError(hostname, `more than ${limits.bodyBytes} bytes came`)
  }
  return Buffer.concat(pieces)
}

/** What an error message of TAXII says, shortened. */
function saying(body: Uint8Array): string {
  try {
    const message: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof message !== 'object' || message === null) return ''
    const parts = ['title', 'description'].map((name): unknown => Reflect.get(message, name))
    return parts
      .filter((part) => typeof part === 'string')
      .join(': ')
      .slice(0, 300)
  } catch {
    return ''
  }
}
