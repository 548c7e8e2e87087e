import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readConfidentialityLabel } from '@yagura/formats'
import { coreKinds, parseOrigin, parseTilePath, readRecord } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { recordAsText } from '../../../src/cli/record-text.ts'
import { exportAnswer } from '../../../src/node/screening/export-approaches.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { startLyingNode } from '../lying-node.ts'
import {
  administrator,
  befriend,
  evidenceAt,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
} from '../partner-nodes.ts'

const paths = [
  '../../etc/passwd',
  '..%2f..%2fetc',
  'kr.example/ch/../../x',
  '/etc/passwd',
  'kr.example\\ch\\JPN-KOR',
  'kr.example/ch/JPN-KOR/',
  'kr.example/ch/JPN-KOR\u0000',
  'KR.example/ch/JPN-KOR',
]

describe('path traversal', () => {
  test.each(paths)('in an origin (%j) is no name of a log', (origin) => {
    expect(parseOrigin(origin).ok).toBe(false)
  })

  test.each([
    'tile/0/../../x',
    'tile/entries/..',
    'tile/entries/%2e%2e',
    'tile/entries/x001/../002',
    '../checkpoint',
    'tile/0/000.p/../1',
  ])('in a tile path (%s) is no file of a log', (path) => {
    expect(parseTilePath(path).ok).toBe(false)
  })

  test('at the listener has the one answer of what is not there', async () => {
    const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
    await befriend(jp, us)
    const { identity } = us.service
    if (identity === undefined) throw new TypeError('no identity')
    const { createPartnerClient } = await import('../../../src/node/partners/link/partner-client.ts')
    const client = createPartnerClient(jp.card, identity)
    for (const path of [
      '/t/jp.example/ch/%2e%2e/%2e%2e/identity.json',
      '/t/jp.example/ch/JPN-USA/tile/..%2f..%2fidentity.json',
      '//etc/passwd',
      '/t//ch',
    ]) {
      const answer = await client.get(path, 1000)
      expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([404, 'not found\n'])
    }
    client.close()
  })

  test('in carried media, by names or links, brings nothing in from outside the folder', async () => {
    const jp = await startPartner('JPN', 'jp.example')
    const folder = temporaryFolder()
    for (const place of [
      't/kr.example/ch/..x/checkpoint',
      't/a/b/c/checkpoint',
      't/checkpoint',
      't/kr.example/ch/JPN-KOR/checkpoint',
    ]) {
      mkdirSync(dirname(join(folder, place)), { recursive: true })
      writeFileSync(join(folder, place), 'kr.example/ch/JPN-KOR\n1\nAAAA\n')
    }
    symlinkSync('/etc', join(folder, 't/kr.example/ch/AUS-JPN'))
    const taken = { params: undefined, query: undefined, body: { folder } }
    expect(await jp.service.handlers.importPartnerLogs(taken, administrator)).toEqual({ items: [] })
    expect(await evidenceAt(jp)).toEqual([])
    expect(readdirSync(folder)).toEqual(['t'])
  })
})

describe('hostile text', () => {
  test('in a record of a partner stays text: HTML, formulas and directions come out as they were signed', async () => {
    const [liar, jp] = await Promise.all([startLyingNode('KOR', 'kr.example'), startPartner('JPN', 'jp.example')])
    await pin(jp, liar)
    const origin = 'kr.example/ch/JPN-KOR'
    const why = '<script>alert(1)</script>=HYPERLINK("x")\u202e'
    const mark = { ...markFor('JPN', 'KOR'), why }
    liar.show(origin, await liar.sign(origin, [liar.keyAdd, await recordBy(liar.author, mark)]))
    await pull(jp, liar)
    const [found] = await recordsAt(jp, liar)
    expect(JSON.parse(found?.line ?? '{}').body.mark.why).toBe(why)
    const item = JSON.stringify(
      (await jp.service.handlers.listPartners({ params: undefined, query: undefined, body: undefined }, administrator))
        .items,
    )
    expect(item).not.toContain('<script>')
  })

  test('on a terminal shows its marks of direction and controls as escapes', async () => {
    const liar = await startLyingNode('KOR', 'kr.example')
    const line = await recordBy(liar.author, { ...markFor('JPN', 'KOR'), why: 'a\u202eb\u0007c\u001b[31m' })
    const read = readRecord(line, coreKinds)
    if (!read.ok) throw new TypeError(read.fault.reason)
    const shown = recordAsText(read)
    expect(shown).toContain('\\u{202e}')
    for (const hidden of ['\u202e', '\u0007', '\u001b']) expect(shown).not.toContain(hidden)
  })

  test('in the body of a record that no schema knows is refused without repeating it', () => {
    const line = '{"body":{"<script>":1},"sigs":[]}'
    const read = readRecord(Buffer.from(line), coreKinds)
    expect(read.ok ? '' : JSON.stringify(read.fault)).not.toContain('script>')
  })
})

describe('hostile text that another program would run', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
  ])('that a spreadsheet would run (%j) is made harmless in CSV', async (name) => {
    const party = {
      id: 1,
      name,
      objectType: 'PAYLOAD',
      owner: 'JPN',
      epochUtc: '2026-11-22T00:00:00Z',
      ageAtTcaDays: 1,
    }
    const row = { id: 'x', tcaUtc: '2026-11-22T00:00:00Z', primary: party, secondary: party, missKm: 1, restsOn: [] }
    const facts = {
      marking: 'M',
      partnerMarkings: ['N'],
      mode: 'REAL',
      exportedUtc: 'x',
      screening: { startUtc: 'x', days: 1, withinKm: 1, objects: 1, leftOut: 0, jobId: 'x', finishedUtc: 'x' },
    }
    const answer = exportAnswer(
      'csv',
      facts as never,
      (async function* () {
        yield row as never
      })(),
    )
    let text = ''
    for await (const piece of answer.body as AsyncIterable<string>) text += piece
    expect(text).toContain(`'${name}`)
    expect(text).not.toMatch(/,"?[=+\-@\t\r＝]1/)
  })

  test('of an external entity in a label is refused unread', () => {
    const label =
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation><PolicyIdentifier>JP</PolicyIdentifier><Classification>&e;</Classification></ConfidentialityInformation></originatorConfidentialityLabel>'
    expect(readConfidentialityLabel(label)).toMatchObject({ ok: false, reason: expect.stringContaining('DOCTYPE') })
  })
})
