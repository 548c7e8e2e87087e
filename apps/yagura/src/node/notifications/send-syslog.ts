import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { leaveOnAbort } from '../leave-on-abort.ts'
import { resolveAllowedAddress } from '../sources/address-guard.ts'
import type { Delivery } from './delivery.ts'
import type { Endpoint } from './endpoint.ts'
import { NotDeliveredError } from './errors.ts'
import { framedSyslogLine, syslogLine } from './syslog-line.ts'

type Peer = { readonly address: string; readonly family: 4 | 6; readonly port: number }

const timeoutMs = 10_000

/** Sends a message to a collector of syslog, over UDP (RFC 5426) or TCP (RFC 6587). By UDP nobody knows whether it arrived. */
export async function sendSyslog(endpoint: Extract<Endpoint, { kind: 'syslog' }>, delivery: Delivery): Promise<void> {
  const { channel, message, nodeName, nowMs, signal } = delivery
  const found = await leaveOnAbort(resolveAllowedAddress(endpoint.hostname, channel.allowPrivateAddress), signal)
  const peer = { ...found, port: endpoint.port }
  const messageType = typeOf(message.payload)
  const line = syslogLine(message.subject, { priority: message.priority, nodeName, messageType, atMs: nowMs })
  await (endpoint.transport === 'udp' ? sendUdp(line, peer) : sendTcp(framedSyslogLine(line), peer, signal))
}

function sendUdp(line: Buffer, { address, family, port }: Peer): Promise<void> {
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6')
  return new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.send(line, port, address, (error) => (error === null ? resolve() : reject(error)))
  }).finally(() => socket.close())
}

/** Waits until the peer has closed its side too: then everything was taken without an error. */
function sendTcp(line: Buffer, { address, family, port }: Peer, signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const socket = connect({ host: address, port, family, signal })
    socket.setTimeout(timeoutMs, () => {
      // A collector that took everything and keeps the line open has the message: to send it again would only double it.
      const taken = socket.writableFinished
      socket.destroy(taken ? undefined : new NotDeliveredError('the collector was silent for too long'))
    })
    socket.on('error', reject)
    socket.on('close', (hadError) => (hadError ? undefined : resolve()))
    socket.on('connect', () => socket.end(line))
    socket.resume()
  })
}

function typeOf(payload: unknown): string {
  return typeof payload === 'object' && payload !== null && 'type' in payload ? String(payload.type) : '-'
}
