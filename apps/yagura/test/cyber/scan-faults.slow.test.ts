import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runYagura } from '@yagura/testkit'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { scanInto } from './scan-into.ts'

let folder = ''
const path = (name: string): string => join(folder, name)
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content)
  return path(name)
}
const line = (index: number, query = 'evil.example') =>
  `${JSON.stringify({ _path: 'dns', ts: 1_700_000_000 + index, 'id.orig_h': '192.0.2.1', query })}\n`
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    line(from + index, index % 3 === 0 ? undefined : `${index}.example`),
  ).join('')
const scanOf = (...more: readonly string[]) => {
  const nets = write('nets.csv', 'type,value\ndomain,evil.example\n')
  return ['cyber', 'scan', '--indicators', nets, '--format-in', 'zeek', ...more]
}
const rowsOf = (text: string): { log: string; line: number; rule: string }[] =>
  text.split('\n').flatMap((row) => (row === '' ? [] : [JSON.parse(row)]))
const placesOf = (text: string) => rowsOf(text).map((row) => `${row.log.slice(folder.length + 1)}:${row.line}`)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yagura-scan-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

describe('a log that cannot be read in full', () => {
  test.each([
    '1',
    '2',
  ])('does not stop the others, and what is readable of it counts, with %s threads', async (workers) => {
    const packed = gzipSync(lines(0, 30_000))
    const cut = write('b.log.gz', packed.subarray(0, packed.length - 2000))
    const [first, last] = [write('a.log', line(0)), write('c.log', line(0))]
    const args = scanOf('--workers', workers, first, path('none.log'), cut, last)
    const { exitCode, stdout, stderr } = await runYagura(args)
    expect(exitCode).toBe(1)
    const found = placesOf(stdout)
    const ofCut = found.slice(1, -1)
    expect([found[0], found.at(-1)]).toEqual(['a.log:1', 'c.log:1'])
    expect(ofCut.length).toBeGreaterThan(5000)
    expect(ofCut).toEqual(ofCut.map((_, index) => `b.log.gz:${3 * index + 1}`))
    expect(stderr).toMatch(/none\.log: ENOENT.*: nothing of it was read; see to it/)
    const readTo = Number(
      /b\.log\.gz: unexpected end of file: read up to line (\d+),.*fetch it again/.exec(stderr)?.[1],
    )
    expect(Math.ceil(readTo / 3)).toBe(ofCut.length)
    expect(stderr).toMatch(/2 logs were not read in full/)
  })

  test('in a folder is told, and the rest of the folder is scanned', async () => {
    const logs = join(folder, 'logs')
    mkdirSync(logs)
    writeFileSync(join(logs, 'a.log'), line(0))
    writeFileSync(join(logs, 'b.log.gz'), gzipSync(line(0)).subarray(0, 15))
    writeFileSync(join(logs, 'c.log'), line(0))
    const { exitCode, stdout, stderr } = await runYagura(scanOf(logs))
    expect({ exitCode, found: placesOf(stdout) }).toEqual({ exitCode: 1, found: ['logs/a.log:1', 'logs/c.log:1'] })
    expect(stderr).toMatch(/b\.log\.gz: unexpected end of file: nothing of it was read/)
  })

  test('loses and doubles nothing once it is whole, taken up from the state', async () => {
    const packed = gzipSync(lines(0, 30_000))
    const cut = write('b.log.gz', packed.subarray(0, packed.length >> 1))
    const [state, out, late] = [path('state'), path('out'), path('late.log')]
    const args = scanOf('--resume', state, cut, late)
    await scanInto(out, args, undefined)
    const part = readFileSync(out, 'utf8')
    expect(rowsOf(part).length).toBeGreaterThan(1000)
    const again = await runYagura(args)
    expect({ ...again, stderr: '' }).toMatchObject({ exitCode: 1, stdout: '' })
    writeFileSync(cut, packed)
    writeFileSync(late, line(0))
    await scanInto(out, args, undefined)
    const whole = await runYagura(scanOf(cut, late))
    expect(readFileSync(out, 'utf8')).toBe(whole.stdout)
    expect(rowsOf(whole.stdout)).toHaveLength(10_001)
  })
})

const packedOrNot = [
  ['plain', (text: string) => text],
  ['packed', (text: string) => gzipSync(text)],
] as const

describe('a scan that is taken up, of files,', () => {
  test.each(packedOrNot)('reads what was added to a %s log behind its end, and nothing twice', async (_, pack) => {
    const log = write('a.log', pack(lines(0, 9)))
    const args = scanOf('--resume', path('state'), log)
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:1', 'a.log:4', 'a.log:7'])
    expect((await runYagura(args)).stdout).toBe('')
    appendFileSync(log, pack(lines(9, 15)))
    const { stdout, stderr } = await runYagura(args)
    expect(placesOf(stdout)).toEqual(['a.log:10', 'a.log:13'])
    expect(stderr).toMatch(/15 events, 0 bad lines, 5 alerts/)
    expect((await runYagura(args)).stdout).toBe('')
  })

  test.each(
    packedOrNot,
  )('reads a %s log that was replaced by a shorter one from its beginning, and says so', async (_, pack) => {
    const log = write('a.log', pack(lines(0, 5000)))
    const args = scanOf('--resume', path('state'), log)
    expect(rowsOf((await runYagura(args)).stdout)).toHaveLength(1667)
    // It begins as before, as what was cut off does.
    writeFileSync(log, pack(lines(0, 3000)))
    const shorter = await runYagura(args)
    expect(rowsOf(shorter.stdout)).toHaveLength(1000)
    expect(shorter.stderr).toMatch(
      /a\.log: another file than the one that was read up to line 5000 before: it is read from its beg/,
    )
    expect(shorter.exitCode).toBe(0)
    writeFileSync(log, pack(line(7, 'ok.example') + lines(0, 5000)))
    const other = await runYagura(args)
    expect(placesOf(other.stdout).slice(0, 2)).toEqual(['a.log:2', 'a.log:5'])
    expect(rowsOf(other.stdout)).toHaveLength(1667)
    expect(other.stderr).toMatch(/another file than the one that was read up to line 3000 before/)
    expect((await runYagura(args)).stdout).toBe('')
  })

  test('knows another log of the same size', async () => {
    const log = write('a.log', line(0) + line(1, 'ok.example99'))
    const args = scanOf('--resume', path('state'), log)
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:1'])
    writeFileSync(log, line(1, 'ok.example99') + line(0))
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:2'])
  })

  test('ends with exit code 1 where a log was replaced that was not read to its end', async () => {
    const text = lines(0, 200_000)
    const [log, state, out] = [write('a.log', text), path('state'), path('out')]
    const offset = (): number => {
      try {
        return JSON.parse(readFileSync(state, 'utf8')).logs[0]?.offset ?? 0
      } catch {
        return 0
      }
    }
    const args = scanOf('--resume', state, log)
    await scanInto(out, args, () => offset() > 0)
    expect(offset()).toBeLessThan(text.length)
    writeFileSync(log, lines(0, 3))
    const { exitCode, stdout, stderr } = await runYagura(args)
    expect({ exitCode, found: placesOf(stdout) }).toEqual({ exitCode: 1, found: ['a.log:1'] })
    expect(stderr).toMatch(/the rest of the former one was not read: scan it under its new name/)
  })
})

describe('a scan that is taken up, of what comes piece by piece,', () => {
  test('reads a last line that had no end once more where it has grown, and tells no alert of it twice', async () => {
    const log = write('a.log', line(0) + line(1).trimEnd())
    const args = scanOf('--resume', path('state'), log)
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:1', 'a.log:2'])
    appendFileSync(log, `\n${line(2).slice(0, 60)}`)
    const cut = await runYagura(args)
    expect({ exitCode: cut.exitCode, stdout: cut.stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(cut.stderr).toMatch(/a\.log:3: event/)
    appendFileSync(log, line(2).slice(60) + line(3))
    const { exitCode, stdout, stderr } = await runYagura(args)
    expect({ exitCode, found: placesOf(stdout) }).toEqual({ exitCode: 0, found: ['a.log:3', 'a.log:4'] })
    expect(stderr).toMatch(/4 events, 0 bad lines, 4 alerts/)
    unlinkSync(log)
    writeFileSync(log, line(0) + line(1) + line(2) + line(3) + line(4))
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:5'])
  })

  test('tells a line of syslog that had no end again only where it brings another alert', async () => {
    const table = write('two.csv', 'type,value\ndomain,evil.example\ndomain,bad.example\n')
    const log = write('s.log', '<34>Oct 11 22:14:15 host su[1]: asks evil.example')
    const args = ['cyber', 'scan', '--indicators', table, '--format-in', 'syslog', '--resume', path('state'), log]
    expect(rowsOf((await runYagura(args)).stdout)).toMatchObject([{ rule: 'evil.example', line: 1 }])
    appendFileSync(log, ' and bad.example\n')
    expect(rowsOf((await runYagura(args)).stdout)).toMatchObject([{ rule: 'bad.example', line: 1 }])
  })

  test('of standard input refuses another one, and passes over what it has read', async () => {
    const args = scanOf('--resume', path('state'), '-')
    expect(rowsOf((await runYagura(args, { input: lines(0, 9) })).stdout)).toHaveLength(3)
    expect(rowsOf((await runYagura(args, { input: lines(0, 12) })).stdout).map((row) => row.line)).toEqual([10])
    const { exitCode, stdout, stderr } = await runYagura(args, { input: line(0, 'x.example') + lines(0, 30) })
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/<stdin>: it does not begin as when it was left/)
  })

  test('and of rules that held too much reads a replaced log in full', async () => {
    const pattern =
      "([domain-name:value = 'evil.example'] FOLLOWEDBY [domain-name:value = 'two.example']) WITHIN 9 SECONDS"
    const bundle = write('b.json', JSON.stringify([{ type: 'indicator', id: 'indicator--9', pattern }]))
    const log = write('a.log', line(0) + line(1, 'two.example') + line(2, 'ok.example'))
    const state = path('state')
    const args = ['cyber', 'scan', '--bundle', bundle, '--format-in', 'zeek', '--resume', state, log]
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:2'])
    const forget = () => {
      const { memory: _, ...rest } = JSON.parse(readFileSync(state, 'utf8'))
      writeFileSync(state, JSON.stringify(rest))
    }
    forget()
    appendFileSync(log, line(3) + line(4, 'two.example'))
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:5'])
    forget()
    writeFileSync(log, line(5) + line(6, 'two.example'))
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:2'])
  })
})

describe('a scan that is taken up, of a log that is not as it was,', () => {
  test('reads one that was damaged amid what is packed from its beginning once it is whole', async () => {
    const packed = gzipSync(lines(0, 30_000))
    const [half, damaged] = [
      packed.length >> 1,
      Buffer.from(packed).fill(0xff, packed.length >> 1, (packed.length >> 1) + 300),
    ]
    const log = write('b.log.gz', packed.subarray(0, half))
    const args = scanOf('--resume', path('state'), log)
    await runYagura(args)
    writeFileSync(log, damaged)
    const { exitCode, stderr } = await runYagura(args)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /up to line \d+, lines may be wrong; .* it is read from its beginning then, and alerts may come twice/,
    )
    writeFileSync(log, packed)
    expect((await runYagura(args)).stdout).toBe((await runYagura(scanOf(log))).stdout)
  })

  test('scans nothing of one that now ends within the last line that had no end', async () => {
    const before = line(0, 'ok.example').repeat(1000)
    const log = write('a.log', before + line(1, 'fine.ok.example').trimEnd())
    const args = scanOf('--resume', path('state'), log)
    await runYagura(args)
    writeFileSync(log, before + line(1))
    expect(placesOf((await runYagura(args)).stdout)).toEqual(['a.log:1001'])
  })

  test.each(packedOrNot)('counts a shortened %s one once for rules that held too much', async (_, pack) => {
    const pattern = "[domain-name:value = 'evil.example'] REPEATS 5 TIMES WITHIN 9 SECONDS"
    const bundle = write('b.json', JSON.stringify([{ type: 'indicator', id: 'indicator--9', pattern }]))
    const few = line(0) + line(1) + line(2)
    const rest = (count: number) => Array.from({ length: count }, (_, index) => line(3 + index, 'ok.example')).join('')
    const log = write('a.log', pack(few + rest(2000)))
    const state = path('state')
    const args = ['cyber', 'scan', '--bundle', bundle, '--format-in', 'zeek', '--resume', state, log]
    await runYagura(args)
    const { memory: _memory, ...others } = JSON.parse(readFileSync(state, 'utf8'))
    writeFileSync(state, JSON.stringify(others))
    writeFileSync(log, pack(few + rest(1500)))
    const { stdout, stderr } = await runYagura(args)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/another file than .*\n1503 events, 0 bad lines, 0 alerts/s)
  })
})
