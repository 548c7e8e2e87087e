import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runYagura } from '@yagura/testkit'
import { beforeAll, expect, test } from 'vitest'

const app = fileURLToPath(new URL('..', import.meta.url))
const repository = fileURLToPath(new URL('../../..', import.meta.url))

beforeAll(() => runYagura(['--version']))

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(`${app}package.json`, 'utf8'))
  expect(await runYagura(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test('npx finds the command from the root of the repository', () => {
  expect(execFileSync('npx', ['--no-install', 'yagura', '--version'], { cwd: repository, encoding: 'utf8' })).toMatch(
    /^\d+\.\d+\.\d+\n$/,
  )
})

/** The quickest of five: what a command needs, not what else the machine was doing. */
async function quickestMs(run: () => unknown): Promise<number> {
  const timesMs: number[] = []
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const startMs = performance.now()
    await run()
    timesMs.push(performance.now() - startMs)
  }
  return Math.min(...timesMs)
}

test.each(['--version', '--help', 'space --help'])('%s answers in under 300 ms', async (line) => {
  // A machine on which Node alone takes longer than 75 ms to start is granted as many times more.
  const bareMs = await quickestMs(() => execFileSync(process.execPath, ['-e', '0']))
  expect(await quickestMs(() => runYagura(line.split(' ')))).toBeLessThan(Math.max(300, 4 * bareMs))
})

test('help goes to standard output and names the exit codes', async () => {
  for (const args of [['--help'], ['space', '--help'], ['space', 'convert', '--help']]) {
    const { exitCode, stdout, stderr } = await runYagura(args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('Exit codes: 0 done; 1 some input was bad')
  }
})

test.each([
  [[], 'Usage: yagura'],
  [['sky'], "unknown command 'sky'"],
  [['space', 'konvert'], 'Did you mean convert?'],
  [['space', 'convert', '--to', 'tle'], "missing required argument 'FILE'"],
  [['space', 'convert', '-'], "required option '--to <FORM>' not specified"],
  [['space', 'convert', '-', '--to', 'oem'], '--to: "oem" is not one of tle, 3le'],
  [['space', 'convert', '-', '--to', 'tle', '--speed'], "unknown option '--speed'"],
  [['space', 'propagate', '-'], 'give one of --minutes, --at, or --start with --stop and --step'],
  [['space', 'propagate', '-', '--minutes=0', '--at', '2024-01-01T00:00:00Z'], 'give one of --minutes'],
  [['space', 'propagate', '-', '--start', '2024-01-01T00:00:00Z'], '--start, --stop and --step belong together'],
  [['space', 'propagate', '-', '--minutes=0', '--frame', 'j2000'], '"j2000" is not one of teme, gcrf, itrf'],
])('wrong use %j ends with exit code 2, a reason and no rows', async (args, reason) => {
  const { exitCode, stdout, stderr } = await runYagura(args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(reason)
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a file that is not there is named, with exit code 1 and no stack', async () => {
  const { exitCode, stdout, stderr } = await runYagura(['space', 'convert', 'no/such/file', '--to', '3le'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain('no/such/file: ENOENT: no such file')
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a folder in place of a file is named', async () => {
  const { exitCode, stderr } = await runYagura(['space', 'convert', app, '--to', '3le'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('EISDIR')
})
