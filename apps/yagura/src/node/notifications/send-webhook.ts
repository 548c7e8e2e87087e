import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { leaveOnAbort } from '../leave-on-abort.ts'
import { resolveAllowedAddress } from '../sources/address-guard.ts'
import type { Delivery } from './delivery.ts'
import type { Endpoint } from './endpoint.ts'
import { NotDeliveredError } from './errors.ts'

const timeoutMs = 15_000
const msPerS = 1000

/**
 * Posts a message as JSON. Headers: `x-yagura-delivery` is the same when a message is sent again; `x-yagura-timestamp` is Unix
 * time in s; `x-yagura-signature` is `v1=` and the HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body, with
 * the channel's secret. A redirection is not followed: the address that was checked is the one that is spoken to.
 */
export async function sendWebhook(endpoint: Extract<Endpoint, { kind: 'webhook' }>, delivery: Delivery): Promise<void> {
  const { url } = endpoint
  const { channel, message, messageId, nowMs, signal } = delivery
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const { address } = await leaveOnAbort(resolveAllowedAddress(hostname, channel.allowPrivateAddress), signal)
  const body = Buffer.from(JSON.stringify({ id: messageId, ...asObject(message.payload), text: message.text }))
  const timestamp = String(Math.floor(nowMs / msPerS))
  const options = {
    method: 'POST',
    host: address,
    port: url.port === '' ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'user-agent': 'Yagura',
      'x-yagura-delivery': messageId,
      'x-yagura-timestamp': timestamp,
      ...(channel.secret === undefined ? {} : { 'x-yagura-signature': sign(channel.secret, timestamp, body) }),
    },
    agent: false as const,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }
  const status = await new Promise<number>((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const sent = secure
      ? requestHttps({ ...options, ...(isIP(hostname) === 0 ? { servername: hostname } : {}) })
      : requestHttp(options)
    sent.on('error', reject)
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      // What it answers is not read: only that it took the message counts.
      response.destroy()
    })
    sent.end(body)
  })
  if (status < 200 || status >= 300) throw new NotDeliveredError(`the webhook answered ${status}`)
}

function sign(secret: string, timestamp: string, body: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

function asObject(payload: unknown): object {
  return typeof payload === 'object' && payload !== null ? payload : {}
}
