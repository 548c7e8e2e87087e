import { createHash, type KeyObject, sign } from 'node:crypto'

/** How long a certificate is said to last; partners pin the key, not the certificate, so that a new one changes nothing for them. */
const lifetimeMs = 5 * 365 * 86_400_000
const firstYearOfGeneralizedTime = 2050

const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context3: 0xa3,
  dnsName: 0x82,
} as const

/** id-Ed25519 (1.3.101.112), id-at-commonName (2.5.4.3), id-ce-subjectAltName (2.5.29.17). Source: RFC 8410 §3, RFC 5280 appendix A. */
const objectIds = { ed25519: [0x2b, 0x65, 0x70], commonName: [0x55, 0x04, 0x03], subjectAltName: [0x55, 0x1d, 0x11] }

/** A value in the distinguished encoding rules. Source: ITU-T X.690 §8.1, §10.1. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const lengthBytes: number[] = []
  for (let rest = content.length; rest > 0; rest >>>= 8) lengthBytes.unshift(rest & 0xff)
  const length = content.length < 0x80 ? [content.length] : [0x80 | lengthBytes.length, ...lengthBytes]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function nameOf(commonName: string): Buffer {
  const attribute = der(
    tags.sequence,
    der(tags.objectId, Uint8Array.from(objectIds.commonName)),
    der(tags.utf8, Buffer.from(commonName)),
  )
  return der(tags.sequence, der(tags.set, attribute))
}

function timeOf(unixMs: number): Buffer {
  const digits = new Date(unixMs).toISOString().replace(/\.\d+|[-:T]/g, '')
  const isLate = Number(digits.slice(0, 4)) >= firstYearOfGeneralizedTime
  return isLate ? der(tags.generalizedTime, Buffer.from(digits)) : der(tags.utcTime, Buffer.from(digits.slice(2)))
}

/**
 * Makes the certificate that a node shows its partners: signed by itself, because partners know its key from its card and trust no
 * authority.
 *
 * @param node - Name of the node, such as `jp.ncc.example`.
 * @param privateKey - Ed25519.
 * @param publicKey - Of the same pair.
 * @param serial - 8 to 20 bytes, random.
 * @param nowMs - Unix time, ms; it is valid from a day before, for clocks that are behind.
 * @returns PEM. Source: RFC 5280 §4.1, RFC 8410 (Ed25519).
 */
export function selfSignedCertificate(
  node: string,
  privateKey: KeyObject,
  publicKey: KeyObject,
  serial: Uint8Array,
  nowMs: number,
): string {
  const algorithm = der(tags.sequence, der(tags.objectId, Uint8Array.from(objectIds.ed25519)))
  const alternativeName = der(
    tags.sequence,
    der(tags.objectId, Uint8Array.from(objectIds.subjectAltName)),
    der(tags.octetString, der(tags.sequence, der(tags.dnsName, Buffer.from(node)))),
  )
  const toBeSigned = der(
    tags.sequence,
    der(tags.context0, der(tags.integer, Uint8Array.of(2))),
    // A first byte from 1 to 127 keeps the number positive and its form the shortest.
    der(tags.integer, Uint8Array.of(0x40), serial),
    algorithm,
    nameOf(node),
    der(tags.sequence, timeOf(nowMs - 86_400_000), timeOf(nowMs + lifetimeMs)),
    nameOf(node),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(tags.context3, der(tags.sequence, alternativeName)),
  )
  const signature = sign(null, toBeSigned, privateKey)
  const whole = der(tags.sequence, toBeSigned, algorithm, der(tags.bitString, Uint8Array.of(0), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** @returns SHA-256 of a public key in the form in which certificates hold it (SubjectPublicKeyInfo), 64 hex digits: what partners pin. */
export function spkiSha256(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}
