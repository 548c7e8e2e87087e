import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { createLogEvent, type LogFormat } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'

const folder = sharedData('cyber/sigma')
const leastPerSecond = 20_000
const { integer } = seededRandom(5)
const pick = (...words: readonly [string, ...string[]]): string => words[integer(0, words.length - 1)] ?? words[0]
const program = () =>
  `C:\\${pick('Windows\\System32', 'Program Files\\Office', 'Users\\ann\\AppData\\Local')}\\${pick('svchost', 'cmd', 'chrome', 'wermgr', 'powershell', 'teams')}.exe`
const address = () => `10.${integer(0, 255)}.${integer(0, 255)}.${integer(1, 254)}`
const domain = () =>
  `${pick('www', 'mail', 'cdn', 'api')}.${pick('example.com', 'example.org', 'nanopool.org', 'ipfs.io')}`

const sysmon = (eventId: number, data: object) => ({
  Event: {
    '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
    System: {
      Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon', Guid: '5770385F-C22A-43E0-BF4C-06F5698FFBD9' } },
      EventID: eventId,
      TimeCreated: { '#attributes': { SystemTime: '2026-11-22T14:05:06.123Z' } },
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Computer: 'pc1',
    },
    EventData: {
      UtcTime: '2026-11-22 14:05:06.123',
      ProcessId: integer(1, 9999),
      Image: program(),
      User: 'NT AUTHORITY\\SYSTEM',
      ...data,
    },
  },
})
const makers: readonly (readonly [LogFormat, string | undefined, () => object])[] = [
  ['json', undefined, () => sysmon(1, { CommandLine: `"${program()}" -a ${domain()} /b ${integer(0, 1e9)}`, ParentImage: program(), ParentCommandLine: program(), CurrentDirectory: 'C:\\', OriginalFileName: 'x.exe', Description: 'A program', Hashes: 'MD5=AA,SHA256=BB,IMPHASH=CC' })],
  ['json', undefined, () => sysmon(13, { EventType: 'SetValue', TargetObject: `HKLM\\SOFTWARE\\Microsoft\\Windows\\${integer(0, 1e9)}`, Details: 'DWORD (0x00000001)' })],
  ['json', undefined, () => sysmon(10, { SourceImage: program(), TargetImage: program(), CallTrace: 'C:\\WINDOWS\\SYSTEM32\\ntdll.dll+9d4c4|UNKNOWN(1)' })],
  ['json', undefined, () => sysmon(8, { SourceImage: program(), TargetImage: program(), StartModule: '-' })],
  ['json', undefined, () => sysmon(17, { PipeName: `\\${integer(0, 1e6)}` })],
  ['json', undefined, () => ({ Event: { System: { Channel: 'Security', EventID: pick('4624', '4697', '4688') }, EventData: { TargetUserName: 'ann', ServiceName: 'x', NewProcessName: program() } } })],
  ['zeek', 'dns', () => ({ ts: 1, 'id.orig_h': address(), 'id.resp_h': address(), 'id.resp_p': 53, query: domain(), qtype_name: 'A', answers: [address()], Z: 0, rejected: false })],
  ['zeek', 'http', () => ({ ts: 1, 'id.orig_h': address(), host: domain(), uri: `/a/${integer(0, 1e6)}.html?q=${integer(0, 99)}`, user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', method: 'GET', status_code: 200 })],
  ['zeek', 'conn', () => ({ ts: 1, 'id.orig_h': address(), 'id.resp_h': address(), 'id.resp_p': integer(1, 65_535), proto: 'tcp' })],
  ['eve', 'http', () => ({ event_type: 'http', src_ip: address(), dest_ip: address(), http: { hostname: domain(), url: '/x', http_user_agent: 'curl/8', http_method: 'GET', status: 200 } })],
  ['eve', 'dns', () => ({ event_type: 'dns', src_ip: address(), dns: { rrname: domain(), rrtype: 'TXT', answers: [{ rdata: 'x' }] } })],
] // biome-ignore format: a kind a line

test.skipIf(folder === undefined)(
  `${leastPerSecond} events a second are asked of all shared rules on one core, JSON parsed`,
  () => {
    const files = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yml') && name.startsWith('rules'))
      .map((name) => ({ name, text: readFileSync(join(folder ?? '', name), 'utf8') }))
    const { rules } = readSigmaRules(files)
    expect(rules.length).toBe(90)
    const engine = createSigmaEngine(rules)
    const lines = Array.from({ length: 5000 }, (_, index) => {
      const [format, kind, make] = makers[index % makers.length] ?? ['json', undefined, () => ({})]
      return { format, kind, raw: JSON.stringify(make()) }
    })
    const rounds = 100_000
    const begun = process.cpuUsage()
    for (let round = 0; round < rounds; round += 1) {
      const { format, kind, raw } = lines[round % lines.length] ?? {
        format: 'json' as const,
        kind: undefined,
        raw: '{}',
      }
      engine.match(
        createLogEvent({ format, kind, log: 'log', line: round, timeMs: round, raw, members: JSON.parse(raw) }),
      )
    }
    const { user, system } = process.cpuUsage(begun)
    expect(rounds / ((user + system) / 1e6)).toBeGreaterThan(leastPerSecond)
  },
)
