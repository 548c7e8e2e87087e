import { runYagura } from '@yagura/testkit'
import { beforeAll, expect, test } from 'vitest'
import { approachesOf } from './rows.ts'
import { scratch } from './scratch.ts'
import { ommCsv, simulatedSets, simulatedStart } from './simulated-file.ts'

const write = scratch()
const asked = ['--start', simulatedStart, '--days', '0.4', '--within-km', '60']
const sets = simulatedSets(1200)
const idAt = (index: number): number => sets[index]?.id ?? 0
const [gone, come, moved] = [idAt(100), idAt(200), idAt(300)]

/** The catalogue of yesterday lacks one object; that of today has it, lacks another, and has a third moved. */
const before = write('before.csv', ommCsv(sets.filter(({ id }) => id !== come)))
const after = write(
  'after.csv',
  ommCsv(
    sets
      .filter(({ id }) => id !== gone)
      .map((set) => (set.id === moved ? { ...set, meanAnomalyDeg: (set.meanAnomalyDeg + 20) % 360 } : set)),
  ),
)
const changed = [gone, come, moved].join()
let earlier = ''
let whole = ''

beforeAll(async () => {
  earlier = (await runYagura(['space', 'screen', before, ...asked])).stdout
  whole = (await runYagura(['space', 'screen', after, ...asked])).stdout
  for (const id of [gone, moved]) expect(earlier).toContain(String(id))
  for (const id of [come, moved]) expect(whole).toContain(String(id))
})

test('screening only what has changed and merging gives, byte for byte, what a whole screening gives', async () => {
  const args = ['space', 'screen', after, ...asked, '--previous', write('earlier', earlier), '--changed', changed]
  const { exitCode, stdout, stderr } = await runYagura(args)
  expect(exitCode).toBe(0)
  expect(stdout === whole).toBe(true)
  expect(stderr).toContain(`no usable element set of ${gone}: their earlier approaches are left out`)
  expect(stderr).toMatch(/more can never come near a primary/)
})

test('earlier rows may be CSV', async () => {
  const { stdout: csv } = await runYagura(['space', 'screen', before, ...asked, '--format', 'csv'])
  const args = ['space', 'screen', after, ...asked, '--previous', write('earlier.csv', csv), '--changed', changed]
  expect((await runYagura(args)).stdout === whole).toBe(true)
})

test('where all that has changed is gone, the earlier rows without it are the result', async () => {
  const less = ommCsv(sets.filter(({ id }) => id !== come && id !== gone))
  const args = ['space', 'screen', '-', ...asked, '--previous', write('e', earlier), '--changed', String(gone)]
  const { exitCode, stdout } = await runYagura(args, { input: less })
  expect(exitCode).toBe(0)
  expect(approachesOf(stdout)).toEqual(approachesOf(earlier).filter(({ id1, id2 }) => id1 !== gone && id2 !== gone))
})

test.each([
  ['outside this interval', ['--days', '0.2']],
  ['outside this interval', ['--start', '2026-01-01T01:00:00Z']],
  ['beyond this distance', ['--within-km', '30']],
])('earlier rows that lie %s are refused: they are of another screening', async (reason, args) => {
  const previous = ['--previous', write('earlier', earlier), '--changed', changed]
  const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', after, ...asked, ...args, ...previous])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(reason)
})

test('a bad earlier row is named, with exit code 1', async () => {
  const file = write('bad', `${earlier}{"id1":1}\n`)
  const { exitCode, stderr } = await runYagura([
    ...['space', 'screen', after, ...asked, '--previous', file, '--changed', changed],
  ])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${file}:${earlier.split('\n').length}: tca: `)
})
