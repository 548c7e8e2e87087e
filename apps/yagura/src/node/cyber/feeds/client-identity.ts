import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { ClientIdentityError } from './feed-errors.ts'

/** By what this node signs in to another server: a certificate, with those between it and its authority, and its key; PEM. */
export const ClientIdentity = Type.Object({ certificate: Type.String(), key: Type.String() })
export type ClientIdentity = Static<typeof ClientIdentity>

/**
 * Checks that a certificate and a key can be used together, before a server is asked with them.
 *
 * @throws ClientIdentityError where one of them cannot be read, the key is locked, or they do not belong together.
 */
export function checkIdentity({ certificate, key }: ClientIdentity): void {
  if (!certificateIn(certificate, 'certificate').checkPrivateKey(keyIn(key))) {
    throw new ClientIdentityError('the key', 'is not that of the certificate')
  }
}

/** @throws ClientIdentityError where it is no certificate. */
export function checkAuthority(pem: string): void {
  certificateIn(pem, 'authority')
}

/** @returns When a certificate ends, Unix time, ms. */
export function endOf({ certificate }: ClientIdentity): number {
  return Date.parse(certificateIn(certificate, 'certificate').validTo)
}

function certificateIn(pem: string, what: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new ClientIdentityError(`the ${what}`, 'is no X.509 certificate in PEM')
  }
}

function keyIn(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new ClientIdentityError('the key', 'is no private key in PEM, or is locked by a passphrase')
  }
}
