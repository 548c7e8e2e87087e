import { X509Certificate } from 'node:crypto'
import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { PartnerLinkError, WrongPinError } from '../errors.ts'
import { spkiSha256 } from '../identity/certificate.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'

const version: SecureVersion = 'TLSv1.3'

/** What both ends of a connection between partners insist on. A certificate is believed by its pinned key alone. */
export function tlsOptions({ tls }: Pick<OwnIdentity, 'tls'>) {
  return { key: tls.key, cert: tls.certificate, minVersion: version, rejectUnauthorized: false } as const
}

/** @returns SHA-256 of the public key that the other end has proved to hold, 64 hex digits; undefined where it showed none. */
export function pinOf(socket: TLSSocket): string | undefined {
  const { raw } = socket.getPeerCertificate()
  if (raw === undefined) return undefined
  try {
    return spkiSha256(new X509Certificate(raw).publicKey)
  } catch {
    return undefined
  }
}

/**
 * Connects to a partner; nothing is sent before the other end has proved to hold the pinned key.
 *
 * @param timeoutMs - From the start to the end of the handshake.
 * @throws WrongPinError, PartnerLinkError (rejects)
 */
export function connectPinned(
  { node, url, tls }: PartnerCard,
  identity: Pick<OwnIdentity, 'tls'>,
  timeoutMs: number,
): Promise<TLSSocket> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...tlsOptions(identity),
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? 443 : Number(port),
      // The name is for whoever routes by it; who answers is known by the key.
      ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
      ALPNProtocols: ['http/1.1'],
    })
    const timer = setTimeout(() => socket.destroy(new Error('the handshake took too long')), timeoutMs)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      if (pinOf(socket) === tls) return resolve(socket)
      socket.destroy()
      reject(new WrongPinError(node))
    })
    socket.once('error', (cause) => {
      clearTimeout(timer)
      reject(new PartnerLinkError(node, cause.message, cause))
    })
    socket.once('close', () => {
      clearTimeout(timer)
      reject(new PartnerLinkError(node, 'the connection was closed'))
    })
  })
}
