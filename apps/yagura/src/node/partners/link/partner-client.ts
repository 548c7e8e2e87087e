import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { Duplex } from 'node:stream'
import { YaguraError } from '@yagura/core'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { PartnerLinkError } from '../errors.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'
import { certificateEnd, clockOffsetOf, type PeerFacts } from './peer-facts.ts'
import { connectPinned } from './tls-pin.ts'

/** What a partner answered. */
export type PartnerAnswer = { readonly status: number; readonly body: Uint8Array }

/** Asks one partner. */
export type PartnerClient = {
  /**
   * @param mostBytes - Largest answer that is read.
   * @throws PartnerLinkError, WrongPinError (rejects) where no whole answer came in time.
   */
  readonly get: (path: string, mostBytes: number) => Promise<PartnerAnswer>
  readonly post: (path: string, body: Uint8Array) => Promise<PartnerAnswer>
  /** What it showed of itself so far. */
  readonly peer: () => PeerFacts
  readonly close: () => void
}

/** How long a partner may take to connect, to answer as a whole, and to send nothing of its answer, ms. */
export type LinkTimes = { readonly connectMs: number; readonly answerMs: number; readonly silentMs: number }

/**
 * Enough for a bundle of 256 of the largest records over a slow line. What is silent is a line that died: asked anew in time, the node
 * is level with its partners within half a minute.
 */
export const linkTimes: LinkTimes = { connectMs: 5000, answerMs: 30_000, silentMs: 6000 }

const mostConnections = 2
const mostPostAnswer = 64 * 1024

/**
 * Makes a client of a partner; it connects when it is asked.
 *
 * @param nowMs - Wall clock, Unix time, ms, with which the partner's is compared.
 */
export function createPartnerClient(
  card: PartnerCard,
  identity: Pick<OwnIdentity, 'tls'>,
  times: LinkTimes = linkTimes,
  nowMs: () => number = Date.now,
): PartnerClient {
  let peer: PeerFacts = { clockOffset: undefined, certificateExpiresMs: undefined }
  const closing = new AbortController()
  const agent = new Agent({ keepAlive: true, maxSockets: mostConnections, timeout: times.answerMs })
  // The pin is looked at before the agent may use the connection.
  agent.createConnection = (_options, done) => {
    connectPinned(card, identity, times.connectMs).then(
      (socket) => {
        peer = { ...peer, certificateExpiresMs: certificateEnd(socket) }
        done?.(null, socket)
      },
      (error: Error) => done?.(error, new Duplex()),
    )
    return undefined
  }
  const ask = (method: string, path: string, mostBytes: number, body?: Uint8Array): Promise<PartnerAnswer> =>
    new Promise((resolve, reject) => {
      const fail = (cause: Error): void => {
        // Connections that wait lie on the same line; if it died they would swallow the next questions too.
        for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
        reject(asLinkError(card.node, cause))
      }
      const signal = AbortSignal.any([AbortSignal.timeout(times.answerMs), closing.signal])
      const asked = request(new URL(path, card.url), {
        ...{ agent, method, signal },
        // What is compressed could be a bomb: nothing compressed is asked for or read.
        headers: { 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-length': body.length }) },
      })
      let askedMs: number | undefined
      asked.once('finish', () => {
        askedMs = nowMs()
      })
      asked.once('error', fail)
      asked.setTimeout(times.silentMs, () => asked.destroy(new PartnerLinkError(card.node, 'it sends nothing')))
      asked.once('response', (response) => {
        const clockOffset = askedMs === undefined ? undefined : clockOffsetOf(response.headers.date, askedMs, nowMs())
        if (clockOffset !== undefined) peer = { ...peer, clockOffset }
        readAnswer(card.node, response, mostBytes).then(resolve, (error: Error) => {
          asked.destroy()
          fail(error)
        })
      })
      asked.end(body)
    })
  return {
    get: (path, mostBytes) => ask('GET', path, mostBytes),
    post: (path, body) => ask('POST', path, mostPostAnswer, body),
    peer: () => peer,
    close: () => {
      closing.abort()
      agent.destroy()
    },
  }
}

function asLinkError(node: string, cause: Error): Error {
  if (cause instanceof YaguraError) return cause
  return new PartnerLinkError(node, cause.name === 'AbortError' ? 'it took too long to answer' : cause.message, cause)
}

async function readAnswer(node: string, response: IncomingMessage, mostBytes: number): Promise<PartnerAnswer> {
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new PartnerLinkError(node, 'it answered with compressed bytes, which are not read')
  const declared = Number(response.headers['content-length'] ?? 0)
  if (declared > mostBytes) throw tooLarge(node, mostBytes)
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of response) {
    if (!(piece instanceof Uint8Array)) continue
    total += piece.length
    if (total > mostBytes) throw tooLarge(node, mostBytes)
    pieces.push(piece)
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(pieces) }
}

function tooLarge(node: string, mostBytes: number): PartnerLinkError {
  return new PartnerLinkError(node, `its answer is larger than the ${mostBytes} bytes that fit what was asked for`)
}
