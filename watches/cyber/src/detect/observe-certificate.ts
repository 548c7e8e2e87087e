import { withoutColons } from './event-values.ts'
import { readTable } from './field-reader.ts'
import { certificateFields, plainCertificateFields } from './observed-fields.ts'
import { type Observing, textual } from './observing.ts'

/** @param isMail - Whether the event is of a message, which has a subject of another kind. */
export function observeCertificate({ fields, add }: Observing, isMail: boolean): void {
  const plain = isMail ? {} : readTable(fields, plainCertificateFields)
  const { subject, issuer, serial, sha1, sha256 } = { ...plain, ...readTable(fields, certificateFields) }
  const hashes = {
    ...textual('SHA-1', typeof sha1 === 'string' ? withoutColons(sha1) : undefined),
    ...textual('SHA-256', sha256),
  }
  const said = {
    ...textual('subject', subject),
    ...textual('issuer', issuer),
    ...textual('serial_number', serial),
    ...(Object.keys(hashes).length > 0 && { hashes }),
  }
  if (Object.keys(said).length > 0) add({ type: 'x509-certificate', ...said })
}
