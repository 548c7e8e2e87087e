import { expect, test } from 'vitest'
import { assessNodeHealth, type ClockFacts, judgeClock, type NodeFacts } from '../../src/index.ts'

const nowMs = Date.UTC(2026, 2, 9, 18)
const dayMs = 86_400_000
const gibibyte = 2 ** 30
const steadyClock: ClockFacts = { samples: [], jumpedMs: 0, newestLogMs: nowMs - 1000 }
const well: NodeFacts = {
  sources: [{ id: 'A', name: 'A', enabled: true, stale: false, lastSuccessMs: nowMs, lastError: undefined, link: '/' }],
  certificates: [
    {
      id: 'C',
      name: 'C',
      endsMs: nowMs + 30 * dayMs + 1,
      missed: 'Nothing comes.',
      action: 'Bring another.',
      link: '/',
    },
  ],
  stock: { name: 'records', count: 100, agingAfterDays: 14, aging: 25, oldAfterDays: 30, old: 10, newestMs: nowMs },
  clock: steadyClock,
  store: { failure: undefined, waitingMs: 0 },
  unreadable: [],
  work: [{ id: 'w', name: 'Work', dueMs: nowMs, link: '/jobs' }],
  disk: { path: '/data', freeBytes: 50 * gibibyte, totalBytes: 100 * gibibyte },
  longestPauseMs: 50,
}

function found(facts: Partial<NodeFacts>): readonly string[] {
  return assessNodeHealth({ ...well, ...facts }, nowMs).map(({ ruleId, priority }) => `${ruleId} ${priority}`)
}

test('a node that is well has no finding', () => {
  expect(assessNodeHealth(well, nowMs)).toEqual([])
})

test('a store that cannot be written is critical', () => {
  expect(found({ store: { failure: { message: 'disk full', sinceMs: nowMs }, waitingMs: 0 } })).toEqual([
    'store-failing critical',
  ])
})

test('stored documents that cannot be read are serious, one matter a collection, and a few of them are named', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const unreadable = [
    { collection: 'settings', ids: ['node'] },
    { collection: 'rules', ids },
  ]
  const [settings, rules] = assessNodeHealth({ ...well, unreadable }, nowMs)
  expect(settings).toMatchObject({ key: 'unreadable-settings', priority: 'serious', ruleId: 'stored-unreadable' })
  expect(rules?.title).toBe('Stored rules: 7 cannot be read')
  expect(rules?.reason).toContain('a, b, c, d, e and 2 more')
})

test.each([
  [31, []],
  [30, ['certificate-ends caution']],
  [0.001, ['certificate-ends caution']],
  [0, ['certificate-ended serious']],
  [-400, ['certificate-ended serious']],
])('a certificate that ends in %d days is judged as it is', (days, expected) => {
  const certificates = well.certificates.map((each) => ({ ...each, endsMs: nowMs + days * dayMs }))
  expect(found({ certificates })).toEqual(expected)
})

test('a certificate keeps its matter when it has ended, and says what is missed and how another takes its place', () => {
  const certificates = well.certificates.map((each) => ({ ...each, endsMs: nowMs + dayMs }))
  const [before] = assessNodeHealth({ ...well, certificates }, nowMs)
  const [after] = assessNodeHealth({ ...well, certificates }, nowMs + 2 * dayMs).filter(
    ({ group }) => group === 'certificates',
  )
  expect(before).toMatchObject({
    title: 'C: certificate ends soon',
    reason: 'it is valid until 2026-03-10T18:00:00.000Z',
    rationale: { consequence: 'Nothing comes.', action: 'Bring another.' },
  })
  expect(after).toMatchObject({ key: before?.key, title: 'C: certificate has ended' })
})

test('a write that does not end is serious from two seconds on', () => {
  expect(found({ store: { failure: undefined, waitingMs: 1000 } })).toEqual([])
  expect(found({ store: { failure: undefined, waitingMs: 2000 } })).toEqual(['store-slow serious'])
})

test.each([
  [11, 100, []],
  [4, 100, ['disk-low caution']],
  [40, 1000, []],
  [0.1, 1, ['disk-low serious']],
  [0.1, 1000, ['disk-low serious']],
])('%d GiB free of %d GiB are judged as they are', (freeGib, totalGib, expected) => {
  const disk = { path: '/data', freeBytes: freeGib * gibibyte, totalBytes: totalGib * gibibyte }
  expect(found({ disk })).toEqual(expected)
})

test('a failing source is a caution, and worsens under the same key when it is stale', () => {
  const failing = {
    id: 'A',
    name: 'Lab',
    enabled: true,
    lastSuccessMs: nowMs - dayMs,
    lastError: { message: 'gone', atMs: nowMs },
    link: '/lab',
  }
  const [caution] = assessNodeHealth({ ...well, sources: [{ ...failing, stale: false }] }, nowMs)
  const [serious] = assessNodeHealth({ ...well, sources: [{ ...failing, stale: true }] }, nowMs)
  expect(caution).toMatchObject({ priority: 'caution', title: 'Lab: failing', group: 'sources', subjects: ['A'] })
  expect(serious).toMatchObject({
    priority: 'serious',
    reason: 'nothing has come from it since 2026-03-08T18:00:00.000Z: gone',
  })
  expect(serious?.key).toBe(caution?.key)
  expect(serious?.link).toBe('/lab')
})

test('a source says by itself what is missed while it fails, where that is more than old data', () => {
  const missed = 'Nobody hears the alarm.'
  const source = { id: 'A', name: 'A', enabled: true, stale: true, lastSuccessMs: undefined, lastError: undefined }
  const [said] = assessNodeHealth({ ...well, sources: [{ ...source, link: '/', missed }] }, nowMs)
  expect(said).toMatchObject({ reason: 'nothing has come from it yet', rationale: { consequence: missed } })
})

test('a source that is switched off is nobody’s concern', () => {
  const off = { id: 'A', name: 'A', enabled: false, stale: true, lastSuccessMs: undefined, lastError: undefined }
  expect(found({ sources: [{ ...off, link: '/' }] })).toEqual([])
})

test('records that are mostly old are serious, and a caution when many are aging', () => {
  const stock = {
    name: 'records',
    count: 100,
    agingAfterDays: 14,
    aging: 26,
    oldAfterDays: 30,
    old: 10,
    newestMs: nowMs,
  }
  expect(found({ stock })).toEqual(['stock-old caution'])
  expect(found({ stock: { ...stock, old: 51, aging: 80 } })).toEqual(['stock-old serious'])
  expect(found({ stock: { ...stock, aging: 0, old: 0, newestMs: nowMs + 3 * dayMs } })).toEqual(['stock-ahead caution'])
  expect(found({ stock: { ...stock, count: 0, aging: 0, old: 0, newestMs: undefined } })).toEqual([])
})

test('work is overdue ten minutes after it was due', () => {
  const due = { id: 'w', name: 'Work', link: '/jobs' }
  expect(found({ work: [{ ...due, dueMs: nowMs - 9 * 60_000 }] })).toEqual([])
  expect(found({ work: [{ ...due, dueMs: nowMs - 11 * 60_000 }] })).toEqual(['work-overdue caution'])
})

test('a node that stands still for a second says so', () => {
  expect(found({ longestPauseMs: 1200 })).toEqual(['node-slow caution'])
})

function clockOf(...offsetsMs: readonly number[]): ClockFacts {
  const samples = offsetsMs.map((offsetMs, index) => ({ reference: `server${index}`, offsetMs, atMs: nowMs - 1000 }))
  return { ...steadyClock, samples }
}

test('one server with a wrong clock among three does not make the node’s wrong', () => {
  expect(judgeClock(clockOf(10, -200, 86_400_000), nowMs)).toMatchObject({ state: 'ok', offsetMs: 10 })
  expect(found({ clock: clockOf(10, -200, 86_400_000) })).toEqual([])
})

test.each([
  [400, 'ok', []],
  [-900, 'ok', []],
  [1500, 'caution', ['clock-off caution']],
  [-6000, 'serious', ['clock-off serious']],
])('a clock that is off by %d ms is %s', (offsetMs, state, expected) => {
  expect(judgeClock(clockOf(offsetMs), nowMs).state).toBe(state)
  expect(found({ clock: clockOf(offsetMs) })).toEqual(expected)
})

test('a clock that no server was asked about for a day is unchecked', () => {
  const old = { reference: 'server', offsetMs: 0, atMs: nowMs - dayMs - 1 }
  expect(judgeClock({ ...steadyClock, samples: [old] }, nowMs)).toEqual({
    state: 'unchecked',
    offsetMs: undefined,
    checkedAgainst: undefined,
    checkedMs: undefined,
  })
})

test('a clock that jumped, or is behind what was already written down, is said without any server', () => {
  expect(found({ clock: { ...steadyClock, jumpedMs: dayMs } })).toEqual(['clock-jumped serious'])
  expect(found({ clock: { ...steadyClock, newestLogMs: nowMs + dayMs } })).toEqual(['clock-behind-log serious'])
  const [jumped] = assessNodeHealth({ ...well, clock: { ...steadyClock, jumpedMs: -dayMs } }, nowMs)
  expect(jumped?.title).toBe('Clock of the node: 24.0 h behind')
})
