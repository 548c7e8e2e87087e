import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { YaguraError } from '@yagura/core'
import { leaveOnAbort } from '../leave-on-abort.ts'
import { type AllowedAddress, type Resolve, resolveAllowedAddress } from './address-guard.ts'
import { TimedOutError, UnreachableError } from './fetch-errors.ts'

/** How long a server may take, and how much it may send. */
export type FetchLimits = {
  /** Until the head of the answer has come, ms. */
  readonly answerMs: number
  /** Without a byte, ms. */
  readonly idleMs: number
  /** From the first request to the last byte, ms. */
  readonly wholeMs: number
  /** Of the body after decompression. */
  readonly bodyBytes: number
}

/** What a client shows of itself and believes of the other end, in TLS; all of it PEM. */
type ClientTls = {
  readonly certificate?: string
  readonly key?: string
  /** Who vouches for the server, in the place of the known authorities. */
  readonly authority?: string
}

/** A request as it goes over the wire. */
export type HttpRequest = {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Sent as a form with POST; GET where absent. */
  readonly form?: URLSearchParams
  /** Sent with POST in the place of a form. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array }
  readonly allowPrivate: boolean
  readonly tls?: ClientTls
  readonly limits: FetchLimits
  readonly resolve: Resolve | undefined
  /** The node's clock, Unix time, ms. */
  readonly nowMs: () => number
  readonly signal: AbortSignal
}

/**
 * Sends one request to the checked address of its host and waits for the head of the answer. Redirects are not followed.
 * @throws AddressNotAllowedError, UnreachableError or TimedOutError; the reason of the signal where that was aborted.
 */
export async function exchangeHttp(request: HttpRequest): Promise<IncomingMessage> {
  const { url, allowPrivate, resolve, signal } = request
  const address = await leaveOnAbort(resolveAllowedAddress(url.hostname, allowPrivate, resolve), signal)
  signal.throwIfAborted()
  return new Promise((settle, fail) => {
    const body = contentOf(request)
    let answer: IncomingMessage | undefined
    const outgoing = send(request, requestOptions(request, address, body), (head) => {
      clearTimeout(answerTimer)
      answer = head
      settle(head)
    })
    const { hostname } = request.url
    const answerTimer = setTimeout(
      () => outgoing.destroy(new TimedOutError(hostname, 'did not answer', request.limits.answerMs)),
      request.limits.answerMs,
    )
    outgoing.setTimeout(request.limits.idleMs, () => {
      // Whoever reads the body hears of an error only through the answer.
      const silent = answer ?? outgoing
      silent.destroy(new TimedOutError(hostname, 'sent nothing', request.limits.idleMs))
    })
    outgoing.on('error', (error) => {
      clearTimeout(answerTimer)
      if (request.signal.aborted) fail(request.signal.reason)
      else fail(error instanceof YaguraError ? error : new UnreachableError(hostname, error))
    })
    outgoing.end(body?.bytes)
  })
}

function send(
  { url, tls: { certificate, key, authority } = {} }: HttpRequest,
  options: RequestOptions,
  onHead: (head: IncomingMessage) => void,
): http.ClientRequest {
  if (url.protocol !== 'https:') return http.request(url, options, onHead)
  const tls = {
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    ...(authority === undefined ? {} : { ca: authority }),
  }
  return https.request(url, { ...options, ...tls }, onHead)
}

function contentOf({ form, content }: HttpRequest): HttpRequest['content'] {
  if (form === undefined) return content
  return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(form.toString()) }
}

function requestOptions(request: HttpRequest, address: AllowedAddress, body: HttpRequest['content']): RequestOptions {
  const bodyHeaders =
    body === undefined ? {} : { 'content-type': body.type, 'content-length': String(body.bytes.length) }
  return {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...request.headers, ...bodyHeaders },
    lookup: lookupOf(address),
    signal: request.signal,
    // A connection of its own: a kept one could have been made to an address that was checked for another source.
    agent: false,
  }
}

/** The name was resolved and checked before; resolving it again here would let it point elsewhere by now. */
function lookupOf({ address, family }: AllowedAddress): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}
