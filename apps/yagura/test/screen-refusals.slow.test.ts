import { runThroughShell, runYagura, seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { minotaur, vanguard } from './element-sets.ts'
import { scratch } from './scratch.ts'
import { ommCsv, simulatedSets, simulatedStart } from './simulated-file.ts'

const write = scratch()
const asked = ['--start', simulatedStart, '--days', '0.2', '--within-km', '50']
const file = write('simulated.csv', ommCsv(simulatedSets(300)))

test.each([
  [['--days', '1', '--within-km', '5'], "required option '--start <ISO>' not specified"],
  [['--start', simulatedStart, '--within-km', '5'], "required option '--days <N>' not specified"],
  [['--start', simulatedStart, '--days', '1'], "required option '--within-km <D>' not specified"],
  [['--start', 'tomorrow', '--days', '1', '--within-km', '5'], '--start: "tomorrow" is not a UTC instant'],
  [[...asked, '--days', '0'], '--days: must be above 0'],
  [[...asked, '--days', '-1'], '--days: "-1" is not a number from 0'],
  [[...asked, '--within-km', '0'], '--within-km: must be above 0'],
  [[...asked, '--within-km', 'near'], '--within-km: "near" is not a number'],
  [[...asked, '--workers', '0'], '--workers: "0" is not a number from 1'],
  [[...asked, '--workers', '1.5'], '--workers: "1.5" is not a whole number'],
  [[...asked, '--primary', 'ISS'], '--primary: "ISS" is not a catalogue number'],
  [[...asked, '--radius-m', '-1'], '--radius-m: "-1" is not a number from 0'],
  [[...asked, '--max-age-days', 'old'], '--max-age-days: "old" is not a number'],
  [[...asked, '--format', 'xml'], '--format: "xml" is not one of ndjson, csv'],
  [[...asked, '--changed', '5'], '--previous, --changed: belong together'],
  [[...asked, '--previous', file], '--previous, --changed: belong together'],
  [[...asked, '--previous', file, '--changed', '5', '--primary', '5'], '--primary: cannot be given together'],
])('wrong use %j ends with exit code 2, a reason and no rows', async (args, reason) => {
  const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, ...args])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(reason)
  expect(stderr).not.toContain('    at ')
})

describe('bad input', () => {
  test('an empty file is said to be empty', async () => {
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', write('empty', ''), ...asked])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/empty:1: record: the file is empty\n/)
  })

  test('a binary file is said to be binary', async () => {
    const random = seededRandom(21)
    const noise = Uint8Array.from({ length: 100_000 }, () => random.integer(0, 255))
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', write('noise', noise), ...asked])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('noise:1: record: not a TLE or OMM file, but binary data')
  })

  test('a file cut in the middle names what was cut and screens the rest', async () => {
    const cut = ommCsv(simulatedSets(300)).slice(0, -60)
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', '-', ...asked], { input: cut })
    expect(exitCode).toBe(1)
    expect(stdout).not.toBe('')
    expect(stderr).toMatch(/^<stdin>:301: \S+: .+$/m)
    expect(stderr).toContain('screening 299 objects')
  })

  test('a file that is not there is named', async () => {
    const { exitCode, stderr } = await runYagura(['space', 'screen', 'no/such/file', ...asked])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('no/such/file: ENOENT')
  })

  test('an object that decays is named with the error of the theory, and screened until then', async () => {
    const both = `${minotaur}\n${minotaur.replaceAll('28872', '28881')}\n`
    const args = ['--start', '2005-11-29T00:29:00Z', '--days', '0.2', '--within-km', '5']
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', '-', ...args], { input: both })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('"id1":28872,"id2":28881')
    expect(stderr).toMatch(/^SGP4 error [16] .*; screened only while SGP4 gives a state: 28872, 28881$/m)
  })

  test('an element set of SGP4-XP is left out by name', async () => {
    const type4 = vanguard.replace(' 28098-4 0  4753', ' 28098-4 4  4757')
    const args = ['--start', '2000-06-28T00:00:00Z', '--days', '0.1', '--within-km', '5']
    const { stderr } = await runYagura(['space', 'screen', '-', ...args], { input: `${type4}\n` })
    expect(stderr).toContain('5 left out: ephemeris type 4 is SGP4-XP')
    expect(stderr).toContain('screening 0 objects')
  })
})

test('a full disk ends with exit code 3 and says that the output is incomplete', async () => {
  const { exitCode, stderr } = await runThroughShell('exec "$@" >/dev/full', ['space', 'screen', file, ...asked])
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/standard output failed after 0 bytes: .*ENOSPC.*; what was written is incomplete/)
})

test('a reader that has seen enough ends the command without a word', async () => {
  const script = 'set -o pipefail; "$@" | head -n 1; echo "status $?"'
  const { stdout, stderr } = await runThroughShell(script, ['space', 'screen', file, ...asked])
  expect(stdout).toMatch(/^\{"id1":.*\}\nstatus 0\n$/)
  expect(stderr).toMatch(/^screening 300 objects\n(\d+ close approaches within 50 km\n)?$/)
})
