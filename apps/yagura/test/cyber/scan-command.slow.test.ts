import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runYagura, sharedData } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { scratch } from '../scratch.ts'
import { scanInto } from './scan-into.ts'

const write = scratch()
const nets = write('nets.csv', 'type,value,name\ndomain,evil[.]example,Beacon\ncidr,198.51.100.0/24,Range\n')

type Alert = {
  time: string
  rule: string
  indicator: string
  log: string
  line: number
  matched: { events: unknown[] }
}
const rowsOf = (text: string): Alert[] =>
  text
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => JSON.parse(row))
const zeek = (index: number, query: string) =>
  `${JSON.stringify({ _path: 'dns', ts: 1_700_000_000 + index, 'id.orig_h': '192.0.2.1', query })}\n`

const scanZeek = (log: string) => runYagura(['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek', log])

test('a row says when, by what, in which line of which log, and why', async () => {
  const log = write('dns.log', zeek(0, 'ok.example') + zeek(1, 'EVIL.example.'))
  const { exitCode, stdout, stderr } = await scanZeek(log)
  expect(exitCode).toBe(0)
  expect(rowsOf(stdout)).toEqual([
    {
      time: '2023-11-14T22:13:21.000Z',
      rule: 'Beacon',
      indicator: 'evil[.]example',
      log,
      line: 2,
      matched: {
        title: 'Beacon',
        events: [{ log, line: 2, fields: { query: 'EVIL.example.' }, raw: zeek(1, 'EVIL.example.').trimEnd() }],
      },
    },
  ])
  expect(stderr).toMatch(/2 events, 0 bad lines, 1 alerts/)
})

test.each([
  [
    'eve',
    '{"timestamp":"2016-06-08T20:01:52.875791+0000","event_type":"dns","dns":{"rrname":"evil.example"}}',
    'dns.rrname',
  ],
  ['json', '{"@timestamp":"2026-01-01T00:00:00Z","dns":{"question":{"name":"evil.example"}}}', 'dns.question.name'],
  ['json', '{"@timestamp":"2026-01-01T00:00:00Z","dns.question.name":"evil\\u002eexample"}', 'dns.question.name'],
  ['syslog', '<34>1 2003-10-11T22:14:15.003Z host app - ID47 [x@1 dst="198.51.100.9"] hello', 'dst'],
  ['syslog', '<34>Oct 11 22:14:15 host sshd[7]: Failed password from 198.51.100.9 port 22 ssh2', 'message'],
  ['zeek', '#separator \\x09\n#path\tconn\n#fields\tts\tid.resp_h\n#types\ttime\taddr\n1.5\t198.51.100.9', 'id.resp_h'],
])('%s is read: %s', async (format, text, field) => {
  const { stdout } = await runYagura(['cyber', 'scan', '--indicators', nets, '--format-in', format, '-'], {
    input: `${text}\n`,
  })
  expect(rowsOf(stdout)[0]?.matched.events).toMatchObject([{ log: '<stdin>', fields: { [field]: expect.any(String) } }])
})

test('a pattern that turns out too hard is told at the end, and the others are looked for', async () => {
  const network = "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"
  const name = "[domain-name:value LIKE '%.evil']"
  const either = `(${network} AND ${name} OR ${network} FOLLOWEDBY ${network})`
  const hard = `(${Array.from({ length: 16 }, () => either).join(' AND ')}) WITHIN 5 SECONDS`
  const bundle = write('hard.json', JSON.stringify([{ type: 'indicator', id: 'indicator--1', pattern: hard }]))
  const log = write(
    'hard.log',
    Array.from({ length: 40 }, (_, at) =>
      zeek(at, at % 2 === 0 ? 'a.evil' : 'evil.example').replace('192.0.2.1', `198.51.100.${at}`),
    ).join(''),
  )
  const asked = ['cyber', 'scan', '--indicators', nets, '--bundle', bundle, '--format-in', 'zeek', log]
  const { exitCode, stdout, stderr } = await runYagura(asked)
  expect(exitCode).toBe(1)
  expect(rowsOf(stdout).filter(({ rule }) => rule === 'Beacon')).toHaveLength(20)
  expect(stderr).toMatch(/indicator--1: not looked for to the end: given up: more than 100000 steps/)
})

test('bad lines are told by file and line, and the rest goes on', async () => {
  const log = write('bad.log', `${zeek(0, 'evil.example')}{"cut":\n${'x'.repeat(2 << 20)}\n${zeek(1, 'evil.example')}`)
  const { exitCode, stdout, stderr } = await scanZeek(log)
  expect(exitCode).toBe(1)
  expect(rowsOf(stdout).map(({ line }) => line)).toEqual([1, 4])
  expect(stderr).toMatch(/bad\.log:2: event: no JSON/)
  expect(stderr).toMatch(/bad\.log:3: event: longer than 1048576 bytes/)
})

test.each([
  ['--sigma', 'no-rule.txt', 'not a rule'],
  ['--indicators', 'no-row.csv', 'type,value\n'],
  ['--bundle', 'no-indicator.json', '{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111111"}'],
])('a scan that could find nothing is refused: %s %s', async (option, name, content) => {
  const log = write('any.log', zeek(0, 'evil.example'))
  const typed = ['cyber', 'scan', option, write(name, content), '--format-in', 'zeek', log]
  const { exitCode, stdout, stderr } = await runYagura(typed)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain('nothing in what --bundle, --indicators and --sigma name can be looked for')
})

test('folders, packed logs and several threads give the same rows as one log in one thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-scan-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const text = Array.from({ length: 20_000 }, (_, index) =>
    zeek(index, index % 50 === 0 ? 'evil.example' : 'ok.example'),
  ).join('')
  writeFileSync(join(folder, 'b.log.gz'), gzipSync(text))
  writeFileSync(join(folder, 'a.log'), text)
  const args = ['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek']
  const one = await runYagura([...args, folder])
  const two = await runYagura([...args, '--workers', '2', folder])
  expect(rowsOf(one.stdout)).toHaveLength(800)
  expect(two.stdout).toBe(one.stdout)
})

test('a bundle with patterns, validity and revocation is used as it says', async () => {
  const indicator = (number: number, pattern: string, more: object = {}) => ({
    ...{
      type: 'indicator',
      id: `indicator--${number}`,
      modified: '2026-01-01T00:00:00Z',
      valid_from: '2020-01-01T00:00:00Z',
    },
    ...{ pattern, pattern_type: 'stix' },
    ...more,
  })
  const evil = "[domain-name:value = 'evil.example']"
  const bundle = write(
    'bundle.json',
    JSON.stringify({
      type: 'bundle',
      id: 'bundle--1',
      objects: [
        indicator(1, evil),
        indicator(2, evil, { valid_until: '2023-01-01T00:00:00Z' }),
        indicator(3, evil, { valid_from: '2199-01-01T00:00:00Z' }),
        indicator(4, evil),
        indicator(4, evil, { revoked: true, modified: '2026-01-02T00:00:00Z' }),
        indicator(5, "[domain-name:value = 'evil.example' AND domain-name:value LIKE 'evil%']"),
        indicator(
          6,
          "([domain-name:value = 'one.example'] FOLLOWEDBY [domain-name:value = 'two.example']) WITHIN 5 SECONDS",
        ),
        indicator(7, "[ipv4-addr:value = '192.168.1.1']"),
        indicator(8, "[domain-name:value LIKE '%.bad']"),
      ],
    }),
  )
  const names = [
    'two.example',
    'one.example',
    'evil.example',
    'two.example',
    '192.168.1.1',
    'x.bad',
    'one.example',
    ...Array(9).fill('ok.example'),
    'two.example',
  ]
  const log = write('order.log', names.map((name, index) => zeek(index, name)).join(''))
  const { stdout, stderr } = await runYagura(['cyber', 'scan', '--bundle', bundle, '--format-in', 'zeek', log])
  expect(rowsOf(stdout).map(({ indicator: id, line }) => [id, line])).toEqual([
    ['indicator--1', 3],
    ['indicator--5', 3],
    ['indicator--6', 4],
    ['indicator--8', 6],
  ])
  expect(rowsOf(stdout)[2]?.matched.events).toMatchObject([{ line: 2 }, { line: 4 }])
  expect(stderr).toMatch(/indicator--3: left out: not valid before 2199/)
  expect(stderr).toMatch(/indicator--7: left out: 192\.168\.1\.1 is on the warning list/)
})

test.skipIf(sharedData('cyber/scenario/sunburst') === undefined)(
  'published tables of indicators are read',
  async () => {
    const folder = sharedData('cyber/scenario/sunburst') ?? ''
    const log = write(
      'sunburst.json',
      '{"@timestamp":"2020-12-20T00:00:00Z","dns":{"question":{"name":"6a57jk2ba1d9keg15cbg.appsync-api.eu-west-1.avsvmcloud.com"}}}\n' +
        '{"@timestamp":"2020-12-20T00:00:00Z","file":{"hash":{"sha256":"32519B85C0B422E4656DE6E6C41878E95FD95026267DAAB4215EE59C107D6C77"}}}\n',
    )
    const tables = ['Indicator_Release_NBIs.csv', 'Indicator_Release_Hashes.csv'].flatMap((name) => [
      '--indicators',
      join(folder, name),
    ])
    const { stdout } = await runYagura(['cyber', 'scan', ...tables, '--format-in', 'json', log])
    expect(rowsOf(stdout).map(({ rule, line }) => [rule, line])).toEqual([
      ['SUNBURST', 1],
      ['SUNBURST', 2],
    ])
  },
)

test('own warning lists keep values out, and can be added to the standard ones', async () => {
  const list = write('list.json', JSON.stringify({ name: 'Ours', type: 'hostname', list: ['.example'] }))
  const log = write('listed.log', zeek(0, 'evil.example'))
  const { stdout, stderr } = await runYagura([
    'cyber',
    'scan',
    '--indicators',
    nets,
    '--warning-list',
    list,
    '--format-in',
    'zeek',
    log,
  ])
  expect(stdout).toBe('')
  expect(stderr).toMatch(/evil\[\.\]example: left out: evil\.example is on the warning list “Ours”/)
})

test.each([
  [['--format-in', 'zeek', 'x.log'], /one of them has to say what is looked for/],
  [['--indicators', 'none.csv', '--format-in', 'zeek', '-'], /none\.csv/],
  [['--indicators', nets, '--format-in', 'csv', '-'], /not one of eve, zeek, json, syslog/],
])('%j is refused', async (args, reason) => {
  const { exitCode, stderr } = await runYagura(['cyber', 'scan', ...args])
  expect(exitCode).toBeGreaterThan(0)
  expect(stderr).toMatch(reason)
})

const scanningLog = () => {
  const lines = Array.from({ length: 5000 }, (_, index) => zeek(index, index % 5 === 0 ? 'evil.example' : 'ok.example'))
  const log = write('long.log', lines.join(''))
  for (let copy = 0; copy < 15; copy += 1) appendFileSync(log, lines.join(''))
  return log
}

test('a scan that is killed again and again loses no alert and gives none twice', async () => {
  const log = scanningLog()
  const args = ['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek', log]
  const whole = (await runYagura(args)).stdout
  const state = join(dirname(log), 'state.json')
  const out = join(dirname(log), 'alerts.ndjson')
  const offset = (): number => (existsSync(state) ? (JSON.parse(readFileSync(state, 'utf8')).logs[0]?.offset ?? 0) : 0)
  for (const part of [0.1, 0.3, 0.6]) {
    const wanted = part * 16 * 5000 * 90
    await scanInto(out, [...args, '--resume', state], () => offset() > wanted)
  }
  const before = readFileSync(out, 'utf8')
  expect(before.length).toBeGreaterThan(0)
  // What was written after the last state, here by hand, comes again and must not stand twice.
  appendFileSync(out, before.slice(0, before.indexOf('\n') + 1))
  await scanInto(out, [...args, '--resume', state], undefined)
  expect(readFileSync(out, 'utf8')).toBe(whole)
  await scanInto(out, [...args, '--resume', state], undefined)
  expect(readFileSync(out, 'utf8')).toBe(whole)
})

test('patterns about several events find the same after a kill as without one', async () => {
  const pattern =
    "([domain-name:value = 'one.example'] FOLLOWEDBY [domain-name:value = 'two.example']) WITHIN 1000 SECONDS"
  const bundle = write('followed.json', JSON.stringify([{ type: 'indicator', id: 'indicator--9', pattern }]))
  const names = Array.from({ length: 30_000 }, (_, index) =>
    index % 600 === 7 ? 'one.example' : index % 600 === 500 ? 'two.example' : 'ok.example',
  )
  const log = write('followed.log', names.map((name, index) => zeek(index, name)).join(''))
  const args = ['cyber', 'scan', '--bundle', bundle, '--format-in', 'zeek', log]
  const whole = (await runYagura(args)).stdout
  expect(rowsOf(whole)).toHaveLength(50)
  const [state, out] = [join(dirname(log), 'followed-state.json'), join(dirname(log), 'followed.ndjson')]
  await scanInto(out, [...args, '--resume', state], () => existsSync(state))
  await scanInto(out, [...args, '--resume', state], undefined)
  expect(readFileSync(out, 'utf8')).toBe(whole)
})

test('Sigma rules are asked beside indicators, and say what fits', async () => {
  const rule = write(
    'rule.yml',
    'title: Odd name\nid: 7d2e1f5a-0000-4000-8000-000000000001\nstatus: test\nlogsource:\n  product: zeek\n  service: dns\ndetection:\n  sel:\n    query|endswith: .example\n  condition: sel\nlevel: high\n',
  )
  const log = write('ruled.log', zeek(0, 'evil.example') + zeek(1, 'ok.test'))
  const { stdout } = await runYagura([
    'cyber',
    'scan',
    '--sigma',
    rule,
    '--indicators',
    nets,
    '--format-in',
    'zeek',
    log,
  ])
  expect(rowsOf(stdout)).toMatchObject([
    { rule: 'Beacon', indicator: 'evil[.]example', line: 1 },
    { rule: '7d2e1f5a-0000-4000-8000-000000000001', indicator: null, line: 1, matched: { title: 'Odd name' } },
  ])
})

test('a file of alerts that was emptied is filled anew, and another one gets what follows', async () => {
  const log = write('emptied.log', zeek(0, 'evil.example') + zeek(1, 'evil.example'))
  const args = ['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek', log]
  const [state, out] = [join(dirname(log), 'emptied-state.json'), join(dirname(log), 'emptied.ndjson')]
  await scanInto(out, [...args, '--resume', state], undefined)
  const whole = readFileSync(out, 'utf8')
  expect(rowsOf(whole)).toHaveLength(2)
  writeFileSync(out, '')
  await scanInto(out, [...args, '--resume', state], undefined)
  expect(readFileSync(out, 'utf8')).toBe(whole)
  expect((await runYagura([...args, '--resume', state])).stdout).toBe('')
})

test('a state of another question is refused', async () => {
  const state = join(dirname(write('x', '')), 'other-state.json')
  const log = write('short.log', zeek(0, 'evil.example'))
  const scan = (table: string) =>
    runYagura(['cyber', 'scan', '--indicators', table, '--format-in', 'zeek', '--resume', state, log])
  expect((await scan(nets)).exitCode).toBe(0)
  const { exitCode, stderr } = await scan(write('others.csv', 'type,value\ndomain,other.example\n'))
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/belongs to a scan for other indicators/),
  })
})

test('an endless log through standard input needs no more memory than a short one', async () => {
  const lines = Buffer.from(Array.from({ length: 2000 }, (_, index) => zeek(index, 'ok.example')).join(''))
  async function* stream() {
    for (let piece = 0; piece < 1500; piece += 1) yield lines
  }
  const env = { NODE_OPTIONS: '--max-old-space-size=64' }
  const { exitCode, stderr } = await runYagura(['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek', '-'], {
    input: stream(),
    env,
  })
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/3000000 events/)
})
