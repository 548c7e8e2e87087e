import { createHash, X509Certificate } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { UnusableCertificateError } from './account-errors.ts'

/** A certificate by which a TAXII client signs in: it is known by its fingerprint, whoever signed it. Times are Unix time, ms. */
export const PinnedCertificate = Type.Object({
  /** SHA-256 of its DER, 64 hex digits. */
  fingerprint: Type.String(),
  subject: Type.String(),
  validFromMs: Type.Number(),
  validToMs: Type.Number(),
})
export type PinnedCertificate = Static<typeof PinnedCertificate>

const longestSubject = 200

/** @returns SHA-256 of a certificate, 64 hex digits. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}

/**
 * Reads a certificate that an administrator wants to be known.
 *
 * @param pem - The first certificate in it is taken.
 * @param nowMs - Unix time, ms.
 * @throws UnusableCertificateError where there is none, or it has ended.
 */
export function readPinnedCertificate(pem: string, nowMs: number): PinnedCertificate {
  const certificate = parsed(pem)
  const [validFromMs, validToMs] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  if (Number.isNaN(validFromMs) || Number.isNaN(validToMs))
    throw new UnusableCertificateError('its dates cannot be read')
  if (validToMs <= nowMs) throw new UnusableCertificateError(`it ended at ${new Date(validToMs).toISOString()}`)
  const subject = certificate.subject?.split('\n').join(', ').slice(0, longestSubject) ?? ''
  return { fingerprint: fingerprintOf(certificate.raw), subject, validFromMs, validToMs }
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new UnusableCertificateError('there is no X.509 certificate in PEM')
  }
}
