import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { YaguraError } from '@yagura/core'
import { excerpt } from './check-content.ts'
import { IncompleteBodyError } from './content-errors.ts'
import { RedirectRefusedError, RefusedByServerError, TimedOutError } from './fetch-errors.ts'
import { exchangeHttp, type HttpRequest } from './http-exchange.ts'

/** What a server gave besides the bytes. */
export type FetchedHead = {
  /** 304: what was read last still stands, and there are no bytes. */
  readonly modified: boolean
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** The node's clock minus the server's, ms, to half a second; absent where the server did not say what time it is. */
  readonly clockOffsetMs: number | undefined
  readonly cookies: readonly string[]
}

/** Where the bytes of a body go, in order. */
export type TakeBytes = (piece: Uint8Array) => Promise<void>

const refusalBytes = 1024

/**
 * Gets a URL: each host is checked before it is dialled, redirects are followed as far as allowed, the body is decompressed.
 *
 * @param redirects - How many are followed; from https never to http.
 * @param take - Called piece by piece; the body is whole only once this function has resolved.
 * @throws one of the fetch and content errors; RefusedByServerError for every status but 200 and 304.
 */
export async function fetchBody(request: HttpRequest, redirects: number, take: TakeBytes): Promise<FetchedHead> {
  const whole = AbortSignal.timeout(request.limits.wholeMs)
  const signal = AbortSignal.any([request.signal, whole])
  try {
    return await follow({ ...request, signal }, redirects, take)
  } catch (error) {
    request.signal.throwIfAborted()
    if (!whole.aborted) throw error
    throw new TimedOutError(request.url.hostname, 'did not send all', request.limits.wholeMs)
  }
}

async function follow(request: HttpRequest, redirects: number, take: TakeBytes): Promise<FetchedHead> {
  let url = request.url
  for (let followed = 0; ; followed += 1) {
    const answer = await exchangeHttp({ ...request, url })
    const receivedMs = request.nowMs()
    // What breaks the connection is told by whoever reads the body; an answer that is dropped has no other listener.
    answer.on('error', () => undefined)
    try {
      const status = answer.statusCode ?? 0
      if (status === 304) return headOf(answer, receivedMs, false)
      if (status === 200) {
        await takeBody({ ...request, url }, answer, take)
        return headOf(answer, receivedMs, true)
      }
      if (![301, 302, 303, 307, 308].includes(status)) throw await refusal(url, answer)
      url = redirectTarget(url, answer.headers.location, followed < redirects)
    } finally {
      answer.destroy()
    }
  }
}

function redirectTarget(from: URL, location: string | undefined, allowed: boolean): URL {
  const shown = excerpt(location ?? 'nowhere')
  if (!allowed) throw new RedirectRefusedError(from.hostname, `to ${shown}, which is not followed`)
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw new RedirectRefusedError(from.hostname, `to ${shown}, which is no address`)
  }
  const target = new URL(location, from.href)
  if (target.protocol !== 'https:' && target.protocol !== from.protocol) {
    throw new RedirectRefusedError(from.hostname, `to ${shown}, away from ${from.protocol.slice(0, -1)}`)
  }
  return target
}

async function refusal(url: URL, answer: IncomingMessage): Promise<RefusedByServerError> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of answer) {
      if (piece instanceof Uint8Array) pieces.push(piece)
      length += piece instanceof Uint8Array ? piece.length : 0
      if (length >= refusalBytes) break
    }
  } catch {
    // The status alone says enough; the text is only for the person who reads it.
  }
  const text = Buffer.concat(pieces).toString('utf8')
  const said = text.trimStart().startsWith('<') ? '' : excerpt(text)
  return new RefusedByServerError({
    hostname: url.hostname,
    status: answer.statusCode ?? 0,
    said,
    retryAfterS: retryAfterS(answer.headers['retry-after']),
  })
}

/** Seconds that a `Retry-After` names; undefined where it names none, or a date. */
export function retryAfterS(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined
}

async function takeBody(request: HttpRequest, answer: IncomingMessage, take: TakeBytes): Promise<void> {
  const { hostname } = request.url
  let received = 0
  answer.on('data', (piece: Uint8Array) => {
    received += piece.length
  })
  answer.pause()
  try {
    for await (const piece of decompressed(answer)) if (piece instanceof Uint8Array) await take(piece)
  } catch (error) {
    request.signal.throwIfAborted()
    if (error instanceof YaguraError || !(error instanceof Error)) throw error
    throw new IncompleteBodyError(hostname, error.message, error)
  }
  const announced = Number(answer.headers['content-length'] ?? received)
  if (received !== announced) {
    throw new IncompleteBodyError(hostname, `${received} bytes of ${announced} came`)
  }
}

function decompressed(answer: IncomingMessage): AsyncIterable<unknown> {
  const encoding = (answer.headers['content-encoding'] ?? 'identity').toLowerCase()
  // `pipeline` hands an error of the connection on to the reader of the last stage.
  const through = decompressor(encoding)
  return through === undefined ? answer : pipeline(answer, through, () => undefined)
}

function decompressor(encoding: string): ReturnType<typeof createGunzip> | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  if (encoding === 'br') return createBrotliDecompress()
  return undefined
}

function headOf(answer: IncomingMessage, receivedMs: number, modified: boolean): FetchedHead {
  return {
    modified,
    etag: answer.headers.etag,
    lastModified: answer.headers['last-modified'],
    clockOffsetMs: clockOffsetMs(answer, receivedMs),
    cookies: answer.headers['set-cookie'] ?? [],
  }
}

function clockOffsetMs(answer: IncomingMessage, receivedMs: number): number | undefined {
  const dateMs = Date.parse(answer.headers.date ?? '')
  // An answer out of a cache carries the time at which it went in.
  const cached = Number(answer.headers.age ?? 0) > 0
  // The header is cut to whole seconds: the server's clock stood half a second later on average.
  return Number.isNaN(dateMs) || cached ? undefined : receivedMs - (dateMs + 500)
}
