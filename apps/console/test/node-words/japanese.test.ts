import { assessNodeHealth, type NodeFacts } from '@yagura/core'
import { assessCloseApproaches, type CloseApproach, onePerPair, parseAlertRules } from '@yagura/space'
import { describe, expect, test } from 'vitest'
import { createJapanese } from '../../src/node-words/japanese.ts'
import { listedText } from '../../src/node-words/listed-text.ts'

const nowMs = Date.parse('2026-11-22T07:00:00Z')
const hourMs = 3_600_000
const mebibyte = 2 ** 20
const say = createJapanese(2026)
const saidOf = (text: string) =>
  say(text)
    .map((run) => run.text)
    .join('')
const englishIn = (text: string) => say(text).flatMap((run) => (run.isEnglish ? [run.text] : []))

/** Everything wrong at once. */
const ill: NodeFacts = {
  store: { failure: { message: 'ENOSPC', sinceMs: nowMs - hourMs }, waitingMs: 0 },
  unreadable: [{ collection: 'rules', ids: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
  disk: { freeBytes: 100 * mebibyte, totalBytes: 20_000 * mebibyte, path: '/var/lib/yagura' },
  clock: {
    samples: [{ reference: 'celestrak.org', offsetMs: 7300, atMs: nowMs }],
    jumpedMs: -200_000,
    newestLogMs: nowMs + 3 * hourMs,
  },
  sources: [
    {
      id: 'a',
      name: 'CelesTrak: active',
      enabled: true,
      stale: true,
      link: '/sources',
      lastSuccessMs: nowMs - hourMs,
      lastError: undefined,
    },
    {
      id: 'b',
      name: 'Folder',
      enabled: true,
      stale: true,
      link: '/sources',
      lastSuccessMs: undefined,
      lastError: { message: 'ECONNREFUSED', atMs: nowMs },
    },
    {
      id: 'c',
      name: 'File',
      enabled: true,
      stale: false,
      link: '/sources',
      lastSuccessMs: nowMs,
      lastError: { message: 'ECONNREFUSED', atMs: nowMs },
    },
  ],
  certificates: [
    {
      id: 'feed-a',
      name: 'CERT feed',
      endsMs: nowMs + hourMs,
      missed: 'Once it has ended the server turns this node away, and nothing comes from this feed.',
      action: 'Get another one signed, remove the feed and add it again with that one: what it brought stays.',
      link: '/cyber/feeds',
    },
    {
      id: 'taxii-account-partner',
      name: 'TAXII account partner',
      endsMs: nowMs - hourMs,
      missed: 'Once it has ended this client is turned away, and gets nothing from this node.',
      action: 'Ask its people for another one and add that to the account before this one ends.',
      link: '/cyber/feeds',
    },
    {
      id: 'taxii-server',
      name: 'TAXII over TLS',
      endsMs: nowMs,
      missed: 'Once it has ended clients that check it do not connect, and get nothing from this node.',
      action: 'Put another one, with its key, into the folder “cyber” of the data folder and start the node again.',
      link: '/cyber/feeds',
    },
  ],
  stock: {
    name: 'element sets',
    count: 100,
    aging: 90,
    agingAfterDays: 3,
    old: 80,
    oldAfterDays: 14,
    newestMs: nowMs + 100 * hourMs,
  },
  work: [{ id: 'screening', name: 'Screening of all objects', dueMs: nowMs - hourMs, link: '/jobs' }],
  longestPauseMs: 2400,
}
const slow: NodeFacts = { ...ill, store: { failure: undefined, waitingMs: 2500 } }
const findings = [...assessNodeHealth(ill, nowMs), ...assessNodeHealth(slow, nowMs).slice(0, 1)]
const foreign = ['ENOSPC', 'ECONNREFUSED']

describe('what a node finds wrong with itself', () => {
  test.each(findings.map((finding) => [finding.key, finding] as const))('%s is said in Japanese', (_, finding) => {
    const { consequence, action } = finding.rationale
    for (const text of [finding.title, finding.reason, consequence, action, `${finding.title}: ${finding.reason}`])
      expect(
        englishIn(text).filter((run) => !foreign.includes(run)),
        text,
      ).toEqual([])
  })

  test('every finding is among them', () => {
    expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBe(15)
  })
})

describe('what a rule finds of a close approach', () => {
  const nowUtc = { mjd: 61_366, secondOfDay: 25_200 }
  const closest: CloseApproach = {
    id1: 900_022_018,
    id2: 900_022_932,
    tcaUtc: { mjd: 61_366, secondOfDay: 37_319.025 },
    missKm: 0.04605,
    relativeSpeedKmPerS: 14.5919,
    maxPc: 8.02e-4,
    dilutionKm: 0.028,
  }
  const shared = { objects: { all: true }, leadTimeH: 24, consequence: '喪失', action: '連絡', timeAllowedMin: 60 }
  const rules = [
    { ...shared, id: 'near', priority: 'critical', maxMissKm: 0.04705003049697609 },
    { ...shared, id: 'likely', priority: 'caution', maxMissKm: 1, minMaxPc: 1e-4 },
    { ...shared, id: 'third', priority: 'advisory', maxMissKm: 2 },
  ]
  const names: ReadonlyMap<number, string> = new Map([[900_022_018, 'SUNSYNC DEB 0819']])
  const objects = new Map([...names].map(([id, name]) => [id, { name, owner: undefined }]))
  const judged = (chosen: readonly object[], approaches: readonly CloseApproach[]) =>
    onePerPair(
      assessCloseApproaches(approaches, { nowUtc, objects, rules: parseAlertRules(JSON.stringify({ rules: chosen })) }),
    )[0]?.reason ?? ''

  test('is said with names, miss distance and time', () => {
    const reason = judged(rules.slice(0, 1), [closest])
    expect(englishIn(reason)).toEqual([])
    expect(saidOf(listedText(reason, undefined))).toBe(
      'SUNSYNC DEB 0819（900022018）と名称不明（900022932）が11-22 10:21:59Zに距離0.046 km、相対速度14.592 km/sで最接近（発報の3.4時間後）。' +
        '衝突確率 ≤ 8.0e-4（共分散なし、上限値）。規則near：0.0471 km以内、24時間前から。',
    )
  })

  test('is said with the other rules that fire and the other approaches of the pair', () => {
    const later = { ...closest, tcaUtc: { mjd: 61_367, secondOfDay: 0 }, missKm: 0.9 }
    for (const chosen of [rules, rules.slice(1)]) {
      const reason = judged(chosen, [closest, later])
      expect(englishIn(reason), reason).toEqual([])
      expect(saidOf(reason)).not.toMatch(/ (and|rule|the|too|for) /i)
    }
  })
})

describe('lines of the log', () => {
  const title = 'SIMULATED LOW R/B 0695 – SIMULATED CLOUD-2009-B DEB 0268: 0.065 km'
  test.each([
    [`Caution raised: ${title}`, '注意 発報：0.065 km：LOW R/B 0695 – CLOUD-2009-B DEB 0268'],
    [
      `Escalated: ${title} was not acknowledged in time`,
      '上申：0.065 km：LOW R/B 0695 – CLOUD-2009-B DEB 0268（時間内に確認されず）',
    ],
    [`Acknowledged: ${title} (seen)`, '確認：0.065 km：LOW R/B 0695 – CLOUD-2009-B DEB 0268（seen）'],
    [
      'Screening of 0.25 d within 1 km: 331 close approaches within 1 km',
      '0.25日間・1 km以内のスクリーニング：1 km以内の接近331件',
    ],
    [
      '2026-11-22T07:32:32.532Z Rule japan (caution) added: a default of a new node (node)',
      '11-22 07:32:32Z 規則japan（注意） 追加：新しいノードの既定の規則（ノード）',
    ],
    [
      'SIMULATED population: 30000 records, 30000 of them new, 0 not usable',
      '模擬カタログ：30000件（新規30000件、使用不可0件）',
    ],
    ['30000 new element sets of 30000 in SIMULATED population', '模擬カタログの軌道要素30000件のうち新規30000件'],
    ['settings changed: screening', '設定を変更：screening'],
    [
      'Disk: 100 MiB left: 100 MiB of 20000 MiB are free at /data',
      'ディスク：残り100 MiB：/dataの空きは20000 MiBのうち100 MiB',
    ],
  ])('%s', (line, japanese) => {
    expect(saidOf(listedText(line, 'SIMULATED'))).toBe(japanese)
  })

  test('a sentence without words stays English and says so, what somebody wrote in Japanese does not', () => {
    expect(say('Moon is full')).toEqual([{ text: 'Moon is full', isEnglish: true }])
    expect(say('連絡する')).toEqual([{ text: '連絡する', isEnglish: false }])
    expect(say('Folder: failing: Moon is full').map(({ isEnglish }) => isEnglish)).toContain(true)
  })
})

describe('a text in a list', () => {
  test('drops the word of the mode before names, not the name of the source', () => {
    expect(listedText('SIMULATED A 1 – SIMULATED B 2: 0.1 km', 'SIMULATED')).toBe('A 1 – B 2: 0.1 km')
    expect(listedText('SIMULATED population: read', 'SIMULATED')).toBe('SIMULATED population: read')
  })

  test('keeps the word where the strip does not say it', () => {
    expect(listedText('SIMULATED A 1', 'REAL')).toBe('SIMULATED A 1')
  })

  test('rounds digits that no measurement has', () => {
    expect(listedText('at most 0.04705003049697609 km, id 900022018, 14.592 km/s', 'REAL')).toBe(
      'at most 0.0471 km, id 900022018, 14.592 km/s',
    )
  })
})
