import type { CertificateFacts } from '@yagura/core'
import type { ListedAccount } from './taxii-accounts.ts'

const link = '/cyber/feeds'

/**
 * The certificates whose end would turn a TAXII client away, for the health of the node: of an account that has no password the one that
 * ends last, and the server’s own.
 *
 * @param serverEndsMs - When that of the server ends, Unix time, ms; undefined where it is not answered over TLS by the node itself.
 */
export function taxiiCertificates(
  accounts: readonly ListedAccount[],
  serverEndsMs: number | undefined,
): readonly CertificateFacts[] {
  const clients = accounts
    .filter(({ hasPassword, certificates }) => !hasPassword && certificates.length > 0)
    .map(({ name, certificates }) => ({
      ...{ id: `taxii-account-${name}`, name: `TAXII account ${name}`, link },
      endsMs: Math.max(...certificates.map(({ validToMs }) => validToMs)),
      missed: 'Once it has ended this client is turned away, and gets nothing from this node.',
      action: 'Ask its people for another one and add that to the account before this one ends.',
    }))
  if (serverEndsMs === undefined) return clients
  const server = {
    ...{ id: 'taxii-server', name: 'TAXII over TLS', endsMs: serverEndsMs, link },
    missed: 'Once it has ended clients that check it do not connect, and get nothing from this node.',
    action: 'Put another one, with its key, into the folder “cyber” of the data folder and start the node again.',
  }
  return [...clients, server]
}
