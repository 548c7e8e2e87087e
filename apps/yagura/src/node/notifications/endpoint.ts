import type { NotificationChannel } from '../../api/contract/node.ts'
import { UnusableChannelError } from './errors.ts'

/** Where a channel's messages go, read from what an administrator typed. */
export type Endpoint =
  | {
      readonly kind: 'email'
      readonly to: string
      readonly hostname: string
      readonly port: number
      /** TLS from the first byte; else STARTTLS. */
      readonly tlsAtOnce: boolean
      readonly user: string | undefined
    }
  | { readonly kind: 'webhook'; readonly url: URL }
  | { readonly kind: 'syslog'; readonly transport: 'udp' | 'tcp'; readonly hostname: string; readonly port: number }

type Typed = Pick<NotificationChannel, 'kind' | 'address' | 'server'>

const submissionPort = 587
const submissionsPort = 465
const syslogPort = 514
// One mailbox without a display name: quotes, commas, angle brackets and spaces would let one address become several.
const mailbox = /^[^\s"(),:;<>@[\\\]]{1,64}@[^\s"(),:;<>@[\\\]]{1,255}$/

/**
 * Reads where a channel leads.
 * @throws UnusableChannelError that names the member at fault.
 */
export function readEndpoint(channel: Typed): Endpoint {
  switch (channel.kind) {
    case 'email':
      return readEmail(channel)
    case 'webhook':
      return readWebhook(channel)
    case 'syslog':
      return readSyslog(channel)
  }
}

function readEmail({ address, server }: Typed): Endpoint {
  if (!mailbox.test(address)) throw new UnusableChannelError('address', 'expected one e-mail address, name@example.org')
  if (server === null) throw new UnusableChannelError('server', 'an e-mail channel needs one: smtp://user@host:port')
  const url = readUrl('server', server)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new UnusableChannelError('server', 'expected smtp://user@host:port or smtps://user@host:port')
  }
  refusePassword('server', url)
  const tlsAtOnce = url.protocol === 'smtps:'
  const port = url.port === '' ? (tlsAtOnce ? submissionsPort : submissionPort) : Number(url.port)
  const user = url.username === '' ? undefined : decoded(url.username)
  return { kind: 'email', to: address, hostname: hostnameOf('server', url), port, tlsAtOnce, user }
}

function readWebhook({ address, server }: Typed): Endpoint {
  refuseServer(server)
  const url = readUrl('address', address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new UnusableChannelError('address', 'expected an https:// or http:// URL')
  }
  if (url.username !== '') throw new UnusableChannelError('address', 'a URL with a user name is not used')
  refusePassword('address', url)
  return { kind: 'webhook', url }
}

function readSyslog({ address, server }: Typed): Endpoint {
  refuseServer(server)
  const url = readUrl('address', address)
  const transport = url.protocol === 'udp:' ? 'udp' : 'tcp'
  if (url.protocol !== `${transport}:` || url.username !== '' || !/^\/?$/.test(url.pathname)) {
    throw new UnusableChannelError('address', 'expected udp://host:port or tcp://host:port')
  }
  const port = url.port === '' ? syslogPort : Number(url.port)
  return { kind: 'syslog', transport, hostname: hostnameOf('address', url), port }
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch (cause) {
    throw new UnusableChannelError('server', 'the user name has a % that stands for nothing; write % as %25', { cause })
  }
}

function readUrl(member: string, text: string): URL {
  try {
    return new URL(text)
  } catch {
    // The cause would repeat the text, in which there may be a secret.
    throw new UnusableChannelError(member, 'this is no URL')
  }
}

function hostnameOf(member: string, url: URL): string {
  if (url.hostname === '') throw new UnusableChannelError(member, 'the URL names no host')
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

function refusePassword(member: string, url: URL): void {
  if (url.password !== '') throw new UnusableChannelError(member, 'a password belongs into `secret`, not into a URL')
}

function refuseServer(server: string | null): void {
  if (server !== null) throw new UnusableChannelError('server', 'only an e-mail channel has one')
}
