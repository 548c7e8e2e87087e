import { TLSSocket } from 'node:tls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TaxiiAccount } from '../../../api/contract/taxii.ts'
import { fingerprintOf } from './client-certificate.ts'
import type { TaxiiAccounts } from './taxii-accounts.ts'
import { TaxiiRefusal } from './taxii-refusal.ts'

/**
 * Whose request it is: by HTTP Basic where a name and password are given, else by the client certificate of its own TLS connection. What
 * a header says of a certificate is not believed.
 *
 * @throws TaxiiRefusal (401) where it is nobody's. Source: RFC 7617, TAXII 2.1 §1.6.9.
 */
export async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  accounts: TaxiiAccounts,
): Promise<TaxiiAccount> {
  const { authorization } = request.headers
  const certificate = authorization === undefined ? certificateOf(request.raw.socket) : undefined
  const answer =
    certificate === undefined
      ? await byPassword(authorization ?? '', accounts)
      : byCertificate(fingerprintOf(certificate), accounts)
  if (answer.account !== undefined) return answer.account
  reply.header('www-authenticate', 'Basic realm="TAXII", charset="UTF-8"')
  throw new TaxiiRefusal(401, answer.problem)
}

type SignedIn = { readonly account: TaxiiAccount } | { readonly account?: never; readonly problem: string }

async function byPassword(authorization: string, accounts: TaxiiAccounts): Promise<SignedIn> {
  const [, credentials = ''] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? []
  const [, name, password] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? []
  const account = name === undefined || password === undefined ? undefined : await accounts.authenticate(name, password)
  return account === undefined ? { problem: 'name and password of a TAXII account are needed' } : { account }
}

/** Whoever is told of dates has proved to hold the key. */
function byCertificate(fingerprint: string, accounts: TaxiiAccounts): SignedIn {
  const shown = accounts.shownBy(fingerprint)
  switch (shown.is) {
    case 'known':
      return { account: shown.account }
    case 'unknown':
      return { problem: `no TAXII account signs in by the certificate ${fingerprint}` }
    case 'out-of-time': {
      const [from, to] = [shown.certificate.validFromMs, shown.certificate.validToMs].map((ms) =>
        new Date(ms).toISOString(),
      )
      return { problem: `the certificate ${fingerprint} is valid from ${from} to ${to} alone` }
    }
  }
}

/** DER of the certificate that the other end has shown and whose key it has proved to hold. */
function certificateOf(socket: unknown): Uint8Array | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const { raw } = socket.getPeerCertificate()
  return raw
}
