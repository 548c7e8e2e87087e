import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { collect, runThroughShell, runYagura, startYagura, type YaguraRun } from '@yagura/testkit'
import { beforeAll, expect, test } from 'vitest'
import { scratch } from './scratch.ts'
import { ommCsv, simulatedSets, simulatedStart } from './simulated-file.ts'

const write = scratch()
const file = write('simulated.csv', ommCsv(simulatedSets(2000)))
const folder = dirname(file)
const asked = ['--start', simulatedStart, '--days', '2', '--within-km', '100']
let whole: YaguraRun

/** Stops a screening as soon as its first block of rows has come, which is long before its last. */
function stoppedInTheMiddle(signalName: 'SIGINT' | 'SIGTERM' | 'SIGKILL', args: readonly string[]): Promise<YaguraRun> {
  const child = startYagura(['space', 'screen', file, ...asked, ...args])
  child.stdin.end()
  child.stdout.once('data', () => child.kill(signalName))
  return collect(child)
}

beforeAll(async () => {
  whole = await runYagura(['space', 'screen', file, ...asked])
  expect(whole.exitCode).toBe(0)
  expect(whole.stdout.length).toBeGreaterThan(3 * 2 ** 18)
})

test.each([
  ['SIGINT', 130] as const,
  ['SIGTERM', 143] as const,
])('%s in the middle ends with a word, whole lines and exit code %i', async (signalName, expectedCode) => {
  const { exitCode, stdout, stderr } = await stoppedInTheMiddle(signalName, [])
  expect(exitCode).toBe(expectedCode)
  expect(stderr).toBe(
    `screening 2000 objects\nyagura: interrupted (${signalName}); what was written ends with a whole line but is incomplete\n`,
  )
  expect(stdout.endsWith('\n')).toBe(true)
  expect(stdout.length).toBeLessThan(whole.stdout.length)
  expect(whole.stdout.startsWith(stdout)).toBe(true)
})

const interrupted = join(folder, 'interrupted')
const sliceLines = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n').slice(1, -1)
const resume = (path: string, ...args: readonly string[]): Promise<YaguraRun> =>
  runYagura(['space', 'screen', file, ...asked, ...args, '--checkpoint', path])

beforeAll(async () => {
  const { exitCode } = await stoppedInTheMiddle('SIGINT', ['--checkpoint', interrupted])
  expect(exitCode).toBe(130)
})

function copyOf(name: string): string {
  const path = join(folder, name)
  copyFileSync(interrupted, path)
  return path
}

test('a checkpoint holds the slices that were done, and the resumed screening prints what an uninterrupted one does', async () => {
  const path = copyOf('resumed')
  const before = readFileSync(path, 'utf8')
  const { exitCode, stdout } = await resume(path)
  expect(exitCode).toBe(0)
  expect(stdout === whole.stdout).toBe(true)
  expect(sliceLines(interrupted).length).toBeGreaterThan(0)
  expect(sliceLines(path).length).toBeGreaterThan(sliceLines(interrupted).length)
  expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true)
})

test('a checkpoint does not depend on threads, and one that is complete needs no screening', async () => {
  const path = copyOf('complete')
  await resume(path, '--workers', '1')
  const complete = readFileSync(path, 'utf8')
  const { stdout } = await resume(path, '--workers', '2')
  expect(stdout === whole.stdout).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(complete)
})

test('a checkpoint whose last line was cut off loses that slice only', async () => {
  const path = copyOf('cut')
  truncateSync(path, readFileSync(path).length - 7)
  const { exitCode, stdout } = await resume(path)
  expect(exitCode).toBe(0)
  expect(stdout === whole.stdout).toBe(true)
  expect(new Set(sliceLines(path)).size).toBe(sliceLines(path).length)
})

test('a checkpoint of a process that was killed is as good', async () => {
  const path = join(folder, 'killed')
  const { exitCode } = await stoppedInTheMiddle('SIGKILL', ['--checkpoint', path])
  expect(exitCode).toBeUndefined()
  expect((await resume(path)).stdout === whole.stdout).toBe(true)
})

test.each([
  ['another distance', ['--within-km', '90']],
  ['another interval', ['--days', '1']],
  ['other radii', ['--radius-m', '2']],
])('a checkpoint of a screening of %s is refused and left as it is', async (_, args) => {
  const path = copyOf('other')
  const { exitCode, stdout, stderr } = await resume(path, ...args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(`${path} was made by a screening of other elements or options`)
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(interrupted, 'utf8'))
})

test.each([
  ['a file of something else', 'dear diary'],
  ['a damaged line', undefined],
])('a checkpoint that is %s is refused and left as it is', async (_, content) => {
  const path = copyOf('damaged')
  const text = content ?? readFileSync(path, 'utf8').replace(/\n(\d+) /, '\n$1 ?')
  writeFileSync(path, text)
  const { exitCode, stderr } = await resume(path)
  expect(exitCode).toBe(1)
  expect(stderr).toContain('name another file, or remove it')
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a checkpoint in a folder that is not there is named', async () => {
  const { exitCode, stderr } = await resume(join(folder, 'no/such/folder'))
  expect(exitCode).toBe(1)
  expect(stderr).toContain('ENOENT')
  expect(existsSync(join(folder, 'no'))).toBe(false)
})

test('a checkpoint that cannot grow is an error, not a silence, and what it holds is still good', async () => {
  const path = join(folder, 'full')
  const args = ['space', 'screen', file, ...asked, '--checkpoint', path]
  const { exitCode, stderr } = await runThroughShell('ulimit -f 40; exec "$@"', args)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${path}: EFBIG`)
  expect((await resume(path)).stdout === whole.stdout).toBe(true)
})
