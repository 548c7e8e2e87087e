import { runYagura } from '@yagura/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { molniya, vanguard } from './element-sets.ts'
import { type ApproachRow, approachesOf } from './rows.ts'
import { scratch } from './scratch.ts'
import { ommCsv, simulatedSets, simulatedStart } from './simulated-file.ts'

const write = scratch()
const sets = simulatedSets(1200)
const file = write('simulated.csv', ommCsv(sets))
const asked = ['--start', simulatedStart, '--days', '0.5', '--within-km', '60']
const columns = ['id1', 'id2', 'tca', 'miss_km', 'rel_speed_km_s', 'max_pc', 'dilution_km']
let everything = ''
let approaches: readonly ApproachRow[] = []

beforeAll(async () => {
  const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, ...asked])
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: `screening 1200 objects\n${stdout.split('\n').length - 1} close approaches within 60 km\n`,
  })
  everything = stdout
  approaches = approachesOf(stdout)
})

describe('rows', () => {
  test('have the documented columns, the smaller id first, and are sorted by time', () => {
    expect(approaches.length).toBeGreaterThan(100)
    for (const row of approaches) {
      expect(Object.keys(row)).toEqual(columns)
      expect(row.id1).toBeLessThan(row.id2)
      expect(row.tca).toMatch(/^2026-01-01T(0\d|1[0-2]):\d\d:\d\d\.\d{6}Z$/)
      expect(row.miss_km).toBeLessThanOrEqual(60)
    }
    const times = approaches.map(({ tca }) => tca)
    expect(times).toEqual([...times].sort())
  })

  test('in CSV say the same', async () => {
    const { stdout } = await runYagura(['space', 'screen', file, ...asked, '--format', 'csv'])
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe(columns.join(','))
    expect(lines).toEqual(approaches.map((row) => Object.values(row).join(',')))
  })

  test('do not depend on the number of threads', async () => {
    for (const workers of ['1', '2', '3']) {
      const { stdout } = await runYagura(['space', 'screen', file, ...asked, '--workers', workers])
      expect(stdout === everything).toBe(true)
    }
  })

  test('of a shorter interval are the first of a longer one, but for where the shorter one ends', async () => {
    const { stdout } = await runYagura(['space', 'screen', file, ...asked, '--days', '0.3'])
    const end = '2026-01-01T07:12:00.000000Z'
    const inside = approachesOf(stdout).filter(({ tca }) => tca < end)
    expect(inside).toEqual(approaches.filter(({ tca }) => tca < end))
  })
})

describe('several files', () => {
  const older = sets.map((set) => ({ ...set, epochUtc: { mjd: 61_040, secondOfDay: 0 } }))

  test('are one catalogue in which the newest epoch of an id wins, whichever file is named first', async () => {
    const olderFile = write('older.csv', ommCsv(older))
    const runs = await Promise.all([
      runYagura(['space', 'screen', file, olderFile, ...asked]),
      runYagura(['space', 'screen', olderFile, file, ...asked]),
    ])
    for (const { exitCode, stdout } of runs) expect([exitCode, stdout === everything]).toEqual([0, true])
  })

  test('may share the objects among them, and one may be standard input', async () => {
    const half = write('half.csv', ommCsv(sets.slice(0, 600)))
    const { stdout } = await runYagura(['space', 'screen', half, '-', ...asked], { input: ommCsv(sets.slice(600)) })
    expect(stdout === everything).toBe(true)
  })

  test('of real and of simulated objects are refused together', async () => {
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, write('v.tle', vanguard), ...asked])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('simulated')
  })
})

describe('primaries', () => {
  test('give the rows of which they are a part, a pair of primaries once', async () => {
    const pair = approaches[40]
    const other = approaches.find(({ id1, id2 }) => id1 !== pair?.id1 && id2 !== pair?.id2)
    const ids = [pair?.id1, pair?.id2, other?.id1].map(Number)
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, ...asked, '--primary', ids.join()])
    expect(exitCode).toBe(0)
    expect(approachesOf(stdout)).toEqual(approaches.filter(({ id1, id2 }) => ids.includes(id1) || ids.includes(id2)))
    expect(stderr).toMatch(/^screening \d+ objects, \d+ more can never come near a primary$/m)
  })

  test('that the files do not hold are named, with exit code 1', async () => {
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, ...asked, '--primary', '1,2'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('no usable element set of primary 1, 2')
  })
})

describe('radii', () => {
  /** The bound for radii that are small against the miss grows with the square of their sum. */
  const growth = async (...args: readonly string[]): Promise<readonly number[]> => {
    const { stdout } = await runYagura(['space', 'screen', file, ...asked, ...args])
    return approachesOf(stdout).map(({ max_pc }, i) => Math.sqrt(max_pc / (approaches[i]?.max_pc ?? 0)))
  }
  const far = (ratios: readonly number[]) => ratios.filter((_, i) => (approaches[i]?.miss_km ?? 0) > 5)

  test('are a metre where nothing is said, and what --radius-m says', async () => {
    for (const ratio of far(await growth('--radius-m', '1'))) expect(ratio).toBe(1)
    for (const ratio of far(await growth('--radius-m', '3'))) expect(ratio).toBeCloseTo(3, 4)
  })

  test('of single objects come from the table, before --radius-m', async () => {
    const { id1, id2 } = approaches.find(({ miss_km }) => miss_km > 5) ?? { id1: 0, id2: 0 }
    const table = write('radii.csv', `id,radius_m\n${id1},4\n${id2},2\n`)
    const ratios = await growth('--radii', table, '--radius-m', '1')
    approaches.forEach((row, i) => {
      const radiusM = (id: number): number => (id === id1 ? 4 : id === id2 ? 2 : 1)
      if (row.miss_km > 5) expect(ratios[i]).toBeCloseTo((radiusM(row.id1) + radiusM(row.id2)) / 2, 4)
    })
  })

  test('are ten metres where a name starts with STARLINK', async () => {
    const { id1, id2 } = approaches.find(({ miss_km }) => miss_km > 5) ?? { id1: 0, id2: 0 }
    // Real objects under names of our own: the mark of what is simulated is in names and numbers.
    const named = sets.flatMap((set) => {
      if (set.id === id1) return [{ ...set, id: 5, name: 'STARLINK-5' }]
      return set.id === id2 ? [{ ...set, id: 6, name: 'NOT STARLINK' }] : []
    })
    const run = async (...args: readonly string[]) => {
      const { stdout } = await runYagura(['space', 'screen', '-', ...asked, ...args], { input: ommCsv(named) })
      return approachesOf(stdout).find(({ miss_km }) => miss_km > 5)?.max_pc ?? 0
    }
    const asTyped = await run('--radius-m', '1')
    expect(Math.sqrt((await run()) / asTyped)).toBeCloseTo((10 + 1) / (1 + 1), 3)
  })

  test('that cannot be read are named by line and field, and the others are used', async () => {
    const table = write('bad.csv', 'id,radius_m\nx,1\n7,-2\n8,1e9\n9,1\n')
    const { exitCode, stdout, stderr } = await runYagura(['space', 'screen', file, ...asked, '--radii', table])
    expect([exitCode, stdout === everything]).toEqual([1, true])
    expect(stderr).toContain(`${table}:2: id: "x" is not a catalogue number`)
    expect(stderr).toContain(`${table}:3: radius_m: "-2" is not a radius`)
    expect(stderr).toContain(`${table}:4: radius_m: "1e9" is not a radius`)
  })

  test('in a table without the two columns are refused', async () => {
    const table = write('other.csv', 'a,b\n1,2\n')
    const { exitCode, stderr } = await runYagura(['space', 'screen', file, ...asked, '--radii', table])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('expected a table of radii in CSV')
  })
})

test('element sets too far from the start, before or after it, are left out and counted', async () => {
  const input = `${vanguard}\n${molniya}\n`
  const run = (start: string, ...args: readonly string[]) =>
    runYagura(['space', 'screen', '-', '--start', start, '--days', '0.1', '--within-km', '5', ...args], { input })
  const late = await run('2000-07-27T18:50:20Z')
  expect(late.exitCode).toBe(0)
  expect(late.stderr).toContain(
    '2 element sets left out: epoch more than 30 days from the start\nscreening 0 objects\n',
  )
  expect((await run('2000-07-27T18:50:19Z')).stderr).toContain('1 element sets left out')
  expect((await run('2000-05-28T18:50:20Z')).stderr).toContain('1 element sets left out')
  expect((await run('2000-05-28T18:50:19Z')).stderr).toContain('2 element sets left out')
  expect((await run('2000-07-27T18:50:20Z', '--max-age-days', '2200')).stderr).toContain('screening 2 objects')
})
