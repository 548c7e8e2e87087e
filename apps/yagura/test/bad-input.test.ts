import { collect, runThroughShell, runYagura, seededRandom, startYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { molniya, vanguard } from './element-sets.ts'
import { runLongLine } from './long-line.ts'
import { scratch } from './scratch.ts'

const write = scratch()
const isLinux = process.platform === 'linux'

/** Element sets without end, for a command that is stopped in the middle. */
async function* endlessElementSets(): AsyncGenerator<Uint8Array> {
  const piece = Buffer.from(`${vanguard}\n`.repeat(500))
  for (;;) yield piece
}

test('a bad record between good ones is named by file, line, field and reason, and the good ones are written', async () => {
  const file = write('middle.tle', `${vanguard}\n${vanguard.replace('00005  34', '00005  94')}\n${molniya}\n`)
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', file, '--to', 'tle'])
  expect(exitCode).toBe(1)
  expect(stdout).toBe(`${vanguard}\n${molniya}\n`)
  expect(stderr).toMatch(new RegExp(`^${file}:[34]: \\S+: .+$`, 'm'))
})

test('a binary file is refused in few lines that hold no control characters', async () => {
  const random = seededRandom(20)
  const file = write(
    'noise.bin',
    Uint8Array.from({ length: 300_000 }, () => random.integer(0, 255)),
  )
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', file, '--to', '3le'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(`${file}:1: `)
  expect(stderr.split('\n').length).toBeLessThanOrEqual(53)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
})

test('an empty file is said to hold no element set', async () => {
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', write('empty', ''), '--to', '3le'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(/empty:1: record: .+/)
})

test('more than fifty problems are counted, not listed', async () => {
  const file = write('many.tle', `${vanguard.replace('00005  34', '00005  94')}\n`.repeat(200))
  const { exitCode, stderr } = await runYagura(['space', 'convert', file, '--to', 'tle'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('… and 150 more problems, 200 in all')
})

test.each([
  'omm-json',
  'omm-xml',
  'omm-csv',
  'omm-kvn',
])('a cut %s keeps what was whole and names what was cut', async (form) => {
  const whole = await runYagura(['space', 'convert', '-', '--to', form], { input: `${vanguard}\n${molniya}\n` })
  expect({ exitCode: whole.exitCode, stderr: whole.stderr }).toEqual({ exitCode: 0, stderr: '' })
  const cut = whole.stdout.slice(0, Math.floor(whole.stdout.length * 0.8))
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', '-', '--to', 'tle'], { input: cut })
  expect(exitCode).toBe(1)
  expect(stdout).toBe(`${vanguard}\n`)
  expect(stderr).toMatch(/^<stdin>:\d+: \S+: .+$/m)
})

test('a unit that is not the standard’s is refused, not converted by guess', async () => {
  const { stdout: xml } = await runYagura(['space', 'convert', '-', '--to', 'omm-xml'], { input: `${vanguard}\n` })
  const inRadians = xml.replace(/<INCLINATION[^>]*>[^<]*/, '<INCLINATION units="rad">0.598093')
  expect(inRadians).not.toBe(xml)
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', '-', '--to', 'tle'], { input: inRadians })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(/^<stdin>:\d+: INCLINATION: .*rad.*$/m)
})

test('a full disk ends with exit code 3 and says that the output is incomplete', async () => {
  const file = write('good.tle', `${vanguard}\n`)
  const { exitCode, stderr } = await runThroughShell('exec "$@" >/dev/full', ['space', 'convert', file, '--to', '3le'])
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/standard output failed after 0 bytes: .*ENOSPC.*; what was written is incomplete/)
})

test('a reader that has seen enough ends the command without a word', async () => {
  const file = write('long.tle', `${vanguard}\n`.repeat(30_000))
  const script = 'set -o pipefail; "$@" | head -n 1; echo "status $?"'
  const { stdout, stderr } = await runThroughShell(script, ['space', 'convert', file, '--to', 'tle'])
  expect(stdout).toBe(`${vanguard.split('\n')[0]}\nstatus 0\n`)
  expect(stderr).toBe('')
})

test.each([
  ['SIGINT', 130] as const,
  ['SIGTERM', 143] as const,
])('%s in the middle ends with a word, a whole last line and exit code %i', async (signalName, expectedCode) => {
  const child = startYagura(['space', 'convert', '-', '--to', 'tle'])
  child.stdout.once('data', () => child.kill(signalName))
  const finished = collect(child)
  child.stdin.on('error', () => undefined)
  for await (const piece of endlessElementSets()) {
    if (child.exitCode !== null || !child.stdin.writable) break
    if (!child.stdin.write(piece))
      await new Promise((resolve) => child.stdin.once('drain', resolve).once('close', resolve))
  }
  const { exitCode, stdout, stderr } = await finished
  expect(exitCode).toBe(expectedCode)
  expect(stdout.endsWith('\n')).toBe(true)
  expect(stderr).toBe(
    `yagura: interrupted (${signalName}); what was written ends with a whole line but is incomplete\n`,
  )
})

test.skipIf(!isLinux)('a line of 200 MB is refused in bounded memory', async () => {
  const { exitCode, stderr, peakMb } = await runLongLine(200)
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^<stdin>:1: \S+: .+$/m)
  expect(peakMb).toBeLessThan(200)
})
