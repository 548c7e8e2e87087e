import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInstant } from '../../src/detect/event-time.ts'
import { type LogFormat, logFormats } from '../../src/detect/log-event.ts'
import { createLogLineReader } from '../../src/detect/read-log-line.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const read = (format: LogFormat, ...lines: readonly string[]) => {
  const reader = createLogLineReader({ format, log: 'log', nowMs })
  return lines.map((line, index) => reader.read(line, index + 1))
}
const last = (format: LogFormat, ...lines: readonly string[]) => {
  const event = read(format, ...lines).at(-1)
  if (event === undefined || typeof event === 'string') return event
  return {
    kind: event.kind,
    time: event.timeMs === undefined ? undefined : new Date(event.timeMs).toISOString(),
    ...event.members,
  }
}

describe('syslog, by the examples of the standards', () => {
  test('RFC 5424 §6.5, example 1', () => {
    const line =
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for lonvick on /dev/pts/8"
    expect(last('syslog', line)).toEqual({
      ...{
        kind: 'su',
        time: '2003-10-11T22:14:15.003Z',
        facility: 4,
        severity: 2,
        host: 'mymachine.example.com',
        program: 'su',
      },
      ...{ msgid: 'ID47', message: "'su root' failed for lonvick on /dev/pts/8" },
    })
  })

  test('RFC 5424 §6.5, examples 3 and 4: structured data become fields', () => {
    const data =
      '[exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"]'
    expect(
      last('syslog', `<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 ${data}`),
    ).toMatchObject({
      ...{
        facility: 20,
        severity: 5,
        iut: '3',
        eventSource: 'Application',
        eventID: '1011',
        class: 'high',
        message: '',
      },
    })
    const line = "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts."
    expect(last('syslog', line)).toMatchObject({
      time: '2003-08-24T12:14:15.000Z',
      pid: '8710',
      message: "%% It's time to make the do-nuts.",
    })
  })

  test('RFC 3164 §5.4, examples 1 and 2; the year is the one that makes the line newest', () => {
    expect(
      last('syslog', "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"),
    ).toMatchObject({
      ...{
        time: '2026-10-11T22:14:15.000Z',
        host: 'mymachine',
        kind: 'su',
        message: "'su root' failed for lonvick on /dev/pts/8",
      },
    })
    expect(last('syslog', '<13>Dec 31 23:59:59 10.0.0.99 myproc[10]: %% It is time')).toMatchObject({
      ...{ time: '2025-12-31T23:59:59.000Z', host: '10.0.0.99', pid: '10' },
    })
    expect(last('syslog', 'Use the BFG!')).toBe('no head of RFC 5424 or RFC 3164')
    expect(last('syslog', '<13>Use the BFG!')).toMatchObject({ message: 'Use the BFG!', facility: 1, severity: 5 })
  })

  test('JSON and name=value in the message become fields, and take no name of the head', () => {
    expect(last('syslog', '<13>Nov 22 01:00:00 fw app: @cee: {"srcip":"192.0.2.1","host":"forged"}')).toMatchObject({
      ...{ srcip: '192.0.2.1', host: 'fw' },
    })
    expect(last('syslog', '<13>Nov 22 01:00:00 fw app: srcip=192.0.2.1 msg="a \\"b\\" c" host=forged')).toMatchObject({
      ...{ srcip: '192.0.2.1', msg: 'a "b" c', host: 'fw' },
    })
  })
})

describe('Zeek', () => {
  const head = [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tdns',
    '#open\t2018-03-24-17-15-20',
  ]
  const fields = '#fields\tts\tid.orig_h\tid.orig_p\tquery\tanswers\tAA\trejected'
  const types = '#types\ttime\taddr\tport\tstring\tvector[string]\tbool\tbool'

  test('columns are what JSON would say: what is not set is left out', () => {
    const row = '1521911720.865716\t10.47.1.100\t41772\ta\\x09b\t(empty)\tT\t-'
    expect(last('zeek', ...head, fields, types, row)).toEqual({
      ...{
        kind: 'dns',
        time: '2018-03-24T17:15:20.865Z',
        ts: 1521911720.865716,
        'id.orig_h': '10.47.1.100',
        'id.orig_p': 41772,
      },
      ...{ query: 'a\tb', answers: [], AA: true },
    })
  })

  test('a header in the middle begins a new log; a row that does not fit is told', () => {
    const rows = read(
      'zeek',
      ...head,
      fields,
      types,
      'x',
      '#separator \\x7c',
      '#fields|ts|host',
      '#types|time|addr',
      '1|192.0.2.1',
      '#close|x',
    )
    expect(rows.slice(8)).toMatchObject([
      '1 columns where the header has 7',
      undefined,
      undefined,
      undefined,
      { members: { ts: 1, host: '192.0.2.1' } },
      undefined,
    ])
    expect(read('zeek', 'a\tb')).toEqual(['a row without a header of columns above it'])
  })

  test('JSON has its time as a number or as a text', () => {
    expect(last('zeek', '{"_path":"conn","ts":1521911720.865716}')).toMatchObject({
      kind: 'conn',
      time: '2018-03-24T17:15:20.865Z',
    })
    expect(last('zeek', '{"_path":"conn","ts":"2018-03-24T17:15:20.865716Z"}')).toMatchObject({
      time: '2018-03-24T17:15:20.865Z',
    })
  })
})

test('EVE says its kind and its time with a zone', () => {
  expect(last('eve', '{"timestamp":"2016-06-08T22:01:52.875791+0200","event_type":"fileinfo"}')).toMatchObject({
    ...{ kind: 'fileinfo', time: '2016-06-08T20:01:52.875Z' },
  })
})

test.each([
  ['2020-06-13 09:20:41', '2020-06-13T09:20:41.000Z'],
  ['2026-04-17T05:24:53.092051Z', '2026-04-17T05:24:53.092Z'],
  [1_700_000_000, '2023-11-14T22:13:20.000Z'],
  [1_700_000_000_123, '2023-11-14T22:13:20.123Z'],
  ['1700000000.5', '2023-11-14T22:13:20.500Z'],
])('the instant %s is %s', (written, iso) => {
  expect(new Date(readInstant(written) ?? 0).toISOString()).toBe(iso)
})

test.each([
  Number.NaN,
  1e300,
  -1e15,
  '',
  'yesterday',
  '2020-13-01T00:00:00Z',
  null,
  {},
])('%s is no instant', (written) => {
  expect(readInstant(written)).toBeUndefined()
})

test('no line makes a reader fail, and each line is an event, nothing, or a reason', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom('#fields', '#separator ', '<34>1 ', '\ufeff{}', '{}\r'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...logFormats), fc.array(line, { maxLength: 5 }), (format, lines) => {
      for (const event of read(format, ...lines)) {
        if (typeof event !== 'object') continue
        expect(event.fields().size).toBeGreaterThanOrEqual(0)
        expect(event.timeMs === undefined || Number.isFinite(event.timeMs)).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})
