import { describe, expect, test } from 'vitest'
import { createLogEvent, type LogEvent, type LogFormat } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'

type Members = { readonly [name: string]: unknown }

function doesFit(logsource: string, line: string, event: LogEvent): boolean {
  const text = `title: A rule\nlogsource: ${logsource}\ndetection:\n  s:\n    ${line}\n  condition: s`
  const { rules, refused } = readSigmaRules([{ name: 'rule.yml', text }])
  expect(refused).toEqual([])
  return createSigmaEngine(rules).match(event).length === 1
}

function eventOf(format: LogFormat, members: Members, kind?: string, raw = JSON.stringify(members)): LogEvent {
  return createLogEvent({ format, kind, log: 'log', line: 1, timeMs: undefined, raw, members })
}

const sysmon = (eventId: number, data: Members) => ({
  System: {
    Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
    EventID: eventId,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Computer: 'pc1',
  },
  EventData: data,
})
const started = { Image: 'C:\\Windows\\cmd.exe', Hashes: 'MD5=AA11,IMPHASH=BB22' }

describe('Windows events', () => {
  test.each([
    ['a category by its event', '{category: process_creation, product: windows}', "Image|endswith: '\\cmd.exe'", true],
    ['a category without a product', '{category: process_creation}', "Image|endswith: '\\cmd.exe'", true],
    ['another category', '{category: image_load, product: windows}', "Image|endswith: '\\cmd.exe'", false],
    ['a service by its channel', '{product: windows, service: sysmon}', 'EventID: 1', true],
    ['another service', '{product: windows, service: security}', 'EventID: 1', false],
    ['the product alone', '{product: windows}', 'Computer: PC1', true],
    ['another product', '{product: linux, category: process_creation}', 'Computer: PC1', false],
    ['an attribute of the head', '{product: windows}', 'Provider_Name: Microsoft-Windows-Sysmon', true],
    ['one hash of several', '{product: windows}', 'imphash: bb22', true],
  ])('%s: %s %s', (_, logsource, line, fits) => {
    const inEvent = eventOf('json', { Event: sysmon(1, started) })
    const bare = eventOf('json', sysmon(1, started))
    expect([doesFit(logsource, line, inEvent), doesFit(logsource, line, bare)]).toEqual([fits, fits])
  })

  test('event 4688 of Windows itself is a process creation, under the names of Sysmon', () => {
    const data = { NewProcessName: 'C:\\x.exe', ParentProcessName: 'C:\\y.exe', NewProcessId: '0x1', ProcessId: '0x2' }
    const event = eventOf('json', { Event: { System: { Channel: 'Security', EventID: 4688 }, EventData: data } })
    const source = '{category: process_creation, product: windows}'
    expect(doesFit(source, "Image: 'C:\\x.exe'", event)).toBe(true)
    expect(doesFit(source, "ParentImage: 'C:\\y.exe'", event)).toBe(true)
    expect(doesFit(source, "ParentProcessId: '0x2'", event)).toBe(true)
    expect(doesFit('{product: windows, service: security}', "NewProcessName: 'C:\\x.exe'", event)).toBe(true)
  })

  test('names lose their spaces', () => {
    const system = { Channel: 'Microsoft-Windows-Windows Defender/Operational', EventID: 1119 }
    const event = eventOf('json', { Event: { System: system, EventData: { 'Threat Name': 'Virus' } } })
    expect(doesFit('{product: windows, service: windefend}', 'ThreatName: virus', event)).toBe(true)
  })

  test('what stands in UserData is found, and an EventID with qualifiers', () => {
    const System = { Channel: 'System', EventID: { '#attributes': { Qualifiers: 1 }, '#text': 7045 } }
    const event = eventOf('json', { Event: { System, UserData: { Thing: { ServiceName: 'x' } } } })
    expect(doesFit('{product: windows, service: system}', 'ServiceName: x', event)).toBe(true)
    expect(doesFit('{product: windows, service: system}', 'EventID: 7045', event)).toBe(true)
  })

  test.each([
    ['an attribute of its own object', { '#attributes': { Name: 'Image' }, '#text': 'C:\\x.exe' }],
    ['an attribute with a sign', { '@Name': 'Image', '#text': 'C:\\x.exe' }],
  ])('data as a list of named elements, the name as %s', (_, item) => {
    const System = { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1 }
    const event = eventOf('json', { Event: { System, EventData: { Data: [{ '@Name': 'User' }, item] } } })
    expect(doesFit('{category: process_creation, product: windows}', "Image: 'C:\\x.exe'", event)).toBe(true)
  })

  test('as Winlogbeat gives them, and flat', () => {
    const beat = eventOf('json', {
      winlog: { channel: 'Microsoft-Windows-Sysmon/Operational', event_id: '1', event_data: { Image: 'C:\\x.exe' } },
    })
    const flat = eventOf('json', { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1, Image: 'C:\\x.exe' })
    const source = '{category: process_creation, product: windows}'
    expect([beat, flat].map((event) => doesFit(source, "Image: 'C:\\x.exe'", event))).toEqual([true, true])
  })

  test('Sysmon for Linux is Linux', () => {
    const event = eventOf('json', {
      Event: { System: { Channel: 'Linux-Sysmon/Operational', EventID: 1 }, EventData: { Image: '/bin/sh' } },
    })
    expect(doesFit('{category: process_creation, product: linux}', 'Image: /bin/sh', event)).toBe(true)
  })
})

describe('events of the Elastic Common Schema', () => {
  const process = (type: string) => ({
    event: { category: ['process'], type: [type] },
    host: { os: { type: 'windows' } },
    process: { executable: 'C:\\x.exe', command_line: 'x -y', parent: { executable: 'C:\\z.exe' } },
  })

  test('a process that starts, nested or dotted', () => {
    const dotted = { 'event.category': 'process', 'host.os.type': 'windows', 'process.command_line': 'x -y' }
    const source = '{category: process_creation, product: windows}'
    expect(doesFit(source, "CommandLine|contains: '-y'", eventOf('json', process('start')))).toBe(true)
    expect(doesFit(source, "CommandLine|contains: '-y'", eventOf('json', dotted))).toBe(true)
    expect(doesFit(source, "CommandLine|contains: '-y'", eventOf('json', process('end')))).toBe(false)
  })

  test('a dataset is a product and a service', () => {
    const event = eventOf('json', { 'event.dataset': 'aws.cloudtrail', eventName: 'StopLogging' })
    expect(doesFit('{product: aws, service: cloudtrail}', 'eventName: StopLogging', event)).toBe(true)
    expect(doesFit('{product: aws, service: vpcflow}', 'eventName: StopLogging', event)).toBe(false)
  })

  test('web requests', () => {
    const event = eventOf('json', {
      event: { category: 'web' },
      url: { original: '/a/b.aspx?q=1' },
      user_agent: { original: 'curl' },
    })
    expect(doesFit('{category: webserver}', "cs-uri-stem|endswith: '.aspx'", event)).toBe(true)
    expect(doesFit('{category: proxy}', 'c-useragent: curl', event)).toBe(true)
    expect(doesFit('{category: proxy}', 'c-uri-extension: aspx', event)).toBe(true)
  })
})

describe('sensors', () => {
  const zeekDns = { query: 'a.example', qtype_name: 'TXT', answers: ['x', 'y'], 'id.resp_p': 53, rejected: false }
  const zeekHttp = {
    uri: '/x.exe?a=1',
    host: 'h.example',
    user_agent: 'Microsoft BITS/7',
    method: 'GET',
    'id.orig_h': '10.0.0.1',
  }
  const eveHttp = {
    src_ip: '10.0.0.1',
    dest_ip: '10.0.0.2',
    http: { url: '/x.exe', http_user_agent: 'curl', hostname: 'h.example' },
  }

  test.each([
    ['Zeek dns', '{product: zeek, service: dns}', "query|endswith: '.example'", eventOf('zeek', zeekDns, 'dns'), true],
    ['Zeek dns as any dns', '{category: dns}', 'record_type: TXT', eventOf('zeek', zeekDns, 'dns'), true],
    ['answers', '{category: dns}', 'answer: y', eventOf('zeek', zeekDns, 'dns'), true],
    [
      'true and false as text',
      '{product: zeek, service: dns}',
      "rejected: 'false'",
      eventOf('zeek', zeekDns, 'dns'),
      true,
    ],
    ['a dotted name', '{product: zeek, service: dns}', 'id.resp_p: [137, 53]', eventOf('zeek', zeekDns, 'dns'), true],
    [
      'another log of Zeek',
      '{product: zeek, service: http}',
      'query|exists: true',
      eventOf('zeek', zeekDns, 'dns'),
      false,
    ],
    [
      'Zeek http as a proxy',
      '{category: proxy}',
      'c-useragent|startswith: Microsoft BITS/',
      eventOf('zeek', zeekHttp, 'http'),
      true,
    ],
    [
      'the address of the client',
      '{category: webserver}',
      'c-ip|cidr: 10.0.0.0/8',
      eventOf('zeek', zeekHttp, 'http'),
      true,
    ],
    ['EVE http', '{category: proxy}', "c-uri|endswith: '.exe'", eventOf('eve', eveHttp, 'http'), true],
    ['EVE flow as a firewall', '{category: firewall}', 'dst_port: 23', eventOf('eve', { dest_port: 23 }, 'flow'), true],
    ['EVE dns', '{category: dns}', 'query: a.example', eventOf('eve', { dns: { rrname: 'a.example' } }, 'dns'), true],
    [
      'EVE under its own names',
      '{product: suricata}',
      'http.hostname: h.example',
      eventOf('eve', eveHttp, 'http'),
      true,
    ],
  ])('%s', (_, logsource, line, event, fits) => {
    expect(doesFit(logsource, line, event)).toBe(fits)
  })
})

describe('lines of syslog', () => {
  const lineOf = (raw: string, kind?: string) => eventOf('syslog', { message: raw }, kind, raw)
  const keyword = (logsource: string, word: string, event: LogEvent) => {
    const text = `title: A rule\nlogsource: ${logsource}\ndetection:\n  k:\n    - '${word}'\n  condition: k`
    return createSigmaEngine(readSigmaRules([{ name: 'rule.yml', text }]).rules).match(event).length === 1
  }

  test('a program of Linux is a service', () => {
    const line = lineOf('Nov 22 14:00:00 h sshd[1]: Failed password for root', 'sshd')
    expect(keyword('{product: linux, service: sshd}', 'failed password', line)).toBe(true)
    expect(keyword('{product: linux, service: auth}', 'failed password', line)).toBe(true)
    expect(keyword('{product: linux, service: cron}', 'failed password', line)).toBe(false)
  })

  test('a word is looked for in the values of JSON within a line, where backslashes are written once, and in the line', () => {
    const members = { cmd: 'C:\\Windows\\evil.exe' }
    const raw = `Nov 22 14:00:00 h sshd[1]: ${JSON.stringify(members)}`
    const line = eventOf('syslog', members, 'sshd', raw)
    for (const word of ['C:\\Windows\\evil', 'sshd[1]'])
      expect(keyword('{product: linux, service: sshd}', word, line)).toBe(true)
    expect(keyword('{product: linux, service: sshd}', 'C:\\Windows\\good', line)).toBe(false)
  })

  test('Cisco and Huawei are known by their marks', () => {
    const cisco = lineOf('<187>: %TCP-6-BADAUTH: No MD5 digest from 10.0.0.1(179)')
    expect(keyword('{product: cisco, service: bgp}', 'BADAUTH', cisco)).toBe(true)
    expect(keyword('{product: linux}', 'BADAUTH', cisco)).toBe(false)
    expect(keyword('{product: huawei, service: bgp}', 'AUTH_FAIL', lineOf('h %%01BGP/4/AUTH_FAIL(l): x'))).toBe(true)
  })

  test('fields of Fortinet are read from the line', () => {
    const line = lineOf(
      'date=2026-11-22 devname="FG1" logid="0100044547" type="event" subtype="system" action="Add" cfgpath="system.admin"',
    )
    expect(doesFit('{product: fortigate, service: event}', 'cfgpath: system.admin', line)).toBe(true)
    expect(doesFit('{product: fortigate, service: traffic}', 'cfgpath: system.admin', line)).toBe(false)
  })
})

describe('an event of which nobody can say whose it is', () => {
  const event = eventOf('json', { Image: 'C:\\x.exe' })
  const text =
    "title: A rule\nlogsource: {product: windows, category: process_creation}\ndetection:\n  s:\n    Image: 'C:\\x.exe'\n  condition: s"
  const { rules } = readSigmaRules([{ name: 'rule.yml', text }])

  test('fits no rule, and is counted', () => {
    const engine = createSigmaEngine(rules)
    expect([engine.match(event).length, engine.counts().withoutRules]).toEqual([0, 1])
  })

  test('fits rules where a person says whose it is', () => {
    const engine = createSigmaEngine(rules, {
      told: { product: 'windows', category: 'process_creation', service: undefined },
    })
    expect(engine.match(event).length).toBe(1)
  })
})
