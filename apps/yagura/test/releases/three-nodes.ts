import { randomBytes } from 'node:crypto'
import {
  base64UrlOf,
  coreKinds,
  type Marking,
  preAuthenticationEncoding,
  recordType,
  type Signer,
  shippedPolicies,
  signRecord,
  utf8Bytes,
  utf8Text,
} from '@yagura/record'
import type { ReleaseRequest } from '../../src/api/contract/releases.ts'
import { createFileSigner } from '../../src/crypto/key-file.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import { createPartnerApproaches } from '../../src/node/releases/partner-approaches.ts'
import type { ReleaseDependencies } from '../../src/node/releases/release-dependencies.ts'
import { createReleaseService, recordKinds } from '../../src/node/releases/release-service.ts'
import { createSharedLogs } from '../../src/node/releases/shared-logs.ts'
import { ulid } from '../../src/node/ulid.ts'
import { befriend, startPartner, type TestPartner } from '../partners/partner-nodes.ts'
import { abe, approach, sato, signerOf, suzuki } from './release-node.ts'

export const jpNode = 'jp.example'
export const satoKey = signerOf('sato', 'sato', jpNode)
export const suzukiKey = signerOf('suzuki', 'suzuki', jpNode)
export const none = { params: undefined, query: undefined, body: undefined }
const policies = shippedPolicies()
/** A close approach for the United States, that the people of Australia may look at. */
export const request = {
  subject: { kind: 'approach', id: '29999-32500-20261122T120000.000Z' },
  mark: { pol: 'TLP', lvl: 0, tlp: 'GREEN', aud: { AUS: 1, JPN: 2, USA: 2 }, mode: 'REAL' },
} as const satisfies ReleaseRequest

/** A record about a key that two roots have signed, as one line. */
export async function aboutKey(jp: TestPartner, kind: string, data: unknown): Promise<string> {
  const roots = await Promise.all(
    jp.roots.slice(0, 2).map(({ file, passphrase }) => createFileSigner(file, passphrase)),
  )
  const mark: Marking = { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode: 'REAL' }
  const body = { by: `${jp.node}/root-1`, at: new Date().toISOString(), data, id: ulid(Date.now(), randomBytes) }
  const signed = await signRecord({ ...body, kind, mark, refs: [], v: 1 }, roots, coreKinds)
  if (!signed.ok) throw new Error(signed.fault.reason)
  return utf8Text(signed.line) ?? ''
}

/** A signature of a body as officers hand it in. */
export async function signatureOf(text: string, signer: Signer) {
  const signature = await signer.sign(preAuthenticationEncoding(recordType, utf8Bytes(text)))
  return { keyId: signer.keyId, signature: base64UrlOf(signature) }
}

/** Japan's node with two officers, that of the United States and that of Australia. */
export async function threeNodes(readSubject: ReleaseDependencies['readSubject'] = async () => approach) {
  const [jp, us, au] = await Promise.all([
    startPartner('JPN', jpNode),
    startPartner('USA', 'us.example'),
    startPartner('AUS', 'au.example'),
  ])
  await befriend(jp, us, au)
  const logs = createSharedLogs(jp.service)
  const { handlers, close } = createReleaseService(jp.context, {
    ...{ logs, policies, verify: verifyEd25519 },
    readSubject,
  })
  for (const [officer, key] of [
    ['Sato', satoKey],
    ['Suzuki', suzukiKey],
  ] as const) {
    const mandate = ['recall', 'release']
    const added = { alg: 'Ed25519', key: key.keyId, mandate, pub: base64UrlOf(key.publicKey) }
    const record = await aboutKey(jp, 'key.add', { ...added, scope: ['dataset.*', 'recall.*', 'space.*'] })
    await handlers.certifyKey({ ...none, body: { record, officer } }, abe)
  }
  const release = async (more: Partial<ReleaseRequest> = {}) => {
    const { id, preview } = await handlers.draftRelease({ ...none, body: { ...request, ...more } }, sato)
    const asked = { params: { id }, query: undefined }
    await handlers.signRelease({ ...asked, body: await signatureOf(preview.body, satoKey) }, sato)
    return handlers.signRelease({ ...asked, body: await signatureOf(preview.body, suzukiKey) }, suzuki)
  }
  const approachesAt = (at: TestPartner) => createPartnerApproaches(createSharedLogs(at.service), recordKinds, policies)
  return { jp, us, au, handlers, release, approachesAt, close }
}
