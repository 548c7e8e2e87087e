import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { mostLineBytes } from './followed-file.ts'
import type { StoredInput } from './stored-input.ts'
import { asLine, createSyslogFrames } from './syslog-frames.ts'

/** Datagrams that could not be held: how many, and when the first and the last of them came, Unix time, ms. */
export type LostDatagrams = { readonly count: number; readonly fromMs: number; readonly toMs: number }

/** Whole lines that arrived, how many messages were too long, and what was lost before them. */
export type ArrivedLines = {
  readonly bytes: Uint8Array
  readonly tooLong: number
  readonly lost: LostDatagrams | undefined
}

/** Where lines go. */
export type LineTaker = {
  /** Receives lines; the next ones wait for it. */
  readonly take: (arrived: ArrivedLines) => Promise<void>
  readonly nowMs: () => number
}

/** A listener for syslog. */
export type SyslogListener = {
  /** Of the address, once it listens. */
  readonly port: number
  readonly close: () => Promise<void>
}

const mostConnections = 256
/** Of datagrams that are held while others are dealt with. */
const mostHeldBytes = 8 << 20

/**
 * Listens for syslog. A connection is read no faster than `take` deals with it; datagrams cannot be held back: 8 MiB of them wait, and
 * what comes on top is lost, counted, and told with the next lines.
 *
 * @param folder - Where `tls-key.pem` and `tls-cert.pem` lie, for TLS.
 * @throws what the network or the file system says.
 */
export async function listenForSyslog(
  { kind, location }: StoredInput,
  folder: string,
  taker: LineTaker,
): Promise<SyslogListener> {
  const { take } = taker
  const { host, port } = addressIn(location)
  if (kind === 'syslog-udp') return listenForDatagrams(host, port, taker)
  if (kind === 'syslog-tcp') return listenForConnections(createServer(), 'connection', { host, port }, take)
  // One after the other: of two that are missing the same one is always named.
  const key = await readFile(join(folder, 'tls-key.pem'))
  const cert = await readFile(join(folder, 'tls-cert.pem'))
  const server = createTlsServer({ key, cert, minVersion: 'TLSv1.2' })
  return listenForConnections(server, 'secureConnection', { host, port }, take)
}

/** @param location - `host:port` or `[address]:port`; checked when the input was set up. */
export function addressIn(location: string): { readonly host: string; readonly port: number } {
  const colon = location.lastIndexOf(':')
  return { host: location.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(location.slice(colon + 1)) }
}

async function listenForDatagrams(host: string, port: number, { take, nowMs }: LineTaker): Promise<SyslogListener> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  let held: Uint8Array[] = []
  let heldBytes = 0
  let lost: LostDatagrams | undefined
  let working: Promise<void> | undefined
  const work = async (): Promise<void> => {
    while (held.length > 0) {
      const arrived = { bytes: Buffer.concat(held), tooLong: 0, lost }
      held = []
      heldBytes = 0
      lost = undefined
      await take(arrived)
    }
    working = undefined
  }
  socket.on('message', (message) => {
    if (heldBytes + message.length > mostHeldBytes) {
      const atMs = nowMs()
      lost = { count: (lost?.count ?? 0) + 1, fromMs: lost?.fromMs ?? atMs, toMs: atMs }
      return
    }
    held.push(asLine(message))
    heldBytes += message.length
    working ??= work()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, resolve)
  })
  return {
    port: socket.address().port,
    close: async () => {
      await new Promise<void>((resolve) => socket.close(resolve))
      await working
    },
  }
}

async function listenForConnections(
  server: Server,
  event: 'connection' | 'secureConnection',
  { host, port }: ReturnType<typeof addressIn>,
  take: (arrived: ArrivedLines) => Promise<void>,
): Promise<SyslogListener> {
  const sockets = new Map<Socket, Promise<void>>()
  server.maxConnections = mostConnections
  server.on(event, (socket: Socket) => {
    sockets.set(
      socket,
      readConnection(socket, take).finally(() => sockets.delete(socket)),
    )
  })
  // A caller that does not speak TLS is its own fault.
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const reading = [...sockets.values()]
      for (const socket of sockets.keys()) socket.destroy()
      await Promise.all(reading)
      await closed
    },
  }
}

async function readConnection(socket: Socket, take: (arrived: ArrivedLines) => Promise<void>): Promise<void> {
  const frames = createSyslogFrames(mostLineBytes)
  try {
    for await (const piece of socket) {
      const { bytes, tooLong } = frames(piece instanceof Uint8Array ? piece : Buffer.from(String(piece)))
      if (bytes.length > 0 || tooLong > 0) await take({ bytes, tooLong, lost: undefined })
    }
    const { bytes, tooLong } = frames(Uint8Array.of(10))
    if (bytes.length > 1 || tooLong > 0) await take({ bytes, tooLong, lost: undefined })
  } catch {
    // The other end has gone: what it sent until then was taken.
    socket.destroy()
  }
}
