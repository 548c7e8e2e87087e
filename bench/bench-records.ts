import { coreKinds, type Marking, type Signer, signRecord } from '@yagura/record'
import { spaceRecordSchemas } from '@yagura/space'

const kinds = { ...coreKinds, ...spaceRecordSchemas }
const mark: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'REAL', aud: { JPN: 2, USA: 2 } }
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ulidDigits = 26

/** The 26 digits of a number as a ULID has them. */
function ulidOf(number: number): string {
  let text = ''
  for (let rest = number; text.length < ulidDigits; rest = Math.floor(rest / 32))
    text = `${crockford[rest % 32]}${text}`
  return text
}

let made = 0

/**
 * Signed records of close approaches as one nation tells them to another, no two the same.
 *
 * @returns Canonical lines.
 */
export async function makeRecords(signer: Signer, count: number): Promise<readonly Uint8Array[]> {
  const lines: Uint8Array[] = []
  for (let index = 0; index < count; index += 1) {
    made += 1
    const body = {
      ...{ v: 1, id: ulidOf(made), by: signer.keyId.slice(0, signer.keyId.indexOf('#')), kind: 'space.closeApproach' },
      ...{ at: '2026-01-01T00:00:00.000Z', mark, refs: [] },
      data: {
        primary: { id: 25_544, name: 'ISS (ZARYA)', epochUtc: '2025-12-31T21:14:05.123Z' },
        secondary: { id: 10_000 + (made % 80_000), name: 'COSMOS 2251 DEB', epochUtc: '2025-12-31T17:40:11.456Z' },
        tcaUtc: '2026-01-02T03:04:05.678Z',
        missKm: 1 + made / 1000,
        relativeSpeedKmPerS: 14.25,
        rtnKm: { radial: 0.125, transverse: -0.875, normal: 0.25 },
        maxPc: 1.5e-6,
      },
    }
    const signed = await signRecord(body, [signer], kinds)
    if (!signed.ok) throw new Error(`the bench made a record that nobody would read: ${signed.fault.reason}`)
    lines.push(signed.line)
  }
  return lines
}
