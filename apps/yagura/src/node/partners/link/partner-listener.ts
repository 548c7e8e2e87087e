import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { CannotListenError } from '../../../api/server-errors.ts'
import type { NamedDataset } from '../datasets/dataset-index.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'
import type { PartnerBudgets } from './partner-budget.ts'
import { pinOf, tlsOptions } from './tls-pin.ts'

/** An answer to a partner. */
export type PartnerReply = {
  readonly status: number
  readonly type: string
  readonly bytes: Uint8Array
  /** The dataset of which this is a part. */
  readonly given?: Pick<NamedDataset, 'origin' | 'position' | 'recordId' | 'mark'>
}

/** What a partner asked; `body` is empty but for POST. */
export type PartnerRequest = {
  readonly caller: PartnerCard
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: Uint8Array
}

/** What the listener is made of. */
export type ListenerParts = {
  readonly identity: OwnIdentity
  readonly logger: Logger
  /** The partner of a pinned key (SHA-256, hex); undefined for strangers and those that are suspended. */
  readonly partnerOf: (pin: string) => PartnerCard | undefined
  readonly budgets: PartnerBudgets
  readonly answer: (request: PartnerRequest) => Promise<PartnerReply>
}

/** The port at which partners fetch what is for them. */
export type PartnerListener = {
  readonly port: number
  readonly close: () => Promise<void>
}

const mostBodyBytes = 64 * 1024
const mostConnections = 256
const times = {
  handshakeTimeout: 5000,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
}
const idleMs = 15_000

/** One answer for all that is not there and all that is not allowed. */
export const notFound: PartnerReply = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  bytes: Buffer.from('not found\n'),
}

/**
 * Listens for partners: TLS 1.3 with certificates on both ends, each believed by its pinned key alone. A stranger's connection ends
 * before a byte of a request is read.
 *
 * @throws CannotListenError (rejects)
 */
export async function listenForPartners(host: string, port: number, parts: ListenerParts): Promise<PartnerListener> {
  const server = createServer(
    { ...tlsOptions(parts.identity), ...times, requestCert: true, maxHeaderSize: 8192, keepAliveTimeout: 10_000 },
    (request, response) => {
      serve(parts, request, response).catch((error: unknown) => {
        // Whoever breaks off a request is no fault of this node, and could fill its log with such lines.
        if (!request.destroyed) parts.logger.error({ err: error }, 'a partner could not be answered')
        response.destroy()
      })
    },
  )
  server.maxConnections = mostConnections
  const closeConnections = followConnections(server)
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.setTimeout(idleMs, () => socket.destroy())
    if (callerOf(parts, socket) === undefined) socket.destroy()
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('clientError', (_error, socket) => socket.destroy())
  await begin(server, host, port)
  const address: AddressInfo | string | null = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        closeConnections()
      }),
  }
}

/**
 * Follows connections from their first byte on: one that is still shaking hands is none yet for the server's own list, and would
 * live on after it.
 *
 * @returns Ends all of them.
 */
function followConnections(server: Server): () => void {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return () => {
    for (const socket of open) socket.destroy()
  }
}

function begin(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new CannotListenError(host, port, cause)))
    server.listen(port, host, resolve)
  })
}

/** Asked for each request: a partner that was suspended meanwhile is a stranger. */
function callerOf({ partnerOf }: ListenerParts, socket: unknown): PartnerCard | undefined {
  const pin = socket instanceof TLSSocket ? pinOf(socket) : undefined
  return pin === undefined ? undefined : partnerOf(pin)
}

async function serve(parts: ListenerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const caller = callerOf(parts, request.socket)
  if (caller === undefined) return void request.socket.destroy()
  const done = parts.budgets.take(caller.node)
  if (done === undefined) return send(response, { status: 429, type: 'text/plain', bytes: Buffer.from('slow down\n') })
  response.once('close', done)
  const { method, url = '/' } = request
  if (method !== 'GET' && method !== 'POST') return send(response, notFound)
  const body = method === 'POST' ? await readBody(request) : new Uint8Array(0)
  if (body === undefined) {
    return send(response, { status: 413, type: 'text/plain', bytes: Buffer.from('too large\n') }, { isLast: true })
  }
  send(response, await parts.answer({ caller, method, path: url, body }))
}

/** @returns Undefined where the body is too large or compressed. Nothing is ever decompressed. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return undefined
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) return undefined
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of request) {
    if (!(piece instanceof Uint8Array)) continue
    total += piece.length
    if (total > mostBodyBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function send(
  response: ServerResponse,
  { status, type, bytes }: PartnerReply,
  options?: { readonly isLast: true },
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...(options === undefined ? {} : { connection: 'close' }),
  })
  response.end(bytes)
}
