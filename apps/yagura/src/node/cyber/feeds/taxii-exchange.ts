import type { Clock } from '@yagura/core'
import { taxiiMediaType } from '@yagura/cyber'
import { IncompleteBodyError } from '../../sources/content-errors.ts'
import { retryAfterS } from '../../sources/fetch-body.ts'
import { exchangeHttp, type FetchLimits } from '../../sources/http-exchange.ts'
import type { ClientIdentity } from './client-identity.ts'
import { NotTaxiiError, TaxiiServerError } from './feed-errors.ts'

type OnPiece = (piece: Uint8Array) => void

/** How a TAXII server is asked. Each throws what reaching it throws; TaxiiServerError where it refuses, NotTaxiiError where it answers otherwise. */
export type TaxiiExchange = {
  /** @returns A resource as the JSON that it is. */
  readonly get: (url: URL) => Promise<unknown>
  /**
   * Asks for what may be large, and is not kept: its bytes are handed on as they come.
   *
   * @returns When the last object of it was added, as the server said.
   */
  readonly getPieces: (url: URL, onPiece: OnPiece) => Promise<string | undefined>
  /** @returns What the server says of it, as JSON. */
  readonly post: (url: URL, body: Uint8Array) => Promise<unknown>
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

/** @returns The header by which a name and a password sign in; none where there is no name. Source: RFC 7617. */
export function basicAuthorization({ user, password }: TaxiiAccess): Readonly<Record<string, string>> {
  if (user === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` }
}

/** Asks TAXII servers over HTTP, at addresses that were checked before they are dialled; redirects are not followed. */
export function createTaxiiExchange(access: TaxiiAccess, clock: Clock, signal: AbortSignal): TaxiiExchange {
  const { identity, authority, allowPrivate } = access
  const headers = { accept: taxiiMediaType, 'user-agent': 'Yagura', ...basicAuthorization(access) }
  const tls = { ...identity, ...(authority === undefined ? {} : { authority }) }
  const ask = async (url: URL, onPiece: OnPiece, bytes?: Uint8Array): Promise<string | undefined> => {
    const answer = await exchangeHttp({
      ...{ url, headers, tls, allowPrivate, limits, signal, resolve: undefined, nowMs: clock.nowMs },
      ...(bytes === undefined ? {} : { content: { type: taxiiMediaType, bytes } }),
    })
    answer.on('error', () => undefined)
    try {
      const status = answer.statusCode ?? 0
      if (status >= 300) {
        const said = saying(await wholeOf((keep) => readBody(answer, url.hostname, keep)))
        throw new TaxiiServerError(url.hostname, status, said, retryAfterS(answer.headers['retry-after']))
      }
      if (!/^application\/taxii\+json/i.test(answer.headers['content-type'] ?? ''))
        throw new NotTaxiiError(url.hostname)
      await readBody(answer, url.hostname, onPiece)
      const last = answer.headers['x-taxii-date-added-last']
      return typeof last === 'string' ? last : undefined
    } finally {
      answer.destroy()
    }
  }
  const resource = async (url: URL, bytes?: Uint8Array): Promise<unknown> => {
    const body = await wholeOf((keep) => ask(url, keep, bytes))
    try {
      return JSON.parse(body)
    } catch {
      throw new NotTaxiiError(url.hostname)
    }
  }
  return { get: (url) => resource(url), getPieces: ask, post: resource }
}

async function wholeOf(read: (keep: OnPiece) => Promise<unknown>): Promise<string> {
  const pieces: Uint8Array[] = []
  await read((piece) => pieces.push(piece))
  return new TextDecoder().decode(Buffer.concat(pieces))
}

async function readBody(answer: AsyncIterable<unknown>, hostname: string, onPiece: OnPiece): Promise<void> {
  let length = 0
  for await (const piece of answer) {
    if (!(piece instanceof Uint8Array)) continue
    length += piece.length
    if (length > limits.bodyBytes) throw new IncompleteBodyError(hostname, `more than ${limits.bodyBytes} bytes came`)
    onPiece(piece)
  }
}

/** What an error message of TAXII says, shortened. */
function saying(body: string): string {
  try {
    const message: unknown = JSON.parse(body)
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
