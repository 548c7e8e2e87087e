import { createHash } from 'node:crypto'
import type { Operations } from '../../src/api/types.ts'

type Release = Operations['readRelease']['answer']
type Answers = { readonly [Id in keyof Operations]?: Operations[Id]['answer'] }

const nowMs = Date.now()
const minute = 60_000
const utc = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString()
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

const mark = { aud: { AUS: 1, JPN: 2, USA: 2 }, lvl: 1, mode: 'SIMULATED', pol: 'JP' } as const
const banner = {
  en: 'SIMULATED · FOR OFFICIAL ATTENTION · REL TO JPN, USA · DISPLAY ONLY AUS',
  ja: '模擬 · 注意 · REL TO JPN, USA · 表示のみ AUS',
}
const portion = { en: '（SIMULATED · A · REL TO JPN, USA）', ja: '（模擬 · 注 · REL TO JPN, USA）' }
const data = {
  primary: { id: 900001, name: 'SIM-QZ HOST 6', owner: 'JPN' },
  secondary: { id: 900412, name: 'SIM-GEO 00412' },
  tcaUtc: '2026-11-25T04:44:10.984Z',
  missKm: 0.184,
  maxPc: 0.0031,
}
const bodyOf = (content: unknown) =>
  JSON.stringify({
    at: '2026-11-22T09:00:42.625Z',
    by: 'jp.ncc.example/m-sato',
    data: content,
    id: '01M817RZ60616METFZMTZGR6VM',
    kind: 'space.closeApproach',
    mark,
    refs: [],
    v: 1,
  })
const { maxPc: _held, ...sent } = data
const body = bodyOf(sent)
export const recordSha256 = hashOf(body)
const line = JSON.stringify({
  body: JSON.parse(body),
  sigs: [{ k: 'us.spoc.example/duty-1#1a2b', s: 'A'.repeat(86) }],
})

const preview: Release['preview'] = {
  body,
  bodySha256: recordSha256,
  origin: 'jp.ncc.example/simulated/ch/JPN-USA',
  refusal: null,
  recipients: [
    { node: 'us.spoc.example', party: 'USA', leaves: true, grade: 'release', rule: null, reason: null },
    {
      node: 'au.spoc.example',
      party: 'AUS',
      leaves: false,
      grade: 'display',
      rule: 'display-only',
      reason: 'AUS may see it but not receive it',
    },
  ],
  heldBack: [{ field: '/maxPc', rule: 'left-out', reason: 'left out by the author' }],
  attached: null,
  sourceMark: { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'SIMULATED' },
  banner,
  portion,
}

const release = (id: string, changes: Partial<Release>): Release => ({
  id,
  state: 'signed',
  kind: 'space.closeApproach',
  title: 'SIM-QZ HOST 6 – SIM-GEO 00412, 2026-11-25T04:44:10Z',
  request: { subject: { kind: 'approach', id: '900001-900412-20261125T044410.984Z' }, mark, leaveOut: ['/maxPc'] },
  preview,
  draftedBy: 'A. Mori',
  draftedUtc: utc(-12 * minute),
  signatures: [{ keyId: 'jp.ncc.example/a-mori#079b', officer: 'A. Mori', atUtc: utc(-10 * minute) }],
  authorKeyId: 'jp.ncc.example/a-mori#079b',
  releasedUtc: null,
  index: null,
  recallDraft: null,
  recalledUtc: null,
  ...changes,
})

const released = release('r2', { state: 'released', releasedUtc: utc(-5 * minute), index: 12 })

const record = (position: number, changes: Partial<Operations['readPartnerRecord']['answer']>) => ({
  origin: 'us.spoc.example/simulated/ch/JPN-USA',
  position,
  id: recordSha256,
  by: 'us.spoc.example/duty-1',
  kind: 'space.closeApproach',
  atUtc: utc(-3 * minute),
  receivedUtc: utc(-2 * minute),
  state: 'believed' as const,
  complaint: null,
  line,
  ...changes,
})
const unread = { id: null, by: null, kind: null, atUtc: null, line: null }

const evidence = (id: string, kind: 'rollback' | 'equivocation' | 'spill' | 'withheld') => ({
  id,
  kind,
  node: 'au.spoc.example',
  origin: 'au.spoc.example/simulated/ch/AUS-JPN',
  atUtc: utc(-40 * minute),
  text: 'two checkpoints of 120 entries have different roots',
  isPortable: kind !== 'withheld',
})
const checkpoint = (root: string) =>
  `au.spoc.example/simulated/ch/AUS-JPN\n120\n${root}\n\n— au.spoc.example wwIDAQ==\n`

/** Answers about releases, records, keys and evidence that the look of the console is tried with. */
export const releaseAnswers: Answers = {
  previewRelease: preview,
  draftRelease: release('r1', { state: 'draft', signatures: [] }),
  readRelease: release('r1', {}),
  listReleases: {
    items: [release('r1', {}), released, release('r3', { state: 'withdrawn' })],
    total: 3,
    offset: 0,
  },
  viewAsPartner: {
    party: 'AUS',
    items: [
      {
        id: recordSha256,
        kind: 'space.closeApproach',
        by: 'jp.ncc.example/m-sato',
        atUtc: utc(-5 * minute),
        grade: 'display',
        recalled: false,
        mark,
        banner,
        portion,
        data: sent,
      },
    ],
    total: 1,
    offset: 0,
  },
  listPartnerRecords: {
    items: [
      record(1839, {}),
      record(1838, { ...unread, state: 'quarantined', complaint: 'record/unknown-key' }),
      record(1837, { state: 'recalled', line: null }),
    ],
    total: 3,
    offset: 0,
  },
  readPartnerRecord: record(1839, {}),
  listEvidence: { items: [evidence('e1', 'equivocation'), evidence('e2', 'withheld')] },
  exportEvidence: {
    item: evidence('e1', 'equivocation'),
    bundle: JSON.stringify({
      v: 1,
      kind: 'EQUIVOCATION',
      checkpoints: [
        checkpoint('n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='),
        checkpoint('LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564='),
      ],
    }),
  },
  listOfficerKeys: {
    items: [
      {
        keyId: 'jp.ncc.example/a-mori#079b',
        officer: 'A. Mori',
        publicKey: 'A'.repeat(43),
        fingerprint: '079b 4af5 bdc6 eb3e cb02 a86b fbe7 459d',
        state: 'valid',
        mandates: ['author', 'recall'],
        askedUtc: utc(-9000 * minute),
      },
    ],
  },
}
