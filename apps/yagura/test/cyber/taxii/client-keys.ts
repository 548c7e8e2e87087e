import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfSignedCertificate } from '../../../src/node/partners/identity/certificate.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

/** A key with its certificate, both PEM. */
export type ClientKey = { readonly certificate: string; readonly key: string; readonly fingerprint: string }

/** Makes a key and a certificate that is valid from a day before an instant, for five years. */
export function clientKey(name: string, nowMs = Date.UTC(2026, 0, 1)): ClientKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const certificate = selfSignedCertificate(name, privateKey, publicKey, randomBytes(8), nowMs)
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const fingerprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase()
  return { certificate, key, fingerprint }
}

/** A folder with the key and certificate of a server, as a node reads them. */
export function serverKeyFolder({ certificate, key }: ClientKey): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'tls-key.pem'), key)
  writeFileSync(join(folder, 'tls-cert.pem'), certificate)
  return folder
}
