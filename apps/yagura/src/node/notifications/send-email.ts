import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import { leaveOnAbort } from '../leave-on-abort.ts'
import { resolveAllowedAddress } from '../sources/address-guard.ts'
import type { Delivery } from './delivery.ts'
import type { Endpoint } from './endpoint.ts'
import { UnusableChannelError } from './errors.ts'

const connectTimeoutMs = 10_000
const silenceTimeoutMs = 20_000

/**
 * Sends a message by SMTP. Where there is a password, it is said only within TLS.
 * Source: RFC 5321, RFC 3207, RFC 8314.
 */
export async function sendEmail(endpoint: Extract<Endpoint, { kind: 'email' }>, delivery: Delivery): Promise<void> {
  const { channel, message, messageId, signal } = delivery
  const { hostname, port, tlsAtOnce, user } = endpoint
  if (user !== undefined && channel.secret === undefined) {
    throw new UnusableChannelError('secret', `the server is asked to know ${user}, and there is no password`)
  }
  const { address } = await leaveOnAbort(resolveAllowedAddress(hostname, channel.allowPrivateAddress), signal)
  const transport = createTransport({
    host: address,
    port,
    secure: tlsAtOnce,
    requireTLS: !tlsAtOnce && channel.secret !== undefined,
    tls: isIP(hostname) === 0 ? { servername: hostname } : {},
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: channel.secret ?? '' } }),
  })
  try {
    await transport.sendMail({
      signal,
      from: { name: 'Yagura', address: user?.includes('@') ? user : `yagura@${mailDomain(hostname)}` },
      to: endpoint.to,
      subject: message.subject,
      text: message.text,
      messageId: `<${messageId}@${mailDomain(hostname)}>`,
      ...(message.priority === 'critical' ? { priority: 'high' as const } : {}),
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } finally {
    transport.close()
  }
}

/** The domain part of an address at a server: an address literal where the server has no name. Source: RFC 5321 §4.1.3. */
function mailDomain(hostname: string): string {
  const family = isIP(hostname)
  if (family === 0) return hostname
  return family === 4 ? `[${hostname}]` : `[IPv6:${hostname}]`
}
