import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { standardWarningLists } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { createJapanese } from '../../src/node-words/japanese.ts'

const source = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../yagura/src/node/cyber/${path}`, import.meta.url)), 'utf8')
const indicatorLevels = new URL('../../../../watches/cyber/src/detect/indicator-level.ts', import.meta.url)
const say = createJapanese(2026)
const said = (text: string) => say(text)

// In the words of the sources, so that a sentence that is changed there is missed here.
test('what an alert of a detection says is said in Japanese', () => {
  const judge = source('detection/judge-detections.ts')
  for (const words of [
    'was found in',
    ' It is of level ',
    'an unnamed asset',
    'An attack goes on unseen on this asset.',
  ])
    expect(judge).toContain(words)
  const reason =
    'Indicator Beacon server was found in 6 events of an unnamed asset, from 2026-11-21T10:53:25.843Z to 2026-11-22T15:09:12.910Z.'
  expect(said(reason).every(({ isEnglish }) => !isEnglish)).toBe(true)
  const levels = [...readFileSync(indicatorLevels, 'utf8').matchAll(/level: '(\w+)', levelReason: '([^']+)'/g)]
  expect(levels).toHaveLength(4)
  for (const [, level, why] of levels) {
    const rated = said(`${reason} It is of level ${level}, since ${why}.`)
    expect(rated.filter(({ text, isEnglish }) => isEnglish && text !== 'Beacon server')).toEqual([])
    expect(rated.map(({ text }) => text).join('')).toMatch(/深刻度は[高中低]：/)
  }
  const rule = 'Rule Suspicious logon fits 3 events of dc01, from 2026-11-21T10:53:25.843Z to 2026-11-22T15:09:12.910Z.'
  expect(said(rule)[0]?.text).toBe('規則 ')
  expect(said('An attack goes on unseen on this asset.').map(({ text }) => text)).toEqual([
    'この資産への攻撃が気付かれないまま続く。',
  ])
})

test('what an import came to is said in Japanese', () => {
  expect(source('handlers/import-job.ts')).toMatch(
    /`objects: .* read, .* added, .* known, .* quarantined, .* not usable`/,
  )
  const summary =
    'objects: 24,771 read, 3 added, 0 known, 0 quarantined, 1 not usable; first problem: objects[3]: no time'
  const japanese = said(`import of bundle.json: ${summary}`)
  expect(japanese.map(({ text }) => text).join('')).toBe(
    'bundle.jsonの取込み：読込み24,771件、追加3版、既知0件、隔離0件、使用不可1件。最初の問題：objects[3]: no time',
  )
})

test('why nothing of a file could be used is said in Japanese, after the counts too', () => {
  const reading = ['read-intelligence.ts', 'read-stix-part.ts'].map((name) =>
    readFileSync(new URL(`../../../../watches/cyber/src/intelligence/${name}`, import.meta.url), 'utf8'),
  )
  const reasons = [
    'the file is no JSON, or ends in the middle',
    'it is none of what is read: STIX 2.1 or 2.0 in JSON, a MISP event with its UUID, a CSAF 2.0 advisory',
    'it is not UTF-8',
    'it has no text “type” or no text “id”',
    'it is nested too deep to be kept',
  ]
  for (const reason of reasons) {
    expect(reading.join('')).toContain(reason)
    const counts = 'objects: 1 read, 0 added, 0 known, 0 quarantined, 1 not usable'
    expect(said(`${counts}; first problem: ${reason}`).filter(({ isEnglish }) => isEnglish)).toEqual([])
  }
  expect(reading[0]).toContain('it holds lists and objects in each other more than ')
  expect(said('it holds lists and objects in each other more than 100 deep').every((one) => !one.isEnglish)).toBe(true)
})

test('what of a log was lost or is not kept is said in Japanese', () => {
  expect(source('detection/arrivals.ts')).toContain(' datagrams were lost from ')
  expect(source('detection/remembered-groups.ts')).toContain(' groups of events would be forgotten at a restart')
  const lines = [
    'gate: 41 datagrams were lost from 2026-11-22T03:02:19.000Z to 2026-11-22T03:02:59.000Z: they came faster than they could be taken in',
    '3 messages longer than 1048576 bytes',
    'of rules about several events 3 groups of events would be forgotten at a restart: more than 33554432 bytes in all, or 262144 of one group, are not kept',
  ]
  for (const line of lines) expect(said(line).filter(({ isEnglish }) => isEnglish)).toEqual([])
})

test('what to do with a file that is more than a node takes is said in Japanese', () => {
  const instead =
    'pack it by gzip, split it, or stop the node and run `yagura cyber import` on its data folder, which takes any size'
  expect(source('../../api/contract/cyber.ts')).toContain(instead)
  const line = `the body is larger than 536870912 bytes, which is the most that is read here: ${instead}`
  expect(said(line).filter(({ isEnglish }) => isEnglish)).toEqual([])
})

test('what becomes of certificates of TAXII accounts is said in Japanese', () => {
  const accounts = source('taxii/taxii-accounts.ts')
  for (const words of [' can sign in by the certificate ', ' signs in no more by the certificate ']) {
    expect(accounts).toContain(words)
    expect(
      said(`usa${words}00ff`)
        .map(({ text }) => text)
        .join(''),
    ).toMatch(/証明書/)
  }
})

test('what becomes of a feed is said in Japanese', () => {
  const service = source('feeds/feed-service.ts')
  const runner = source('feeds/feed-runner.ts')
  for (const words of [
    "'MISP' : 'TAXII'",
    ' feed ',
    'pulled no more',
    'pulled again',
    'removed; what it brought is kept',
  ])
    expect(service).toContain(words)
  for (const words of [' versions gained, ', ' objects left out', 'nothing has come since '])
    expect(runner).toContain(words)
  const lines = [
    'Partner: TAXII feed https://cert.example/collections/1/ is pulled',
    'Partner: 12 versions gained, 1 objects left out',
    'Partner: the TAXII server cert.example answered 503 (busy)',
    'Partner: the TAXII server cert.example answered 401',
    'Partner: nothing has come since 2026-11-21T10:53:25.843Z',
    'Partner: pulled no more',
    'Partner: pulled again',
    'Partner: removed; what it brought is kept',
    'Partner: MISP feed https://cert.example/feed/manifest.json is pulled',
    'Partner: url: https://cert.example/feed/manifest.json is no list of the events of a MISP feed',
    'cert.example: it does not answer as a TAXII 2.1 server; name the discovery, an API root or a collection of one',
  ]
  for (const line of lines)
    expect(
      said(line)
        .map(({ text }) => text)
        .join(''),
    ).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/)
  expect(
    said(lines[1] ?? '')
      .map(({ text }) => text)
      .join(''),
  ).toBe('Partner：追加12版、除外1件')
})

test.each([
  ['Sato read bodies of intelligence of USA: 3', 'SatoがUSAの脅威情報の本文3件を閲覧'],
  ['Sato saved intelligence of USA, parts: 5', 'SatoがUSAの脅威情報5件を保存'],
  ['Sato saved intelligence for AUS, parts: 5', 'SatoがAUS向けの脅威情報5件を保存'],
])('the line of the audit “%s” is said in Japanese', (text, japanese) => {
  expect(
    said(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(japanese)
})

test('what is wrong with a followed log is said in Japanese', () => {
  const missed = 'What comes in this log is not searched: an attack would go on unseen.'
  const gone = 'there has been no file for more than a minute'
  expect(source('detection/input-tally.ts')).toContain(missed)
  expect(source('detection/live-input.ts')).toContain(gone)
  for (const text of [missed, `the last attempt failed: /var/log/dns.log: ${gone}`, 'DNS: stale']) {
    const runs = said(text).filter(({ isEnglish }) => isEnglish)
    expect(runs.map((run) => run.text)).toEqual([])
  }
})

test('what is done with warning lists, and why one is refused, is said in Japanese', () => {
  const desk = source('detection/warning-list-desk.ts')
  const folder = source('detection/warning-list-folder.ts')
  expect(desk).toContain('its values are harmless no longer')
  expect(desk).toContain(' values are harmless`')
  expect(folder).toContain('it is no warning list: ')
  for (const text of [
    'Own servers: 2 values are harmless',
    'Own servers: its values are harmless no longer',
    'it is no warning list: lists of type regex are not used: cidr, hostname, string and substring are',
    'it is no warning list: no list of texts',
    'there is no list standard-1 that can be removed',
    'indicator--1: 8.8.8.8 is on the warning list “Public name servers”',
    'indicator--1: no log that is read says mutex:name',
    "indicator--1: in no log that is read network-traffic:dst_ref.type is 'mac-addr'",
    'indicator--1: it needs 300 events, and 256 are kept for a pattern',
    ...standardWarningLists.map(({ name }) => name),
  ])
    expect(
      said(text).filter(({ isEnglish }) => isEnglish),
      text,
    ).toEqual([])
})
