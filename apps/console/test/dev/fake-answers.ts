import type { Operations } from '../../src/api/types.ts'
import { auditAnswers } from './fake-audit.ts'
import { partnerAnswers } from './fake-partners.ts'
import { releaseAnswers } from './fake-releases.ts'

type Answers = { readonly [Id in keyof Operations]?: Operations[Id]['answer'] }
type Alert = Operations['listAlerts']['answer']['items'][number]
type Job = Operations['readJob']['answer']

const nowMs = Date.now()
const minute = 60_000
const hour = 60 * minute
const utc = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString()

function alert(index: number, changes: Partial<Alert>): Alert {
  return {
    id: `01J${String(index).padStart(23, '0')}`,
    key: `rule-1/${index}`,
    watchId: 'space',
    ruleId: 'own-satellites',
    priority: 'caution',
    state: 'new',
    title: `Miss 1.902 km: SIM-SSO ${11000 + index}`,
    reason: `with SIM-DEB ${17000 + index} in 31 h 10 m. Max Pc 1.8e-5.`,
    consequence: 'Loss of the satellite and a cloud of debris in its orbit.',
    action: 'Ask the operator for its own orbit and decide about a manoeuvre.',
    actByUtc: utc(5 * hour),
    subjects: ['900001', '900412'],
    group: `own-satellites/${Math.floor(index / 3)}`,
    count: 1,
    firstUtc: utc(-20 * minute - index * 1000),
    lastUtc: utc(-index * minute),
    acknowledged: null,
    shelved: null,
    clearedUtc: null,
    escalatedUtc: null,
    link: '/space/ca/900001-900412-20261122T034107.000Z',
    marking: null,
    ...changes,
  }
}

export const alerts: Alert[] = [
  alert(1, {
    priority: 'critical',
    title: 'Miss 0.184 km: SIM-QZ HOST 6',
    reason: 'with SIM-GEO 00412 in 9 h 37 m. Max Pc 3.1e-3.',
  }),
  alert(2, {
    priority: 'serious',
    title: 'Miss 0.611 km: SIM-SSO 11983',
    marking: {
      mark: { pol: 'TLP', lvl: 2, tlp: 'AMBER', ctl: ['ORCON'], mode: 'SIMULATED' },
      banner: { en: 'SIMULATED · TLP:AMBER · ORCON', ja: '模擬 · TLP:AMBER · 作成元の同意要' },
      portion: { en: '[SIMULATED · TLP:AMBER · OC]', ja: '[模擬 · TLP:AMBER · OC]' },
    },
  }),
  alert(3, {
    priority: 'serious',
    state: 'acknowledged',
    acknowledged: { by: 'M. Sato', atUtc: utc(-8 * minute), note: null },
    title: 'Miss 0.702 km: SIM-SSO 12240',
  }),
  alert(4, {
    watchId: 'node',
    ruleId: 'node/source-stale',
    title: 'Source “CelesTrak active” has given nothing for 7 h',
    actByUtc: null,
    link: '/sources',
  }),
  alert(5, { priority: 'advisory', title: '12 objects with elements over 30 d', actByUtc: null, count: 4 }),
  alert(6, { state: 'cleared', clearedUtc: utc(-minute), title: 'Miss 2.4 km: SIM-NAV 01344' }),
  alert(7, {
    shelved: { by: 'M. Sato', atUtc: utc(-hour), untilUtc: utc(hour), reason: 'Operator asked, answer at 06:00Z' },
    title: 'Miss 4.870 km: SIM-NAV 01344',
  }),
]

const job = (index: number, changes: Partial<Job>): Job => ({
  id: `01H${String(index).padStart(23, '0')}`,
  kind: 'screening',
  title: 'Screening all on all, 7 days',
  state: 'running',
  progress: 0.64,
  stage: 'slice 90 of 140',
  secondsLeft: 41,
  startedBy: 'M. Sato',
  createdUtc: utc(-3 * minute),
  startedUtc: utc(-2 * minute),
  endedUtc: null,
  error: null,
  result: null,
  resumable: true,
  ...changes,
})

const settings: Operations['readSettings']['answer'] = {
  nodeName: 'jp.ncc.example',
  marking: {
    en: 'SAMPLE POLICY · LEVEL 1 · REL TO JPN, USA',
    ja: '見本方針・区分1・開示先：日本、米国限り',
    portion: { en: 'L1 JPN USA', ja: '区1・日米' },
    background: '#007a33',
    colour: '#ffffff',
  },
  places: [
    { name: { en: 'Tokyo', ja: '東京' }, timeZone: 'Asia/Tokyo', latDeg: 35.68, lonDeg: 139.77, altM: 40 },
    {
      name: { en: 'Washington', ja: 'ワシントン' },
      timeZone: 'America/New_York',
      latDeg: 38.9,
      lonDeg: -77.04,
      altM: 10,
    },
  ],
  screening: { automatic: true, days: 7, withinKm: 5, everyMin: 120, maxAgeDays: 30 },
  retention: { elementSetDays: 365, screenings: 30, logDays: 365 },
  escalateAfterMin: { critical: 5, serious: 30 },
  watchEndsUtc: ['00:00', '08:00', '21:00'],
}

const source = (
  index: number,
  changes: Partial<Operations['fetchSource']['answer']>,
): Operations['fetchSource']['answer'] => ({
  id: `source-${index}`,
  name: 'CelesTrak active',
  kind: 'celestrak',
  reads: 'elements',
  location: 'active',
  intervalMin: 120,
  enabled: true,
  allowPrivateAddress: false,
  fromCommandLine: false,
  account: null,
  state: 'ok',
  lastAttemptUtc: utc(-10 * minute),
  lastSuccessUtc: utc(-10 * minute),
  lastChangeUtc: utc(-10 * minute),
  nextDueUtc: utc(110 * minute),
  lastError: null,
  records: 13_245,
  problemCount: 0,
  staleAfterMin: 360,
  ...changes,
})

const sources = [
  source(1, {}),
  source(2, {
    name: 'Space-Track gp',
    kind: 'space-track',
    location: 'gp',
    account: 'duty@example.org',
    state: 'failing',
    lastSuccessUtc: utc(-9 * hour),
    lastError: { code: 'source/refused', message: 'www.space-track.org answered 403', atUtc: utc(-4 * minute) },
    problemCount: 3,
  }),
  source(3, { name: 'generated', kind: 'simulated', location: '30000', fromCommandLine: true }),
]

const screening: Operations['readStatus']['answer']['screening'] = {
  jobId: '01H00000000000000000000002',
  finishedUtc: utc(-36_000),
  startUtc: utc(-2 * minute),
  days: 7,
  withinKm: 5,
  objects: 26_389,
  leftOut: 812,
  approaches: 14_120,
  catalogueRevision: 4,
}

const draft: Operations['readHandoverDraft']['answer'] = {
  sinceUtc: utc(-6 * hour),
  holder: 'M. Sato',
  open: alerts.slice(0, 3).map((one) => ({ id: one.id, title: one.title, priority: one.priority, note: one.state })),
  shelved: [
    { id: 'x', title: 'Miss 4.870 km: SIM-NAV 01344', priority: 'caution', note: 'until 19:00Z: operator asked' },
  ],
  due: [{ atUtc: utc(4 * hour), text: 'Decision: SIM-QZ HOST 6', link: `/a/${alerts[0]?.id}` }],
  changedRules: ['own-satellites: distance 5 km → 8 km by M. Sato'],
  sources: ['Space-Track gp: www.space-track.org answered 403'],
  jobs: ['Screening all on all, 7 days: running, 64 %'],
}

const logKinds = [
  'alert/raised',
  'alert/acknowledged',
  'job/finished',
  'source/failed',
  'note',
  'settings/changed',
] as const

/** Answers that the look of the console is tried with; none of it is shipped. */
export const answers: Answers = {
  ...partnerAnswers,
  ...releaseAnswers,
  readStatus: {
    node: { name: 'jp.ncc.example', version: '0.1.0', startedUtc: utc(-40 * hour) },
    mode: 'SIMULATED',
    modeText: { en: 'generated catalogue, no real object', ja: '生成したカタログ。実在の物体ではない' },
    marking: settings.marking,
    nowUtc: utc(0),
    clock: { state: 'ok', offsetMs: 4, checkedAgainst: 'celestrak.org', checkedUtc: utc(-10 * minute) },
    store: { state: 'ok', message: null, sinceUtc: null },
    faults: [
      {
        key: 'source-failing space-track',
        code: 'source/failing',
        priority: 'caution',
        message: 'Space-Track gp: www.space-track.org answered 403',
        sinceUtc: utc(-4 * minute),
      },
    ],
    catalogue: {
      revision: 4,
      objects: 26_389,
      usable: 25_577,
      newestEpochUtc: utc(-3 * hour),
      oldestUsableDays: 29.8,
      receivedUtc: utc(-3 * minute),
    },
    screening,
    sources: sources.map(({ id, name, state, lastSuccessUtc }) => ({ id, name, state, lastSuccessUtc })),
    alerts: {
      unacknowledged: { critical: 1, serious: 1, caution: 2, advisory: 1 },
      open: 6,
      shelved: 1,
      inTenMinutes: 2,
      flood: false,
    },
    jobsRunning: 1,
    officer: { name: 'M. Sato', role: 'administrator' },
    signInRequired: false,
    watchHolder: 'M. Sato',
    seq: 120,
  },
  readSession: { officer: { name: 'M. Sato', role: 'administrator' }, signInRequired: false, csrfToken: 'fake' },
  signIn: { officer: { name: 'M. Sato', role: 'administrator' }, signInRequired: false, csrfToken: 'fake' },
  readSettings: settings,
  changeSettings: settings,
  listAlerts: { items: alerts, total: alerts.length, offset: 0 },
  listJobs: {
    items: [
      job(1, {}),
      job(2, {
        state: 'finished',
        progress: 1,
        secondsLeft: null,
        endedUtc: utc(-hour),
        result: { summary: '14,120 approaches within 5 km', link: '/space/ca' },
      }),
      job(3, {
        state: 'failed',
        progress: 0.31,
        secondsLeft: null,
        endedUtc: utc(-5 * hour),
        error: { code: 'job/worker-lost', message: 'A worker ended before its slice was done' },
      }),
      job(4, { state: 'cancelled', progress: 0.5, secondsLeft: null, endedUtc: utc(-7 * hour) }),
    ],
    total: 4,
    offset: 0,
  },
  listSources: { items: sources },
  listSourceProblems: {
    items: [{ file: 'gp.json', line: 4410, field: 'MEAN_MOTION', reason: 'found “x”, expected revolutions a day' }],
    total: 1,
    offset: 0,
  },
  uploadFile: {
    sourceId: 'upload-1',
    file: 'a.tle',
    records: 120,
    added: 100,
    known: 20,
    problemCount: 1,
    problems: [{ file: 'a.tle', line: 7, field: 'checksum', reason: 'found 3, expected 5' }],
  },
  fetchSource: source(1, { state: 'fetching' }),
  addSource: source(9, {}),
  changeSource: source(1, {}),
  listRules: {
    items: [
      {
        id: 'own-satellites',
        objects: { owner: 'JPN' },
        maxMissKm: 5,
        minMaxPc: 1e-5,
        leadTimeH: 168,
        priority: 'serious',
        consequence: 'Loss of the satellite and a cloud of debris in its orbit.',
        action: 'Ask the operator for its own orbit and decide about a manoeuvre.',
        timeAllowedMin: 60,
      },
    ],
  },
  readAlertHealth: {
    days: 7,
    raised: 312,
    shares: { critical: 0.04, serious: 0.21, caution: 0.5, advisory: 0.25 },
    wantedShares: '5 / 15 / 80 %',
    perTenMinutes: 0.31,
    peakPerTenMinutes: 14,
    noisiest: [
      { ruleId: 'own-satellites', count: 190, share: 0.61 },
      { ruleId: 'node/source-stale', count: 44, share: 0.14 },
    ],
    chattering: [{ key: 'own-satellites/900001-900412', ruleId: 'own-satellites', inOneMinute: 4 }],
    stale: [{ id: 'x', title: '12 objects with elements over 30 d', sinceUtc: utc(-40 * hour) }],
    medianSecondsToAcknowledge: 84,
    floods: [{ fromUtc: utc(-50 * hour), toUtc: utc(-49 * hour), alerts: 34 }],
  },
  listChannels: {
    items: [
      {
        id: 'c1',
        name: 'Duty mailbox',
        kind: 'email',
        leastPriority: 'serious',
        enabled: true,
        escalationsOnly: false,
        address: 'duty@example.org',
        server: 'smtp://mail.example.org:25',
        allowPrivateAddress: true,
        lastSentUtc: utc(-hour),
        lastError: null,
        waiting: 0,
      },
    ],
  },
  listOfficers: {
    items: [
      { id: 'o1', name: 'M. Sato', role: 'administrator', createdUtc: utc(-900 * hour), disabled: false },
      { id: 'o2', name: 'J. Weber', role: 'officer', createdUtc: utc(-90 * hour), disabled: true },
    ],
  },
  ...auditAnswers,
  readLog: {
    items: Array.from({ length: 60 }, (_, index) => ({
      seq: 120 - index,
      atUtc: utc(-index * 4 * minute),
      kind: logKinds[index % logKinds.length] ?? 'note',
      subject: `subject-${index}`,
      by: index % 3 === 0 ? 'M. Sato' : 'node',
      text: 'Miss 0.184 km: SIM-QZ HOST 6 with SIM-GEO 00412',
      marking: null,
    })),
    total: 60,
    offset: 0,
  },
  writeNote: { seq: 121, atUtc: utc(0), kind: 'note', subject: '', by: 'M. Sato', text: 'x', marking: null },
  readHandoverDraft: draft,
  listHandovers: {
    items: [
      { id: 'h1', atUtc: utc(-6 * hour), outgoing: 'J. Weber', incoming: 'M. Sato', notes: 'Quiet night.', draft },
    ],
    total: 1,
    offset: 0,
  },
  listViews: {
    items: [{ id: 'v1', name: 'Own satellites, 1 km', link: '/space/ca?f=miss:1', scope: 'watch', owner: 'M. Sato' }],
  },
  search: {
    items: [
      {
        ...{ kind: 'object', id: '900001', title: 'SIM-QZ HOST 6', detail: '900001 · JPN · GEO' },
        ...{ link: '/space?sel=900001', marking: null },
      },
      {
        kind: 'alert',
        id: alerts[0]?.id ?? '',
        title: 'Miss 0.184 km: SIM-QZ HOST 6',
        detail: 'Critical · new',
        link: `/a/${alerts[0]?.id}`,
        marking: null,
      },
    ],
  },
  listApproaches: { screening, items: [], total: 0, offset: 0 },
}

/** One alert with what it rests on. */
export function alertDetail(id: string): Operations['readAlert']['answer'] | undefined {
  const found = alerts.find((one) => one.id === id)
  if (found === undefined) return undefined
  return {
    alert: found,
    evidence: {
      closest: {
        id: '900001-900412-20261122T120000.000Z',
        tcaUtc: utc(9 * hour),
        missKm: 0.184,
        relativeSpeedKmPerS: 1.2,
        maxPc: 0.0031,
        dilutionKm: 0.13,
      },
      actByUtc: utc(4 * hour),
      others: [],
    },
    history: [
      { atUtc: utc(-20 * minute), what: 'raised', by: null, note: null },
      { atUtc: utc(-8 * minute), what: 'repeated', by: null, note: null },
    ],
  }
}
