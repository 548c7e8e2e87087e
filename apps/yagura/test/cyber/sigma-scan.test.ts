import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const rules = write(
  'rules.yml',
  `title: A shell on a server
id: r1
tags: [attack.execution, attack.t1059.003]
level: high
logsource:
  category: process_creation
  product: windows
detection:
  s:
    Image|endswith: '\\cmd.exe'
    Computer|expand: '%servers%'
  condition: s
`,
)
const placeholders = write('placeholders.json', '{"servers":["srv*"]}')
const started = (computer: string) => ({
  Event: {
    System: {
      TimeCreated: { '#attributes': { SystemTime: '2026-11-22T14:05:06.5Z' } },
      EventID: 1,
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Computer: computer,
    },
    EventData: { Image: 'C:\\Windows\\System32\\cmd.exe' },
  },
})

const scan = async (log: string, ...more: readonly string[]) => {
  const { exitCode, stdout, stderr } = await runYagura([
    'cyber',
    'scan',
    '--sigma',
    rules,
    '--format-in',
    'json',
    ...more,
    log,
  ])
  const rows = stdout.split('\n').filter((row) => row !== '')
  return { exitCode, stderr, alerts: rows.map((row) => JSON.parse(row)) }
}

test('Windows events that are written over many lines are found with their time, rule and first line', async () => {
  const events = ['pc1', 'srv1', 'srv2'].map((computer) => JSON.stringify(started(computer), null, 2))
  const log = write('events.json', events.join('\n'))
  const { exitCode, stderr, alerts } = await scan(log, '--placeholders', placeholders)
  const linesOfOne = events[0]?.split('\n').length ?? 0
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^3 events, 0 bad lines, 2 alerts/m)
  expect(alerts).toMatchObject([
    { time: '2026-11-22T14:05:06.500Z', rule: 'r1', indicator: null, log, line: 1 + linesOfOne },
    { rule: 'r1', line: 1 + 2 * linesOfOne },
  ])
})

test('a rule with a placeholder is refused without its values, and the scan says so', async () => {
  const { exitCode, stderr, alerts } = await scan(write('one.json', JSON.stringify(started('srv1'))))
  expect({ exitCode, alerts }).toEqual({ exitCode: 1, alerts: [] })
  expect(stderr).toMatch(/rules\.yml: A shell on a server: no values are given for the placeholder %servers%/)
})

test('events of an unknown log are asked by the rules of the log that a person says they are of', async () => {
  const log = write('flat.json', JSON.stringify({ Image: 'C:\\cmd.exe', Computer: 'srv1' }))
  const told = ['--log-source', 'product=windows,category=process_creation']
  const without = await scan(log, '--placeholders', placeholders)
  const with_ = await scan(log, '--placeholders', placeholders, ...told)
  expect([without.alerts.length, with_.alerts.length]).toEqual([0, 1])
  expect(without.stderr).toMatch(/^1 events are of logs that no rule is about/m)
  expect(with_.stderr).not.toMatch(/no rule is about/)
})

test.each(['windows', 'product=', 'product=a,product=b', 'host=a'])('--log-source %s is wrong use', async (words) => {
  const { exitCode, stderr } = await scan(write('x.json', '{}'), '--log-source', words)
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/--log-source/)
})

test('placeholders in another form are no file to use', async () => {
  const { exitCode, stderr } = await scan(
    write('x.json', '{}'),
    '--placeholders',
    write('bad.json', '{"servers":"srv"}'),
  )
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/bad\.json/)
})
