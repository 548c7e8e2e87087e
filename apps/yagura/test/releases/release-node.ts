import { createHash } from 'node:crypto'
import type { Store } from '@yagura/core'
import {
  base64UrlOf,
  keyIdOf,
  type Marking,
  preAuthenticationEncoding,
  recordType,
  rootKeyIdsOf,
  type Signer,
  shippedPolicies,
  signRecord,
  utf8Bytes,
  utf8Text,
} from '@yagura/record'
import type { Caller } from '../../src/api/contract/operations.ts'
import type { Release, ReleaseRequest } from '../../src/api/contract/releases.ts'
import { createMemorySigner } from '../../src/crypto/ed25519-seed.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import type { NodeMode } from '../../src/node/context.ts'
import type { ReleasePartner } from '../../src/node/releases/release-dependencies.ts'
import { createReleaseService, recordKinds } from '../../src/node/releases/release-service.ts'
import type { SharedSubject } from '../../src/node/releases/shared-subject.ts'
import { ulid } from '../../src/node/ulid.ts'
import { testContext } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'
import { memoryLogs } from './shared-logs.ts'

export const nodeName = 'jp.ncc.example'
export const sato: Caller = { officer: 'Sato', role: 'officer' }
export const suzuki: Caller = { officer: 'Suzuki', role: 'officer' }
export const abe: Caller = { officer: 'Abe', role: 'administrator' }
export const local: Caller = { officer: 'local', role: 'administrator' }

const policies = shippedPolicies()
const handled = [...policies.keys()]

function partner(node: string, party: string, lvl = 2): ReleasePartner {
  const clearance = { policies: handled, level: { pol: 'JP', lvl }, compartments: [] }
  return { node, party, clearance, suspended: false }
}

const partners = [partner('us.ops.example', 'USA'), partner('au.ops.example', 'AUS')]

/** Released to Japan and the United States; the people of Australia may see it here. */
export const toUsa: Marking = { pol: 'JP', lvl: 1, aud: { AUS: 1, JPN: 2, USA: 2 }, mode: 'REAL' }

export const approach: SharedSubject = {
  kind: 'space.closeApproach',
  title: 'KIZUNA – FENGYUN 1C DEB, 2026-11-22T12:00:00Z',
  data: {
    primary: { id: 32500, name: 'KIZUNA', owner: 'JPN' },
    secondary: { id: 29999, name: 'FENGYUN 1C DEB', owner: 'PRC' },
    tcaUtc: '2026-11-22T12:00:00.000Z',
    missKm: 0.412,
    relativeSpeedKmPerS: 14.2,
    maxPc: 0.00031,
  },
}

function seedOf(name: string): Uint8Array {
  return createHash('sha256').update(`test key of ${name}`).digest()
}

export function signerOf(name: string, keyName = name, node = nodeName): Signer {
  const { publicKey } = createMemorySigner('', seedOf(name))
  return createMemorySigner(keyIdOf(node, keyName, publicKey), seedOf(name))
}

export const roots: readonly Signer[] = (() => {
  const names = ['root-1', 'root-2', 'root-3']
  const ids = rootKeyIdsOf(
    nodeName,
    names.map((name) => createMemorySigner('', seedOf(name)).publicKey),
  )
  return names.map((name, index) => createMemorySigner(ids[index] ?? '', seedOf(name)))
})()

/** A node with keys, two partners, and one close approach to share. */
export async function releaseNode(options: { readonly store?: Store; readonly mode?: NodeMode } = {}) {
  const store = options.store ?? (await temporaryStore())
  const { mode = 'REAL' } = options
  const base = testContext(store, mode)
  let drawn = 0
  const context = {
    ...base,
    newId: () => {
      drawn += 1
      return ulid(base.clock.nowMs(), (count) => new Uint8Array(count).fill(drawn))
    },
  }
  const own = { node: nodeName, party: 'JPN', roots: roots.map(({ publicKey }) => publicKey) }
  const logs = memoryLogs(own, partners)
  let subject = approach
  const service = createReleaseService(context, {
    logs,
    policies,
    verify: verifyEd25519,
    readSubject: async () => subject,
  })
  const { handlers } = service
  const none = { params: undefined, query: undefined, body: undefined }
  const keyRecord = async (kind: string, data: unknown, signers: readonly Signer[] = roots.slice(0, 2)) => {
    const [first] = signers
    const body = {
      ...{ at: '2026-11-22T03:00:00.000Z', by: first?.keyId.slice(0, first.keyId.indexOf('#')), data },
      ...{ id: context.newId(), kind, mark: { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode }, refs: [], v: 1 },
    }
    const signed = await signRecord(body, signers, recordKinds)
    if (!signed.ok) throw new Error(signed.fault.reason)
    return utf8Text(signed.line) ?? ''
  }
  const addRecord = (signer: Signer, mandate: readonly string[], signers?: readonly Signer[]) =>
    keyRecord(
      'key.add',
      {
        alg: 'Ed25519',
        key: signer.keyId,
        mandate,
        pub: base64UrlOf(signer.publicKey),
        scope: ['alert.*', 'recall.*', 'space.*'],
      },
      signers,
    )
  const certify = async (officer: string, signer: Signer, mandate: readonly string[]) => {
    const record = await addRecord(signer, mandate)
    return handlers.certifyKey({ ...none, body: { record, officer } }, abe)
  }
  const sign = async (release: Pick<Release, 'id' | 'preview'>, signer: Signer, caller: Caller, text?: string) => {
    const message = preAuthenticationEncoding(recordType, utf8Bytes(text ?? release.preview.body))
    const signature = base64UrlOf(await signer.sign(message))
    return handlers.signRelease(
      { params: { id: release.id }, query: undefined, body: { keyId: signer.keyId, signature } },
      caller,
    )
  }
  const request: ReleaseRequest = { subject: { kind: 'approach', id: '29999-32500-20261122T120000.000Z' }, mark: toUsa }
  return {
    ...{ context, store, logs, service, handlers, none, keyRecord, addRecord, certify, sign, request },
    setSubject: (next: SharedSubject) => {
      subject = next
    },
    draft: (more: Partial<ReleaseRequest> = {}, caller: Caller = sato) =>
      handlers.draftRelease({ ...none, body: { ...request, ...more } }, caller),
    preview: (more: Partial<ReleaseRequest> = {}, caller: Caller = sato) =>
      handlers.previewRelease({ ...none, body: { ...request, ...more } }, caller),
    viewAs: (node: string) => handlers.viewAsPartner({ params: { node }, query: {}, body: undefined }, sato),
  }
}

/** The same with Sato, who writes, and Suzuki, who may let go. */
export async function staffedNode(options: Parameters<typeof releaseNode>[0] = {}) {
  const node = await releaseNode(options)
  const satoKey = signerOf('sato')
  const suzukiKey = signerOf('suzuki')
  await node.certify('Sato', satoKey, ['recall'])
  await node.certify('Suzuki', suzukiKey, ['recall', 'release'])
  return { ...node, satoKey, suzukiKey }
}
