import { createHash } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

/** What a server does wrong, or else, to an answer. */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly status: number; readonly said?: string; readonly retryAfterS?: number }
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'truncated'; readonly bytes: number }
  | { readonly kind: 'announces'; readonly bytes: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'encoded'; readonly encoding: 'gzip' | 'deflate' | 'br'; readonly truncated?: boolean }

/** A request as it came. */
type SeenRequest = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A server on loopback that serves files as CelesTrak and Space-Track do, and goes wrong when it is told to. */
export type FaultServer = {
  readonly url: string
  readonly port: number
  readonly requests: SeenRequest[]
  /** What it does from now on. */
  fault: Fault
  /** What it has, by path with its query. */
  readonly files: Map<string, string>
  /** The accounts that may sign in, with their passwords. */
  readonly accounts: Map<string, string>
  /** Its own clock minus the machine's, ms. */
  clockAheadMs: number
  readonly close: () => Promise<void>
}

const cookie = 'chocolatechip=0123456789abcdef'

/** Starts a server on a free port of loopback. */
export async function startFaultServer(): Promise<FaultServer> {
  const sockets = new Set<Socket>()
  const server = http.createServer({ keepAlive: false }, (request, response) => void answer(faults, request, response))
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const faults: FaultServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: [],
    fault: { kind: 'none' },
    files: new Map(),
    accounts: new Map(),
    clockAheadMs: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return faults
}

async function answer(server: FaultServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const body = Buffer.concat(pieces).toString('utf8')
  const url = request.url ?? ''
  server.requests.push({ method: request.method ?? '', url, headers: request.headers, body })
  response.setHeader('date', new Date(Date.now() + server.clockAheadMs).toUTCString())
  if (url.startsWith('/ajaxauth/')) {
    signInOrOut(server, url, body, response)
    return
  }
  if (url.startsWith('/basicspacedata/') && request.headers.cookie !== cookie) {
    response.writeHead(401).end('{"error":"You must be logged in to complete this action"}')
    return
  }
  const file = server.files.get(url)
  if (server.fault.kind === 'none' && file === undefined) {
    response.writeHead(404).end('not here')
    return
  }
  serve(server.fault, Buffer.from(file ?? ''), request, response)
}

function signInOrOut(server: FaultServer, url: string, body: string, response: ServerResponse): void {
  if (url === '/ajaxauth/logout') {
    response.end('"Successfully logged out"')
    return
  }
  const form = new URLSearchParams(body)
  const password = server.accounts.get(form.get('identity') ?? '')
  if (password === undefined || password !== form.get('password')) {
    response.end('{"Login":"Failed"}')
    return
  }
  response.setHeader('set-cookie', `${cookie}; path=/; secure; HttpOnly`)
  response.end('""')
}

function serve(fault: Fault, file: Buffer, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case 'none':
      whole(file, request, response)
      break
    case 'status':
      if (fault.retryAfterS !== undefined) response.setHeader('retry-after', fault.retryAfterS)
      response.writeHead(fault.status).end(fault.said ?? '')
      break
    case 'silence':
      break
    case 'stall':
      response.writeHead(200, { 'content-length': file.length })
      response.write(file.subarray(0, fault.afterBytes))
      break
    case 'truncated':
      response.writeHead(200, { 'content-length': file.length })
      response.write(file.subarray(0, fault.bytes), () => response.destroy())
      break
    case 'announces':
      response.writeHead(200, { 'content-length': fault.bytes })
      response.write(file, () => response.socket?.end())
      break
    case 'endless':
      endless(file, response)
      break
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end()
      break
    case 'encoded':
      encoded(fault, file, response)
      break
  }
}

function whole(file: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`
  response.setHeader('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(200, { 'content-length': file.length }).end(file)
}

function encoded(fault: Extract<Fault, { kind: 'encoded' }>, file: Buffer, response: ServerResponse): void {
  const encode = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[fault.encoding]
  const bytes = encode(file)
  const sent = fault.truncated === true ? bytes.subarray(0, bytes.length / 2) : bytes
  // Without a length, as a server does that compresses while it sends.
  response.writeHead(200, { 'content-encoding': fault.encoding }).end(sent)
}

function endless(file: Buffer, response: ServerResponse): void {
  response.writeHead(200)
  const more = (): void => {
    while (!response.destroyed && response.write(file));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
