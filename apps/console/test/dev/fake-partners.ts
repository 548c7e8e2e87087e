import type { Operations } from '../../src/api/types.ts'

type Partner = Operations['readPartner']['answer']
type Answers = { readonly [Id in keyof Operations]?: Operations[Id]['answer'] }

const nowMs = Date.now()
const minute = 60_000
const utc = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString()

const card = (node: string, party: string): Partner['card'] => ({
  v: 1,
  node,
  party,
  roots: [0, 1, 2].map((root) => `${root}${'A'.repeat(42)}`),
  log: `${node}+c0ffee00+AV${'b'.repeat(42)}`,
  cosign: `${node}+deadbeef+BF${'c'.repeat(42)}`,
  tls: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  url: `https://${node}:8470`,
})

const log = (origin: string, isOwn: boolean, size: number, changes: Partial<Partner['logs'][number]> = {}) => ({
  origin,
  isOwn,
  size,
  root: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
  seenSize: size,
  witnessedSize: isOwn ? size : 0,
  checkpointUtc: utc(-4000),
  quarantined: 0,
  ...changes,
})

const partner = (node: string, party: string, changes: Partial<Partner>): Partner => ({
  card: card(node, party),
  fingerprint: '4be1 90fa 77c2 0d6e 1f38 a5b9 c0d4 e22a',
  clearance: { policies: ['JP', 'US'], level: { pol: 'JP', lvl: 2 }, compartments: [] },
  state: 'ok',
  addedUtc: utc(-9000 * minute),
  addedBy: 'M. Sato',
  lastContactUtc: utc(-2000),
  awaitedSinceUtc: null,
  lagEntries: 0,
  lastFailure: null,
  lastComplaint: null,
  evidenceCount: 0,
  complaintCount: 0,
  complaints: [],
  clockOffset: { leastS: -0.6, mostS: 0.5, atUtc: utc(-2000) },
  certificateExpiresUtc: utc(1700 * 1440 * minute),
  logs: [
    log('jp.ncc.example/simulated/ch/JPN-USA', true, 212),
    log('us.spoc.example/simulated/ch/JPN-USA', false, 1840),
  ],
  ...changes,
})

export const partners: readonly Partner[] = [
  partner('us.spoc.example', 'USA', {}),
  partner('au.spoc.example', 'AUS', {
    state: 'failing',
    lastContactUtc: utc(-6 * minute),
    lagEntries: 31,
    lastFailure: { code: 'partner/unreachable', reason: 'au.spoc.example:8470 does not answer', atUtc: utc(-9000) },
    lastComplaint: {
      code: 'record/unknown-key',
      reason: 'entry 118 is signed by a key that the log does not name',
      atUtc: utc(-40 * minute),
    },
    evidenceCount: 3,
    complaintCount: 1,
    complaints: [
      {
        origin: 'jp.ncc.example/simulated/ch/AUS-JPN',
        position: 41,
        code: 'record/unknown-key',
        isOurs: true,
        atUtc: utc(-30 * minute),
      },
    ],
    clockOffset: { leastS: 11.4, mostS: 12.5, atUtc: utc(-6 * minute) },
    logs: [
      log('jp.ncc.example/simulated/ch/AUS-JPN', true, 44, { witnessedSize: 40 }),
      log('au.spoc.example/simulated/ch/AUS-JPN', false, 120, { seenSize: 151, quarantined: 2 }),
    ],
  }),
  partner('kr.sc.example', 'KOR', { state: 'suspended', lastContactUtc: utc(-4000 * minute), logs: [] }),
]

/** Answers about partners that the look of the console is tried with. */
export const partnerAnswers: Answers = {
  readOwnCard: {
    card: card('jp.ncc.example', 'JPN'),
    fingerprint: '9f3a 51c0 2be7 4d18 66aa 0f9c 813d 72e4',
    listening: true,
    certificateExpiresUtc: utc(1200 * 1440 * minute),
  },
  listPartners: { items: partners },
}
