import { randomBytes } from 'node:crypto'
import {
  base64UrlOf,
  type CaseContent,
  canonicalBytes,
  type Marking,
  type Signer,
  shippedPolicies,
} from '@yagura/record'
import type { Caller } from '../../src/api/contract/operations.ts'
import type { ReleaseRequest } from '../../src/api/contract/releases.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import type { CrossingBook } from '../../src/node/audit/crossing-book.ts'
import { createCaseService } from '../../src/node/cases/case-service.ts'
import type { NodeContext } from '../../src/node/context.ts'
import { createReleaseService, recordKinds } from '../../src/node/releases/release-service.ts'
import { createSharedLogs } from '../../src/node/releases/shared-logs.ts'
import type { ReleaseSubject } from '../../src/node/releases/shared-subject.ts'
import { ulid } from '../../src/node/ulid.ts'
import { testContext } from '../alerts/alert-node.ts'
import { befriend, pull, recordsAt, startPartner, type TestPartner } from '../partners/partner-nodes.ts'
import { abe, sato, signerOf, suzuki } from '../releases/release-node.ts'
import { sharedRecord } from '../releases/shared-logs.ts'
import { aboutKey, none, signatureOf } from '../releases/three-nodes.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const policies = shippedPolicies()
const withoutAudit: Pick<CrossingBook, 'note'> = { note: async () => undefined }

type Asks = ReturnType<typeof asksOf>

/** What officers do with cases, without the parts of a request that are empty. */
function asksOf({ handlers, streams, uploads, toldTo }: ReturnType<typeof createCaseService>, officer: Caller = sato) {
  const named = (id: string) => ({ params: { id }, query: undefined, body: undefined })
  return {
    open: (title: string, mark?: Marking) =>
      handlers.openCase({ ...none, body: { title, ...(mark === undefined ? {} : { mark }) } }, officer),
    read: (id: string) => handlers.readCase(named(id), officer),
    /** Own parts as a nation has them. */
    toldTo: async (nation: string) => [...(await toldTo(nation)).values()],
    list: async () => (await handlers.listCases({ ...none, query: {} }, officer)).items,
    matrix: (id: string) => handlers.readCaseMatrix(named(id), officer),
    add: (id: string, what: CaseContent, more: { mark?: Marking; corrects?: string[] } = {}) =>
      handlers.addCasePart({ ...named(id), body: { what, ...more } }, officer),
    upload: (id: string, name: string, pieces: readonly Uint8Array[]) =>
      uploads.uploadCaseFile(
        { params: { id }, query: { name }, body: asyncPieces(pieces) },
        officer,
        new AbortController().signal,
      ),
    file: async (id: string, sha256: string) =>
      (await streams.readCaseFile({ ...none, params: { id, sha256 } }, officer, new AbortController().signal)).body,
    exported: async (id: string, form: 'json' | 'ndjson' = 'json') => {
      const asked = { params: { id }, query: { form }, body: undefined }
      const { body } = await streams.exportCase(asked, officer, new AbortController().signal)
      return Buffer.from(body as Uint8Array).toString('utf8')
    },
  }
}

async function* asyncPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

/** Cases of a node that has no keys, with a clock that a test sets. */
export async function loneCases() {
  const base = testContext(await temporaryStore())
  const context = { ...base, newId: () => ulid(base.clock.nowMs(), randomBytes) }
  const open = (): Asks => asksOf(createCaseService(context, { ...lonely(), crossings: withoutAudit }))
  return {
    ...open(),
    context,
    reopened: open,
    service: () => createCaseService(context, { ...lonely(), crossings: withoutAudit }),
  }
}

function lonely() {
  const refuse = async (): Promise<never> => Promise.reject(new Error('there are no keys'))
  return {
    ...{ policies, kinds: recordKinds },
    logs: {
      ...{ own: () => undefined, partners: async () => [], append: refuse, takeKeyRecord: refuse },
      ...{ list: async () => ({ items: [], total: 0 }), find: async () => undefined },
    },
  }
}

/** A node that has received many parts of one case from a partner. */
export async function casesWith(node: string, count: number, caseId: string): Promise<Asks> {
  const base = testContext(await temporaryStore())
  const mark: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
  const items = Array.from({ length: count }, (_, position) => {
    const part = `01KATEST${String(position).padStart(18, '0')}`
    const data = { atUtc: '2026-11-22T03:00:00.000Z', case: caseId, part, what: { kind: 'note', text: 'x' } }
    const head = { at: '2026-11-22T03:00:00.000Z', by: `${node}/a`, data, id: part, kind: 'case.part' }
    const sigs = [{ k: `${node}/a#0000`, s: 'A'.repeat(86) }]
    const line = canonicalBytes({ body: { ...head, mark, refs: [], v: 1 }, sigs })
    return sharedRecord(`${node}/ch/JPN-USA`, position, line)
  }).reverse()
  const logs = {
    ...lonely().logs,
    own: () => ({ node: 'jp.example', party: 'JPN', roots: [] }),
    list: async ({ offset, limit }: { readonly offset: number; readonly limit: number }) => {
      return { items: items.slice(offset, offset + limit), total: items.length }
    },
  }
  return asksOf(createCaseService(base, { ...lonely(), logs, crossings: withoutAudit }))
}

/** A node with cases, two officers with keys, and partners. */
export type CaseNode = Asks & {
  readonly partner: TestPartner
  readonly context: NodeContext
  readonly request: (partKey: string, mark: Marking, more?: Partial<ReleaseRequest>) => ReleaseRequest
  /** Both officers sign. */
  readonly release: (partKey: string, mark: Marking, more?: Partial<ReleaseRequest>) => Promise<string>
  readonly preview: (
    request: ReleaseRequest,
  ) => ReturnType<ReturnType<typeof createReleaseService>['handlers']['previewRelease']>
  readonly recall: (releaseId: string) => Promise<void>
}

async function caseNode(partner: TestPartner): Promise<CaseNode> {
  const logs = createSharedLogs(partner.service)
  const { context } = partner
  const service = createCaseService(context, {
    logs,
    policies,
    kinds: recordKinds,
    crossings: partner.service.crossings,
  })
  const readSubject = (subject: ReleaseSubject, mark: Marking) =>
    service.share(subject.kind === 'elements' ? '' : subject.id, mark)
  const { handlers } = createReleaseService(context, { logs, policies, verify: verifyEd25519, readSubject })
  const signers = [
    { caller: sato, signer: signerOf('sato', 'sato', partner.node) },
    { caller: suzuki, signer: signerOf('suzuki', 'suzuki', partner.node) },
  ] as const
  for (const { caller, signer } of signers) {
    const added = {
      alg: 'Ed25519',
      key: signer.keyId,
      mandate: ['recall', 'release'],
      pub: base64UrlOf(signer.publicKey),
    }
    const record = await aboutKey(partner, 'key.add', { ...added, scope: ['case.*', 'recall.*'] })
    await handlers.certifyKey({ ...none, body: { record, officer: caller.officer } }, abe)
  }
  const signAs = async (id: string, body: string, { caller, signer }: { caller: Caller; signer: Signer }) =>
    handlers.signRelease({ params: { id }, query: undefined, body: await signatureOf(body, signer) }, caller)
  const request: CaseNode['request'] = (partKey, mark, more = {}) => {
    return { subject: { kind: 'case-part', id: partKey }, mark, ...more }
  }
  return {
    ...{ ...asksOf(service), partner, context, request },
    preview: (body) => handlers.previewRelease({ ...none, body }, sato),
    release: async (partKey, mark, more) => {
      const { id, preview } = await handlers.draftRelease({ ...none, body: request(partKey, mark, more) }, sato)
      for (const signing of signers) await signAs(id, preview.body, signing)
      return id
    },
    recall: async (id) => {
      const asked = { params: { id }, query: undefined }
      const { recallDraft } = await handlers.draftRecall({ ...asked, body: { why: 'said too much' } }, sato)
      const body = await signatureOf(recallDraft?.body ?? '', signers[0].signer)
      await handlers.signRecall({ ...asked, body }, sato)
    },
  }
}

/** Nodes of Japan, the United States and Australia that know each other. */
export async function threeCaseNodes() {
  const partners = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startPartner('AUS', 'au.example'),
  ])
  await befriend(...partners)
  const [jp, us, au] = await Promise.all(partners.map(caseNode))
  if (jp === undefined || us === undefined || au === undefined) throw new Error('no nodes')
  return { jp, us, au }
}

/** Asks one node for the other's logs until nothing more is there. */
export async function exchange(at: CaseNode, from: CaseNode): Promise<void> {
  const ownOf = async () =>
    (await recordsAt(from.partner, from.partner)).filter(({ origin }) => isFor(origin, at)).length
  for (let visits = 0; visits < 20; visits += 1) {
    await pull(at.partner, from.partner)
    if ((await recordsAt(at.partner, from.partner)).length >= (await ownOf())) return
  }
}

function isFor(origin: string, { partner: { party } }: CaseNode): boolean {
  return origin
    .slice(origin.lastIndexOf('/') + 1)
    .split('-')
    .includes(party)
}
