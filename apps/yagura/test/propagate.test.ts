import { runYagura, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { minotaur, molniya, vanguard } from './element-sets.ts'

const sample = sharedData('space/sgp4/vallado_cpp_sample.tle')
const header = 'id,time,minutes,x_km,y_km,z_km,vx_km_s,vy_km_s,vz_km_s,error'

function rowsOf(csv: string): readonly (readonly string[])[] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

test('Vanguard 1 is where the published verification says, within 0.1 mm, at its epoch and after', async () => {
  const published = [
    [0, 7022.46529266, -1400.08296755, 0.03995155],
    [360, -7154.03120202, -3783.17682504, -3536.19412294],
    [1080, 5568.53901181, 4492.06992591, 3863.87641983],
  ]
  const { exitCode, stdout, stderr } = await runYagura(
    ['space', 'propagate', '-', '--minutes=0,360,1080', '--mode', 'afspc', '--format', 'csv'],
    { input: `${vanguard}\n` },
  )
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.split('\n')[0]).toBe(header)
  const tenthMillimetreKm = 1e-7
  for (const [index, [minutes, ...positionKm]] of published.entries()) {
    const row = rowsOf(stdout)[index] ?? []
    expect([row[0], Number(row[2]), row[9]]).toEqual(['5', minutes, '0'])
    for (const [axis, km] of positionKm.entries()) {
      expect(Math.abs(Number(row[3 + axis]) - km)).toBeLessThan(tenthMillimetreKm)
    }
  }
})

test('the time of a row is its epoch plus its minutes, in UTC with microseconds', async () => {
  const { stdout } = await runYagura(['space', 'propagate', '-', '--minutes=360'], { input: `${vanguard}\n` })
  // Printed beside the published state: 2000-06-28 0:50:19.733571 is 360 min after the epoch.
  expect(JSON.parse(stdout)).toMatchObject({ id: 5, minutes: 360, time: '2000-06-28T00:50:19.733568Z' })
})

test('rows follow the objects of the input, and per object the times as asked', async () => {
  const { stdout } = await runYagura(['space', 'propagate', '-', '--minutes=10,-90,0', '--format', 'csv'], {
    input: `${molniya}\n${vanguard}\n`,
  })
  expect(rowsOf(stdout).map(([id, , minutes]) => `${id} at ${minutes}`)).toEqual([
    '8195 at 10',
    '8195 at -90',
    '8195 at 0',
    '5 at 10',
    '5 at -90',
    '5 at 0',
  ])
})

test('a range of minutes includes its end', async () => {
  const { stdout } = await runYagura(['space', 'propagate', '-', '--minutes', '0:30:10', '--format', 'csv'], {
    input: `${vanguard}\n`,
  })
  expect(rowsOf(stdout).map(([, , minutes]) => minutes)).toEqual(['0', '10', '20', '30'])
})

test('instants and a series of instants give the same rows', async () => {
  const at = ['space', 'propagate', '-', '--at', '2000-06-28T00:00:00Z,2000-06-28T00:00:30Z,2000-06-28T00:01:00Z']
  const series = '--start 2000-06-28T00:00:00Z --stop 2000-06-28T00:01:00Z --step 30'.split(' ')
  const listed = await runYagura(at, { input: `${vanguard}\n${molniya}\n` })
  const stepped = await runYagura(['space', 'propagate', '-', ...series], { input: `${vanguard}\n${molniya}\n` })
  expect(listed.stdout.split('\n')).toHaveLength(7)
  expect(stepped.stdout).toBe(listed.stdout)
})

test('a leap second between epoch and instant counts as a second of flight', async () => {
  const before = vanguard.replace('00179.78495062', '16366.00000000').replace('4753', '4754')
  const { stdout } = await runYagura(['space', 'propagate', '-', '--at', '2017-01-01T00:00:00Z', '--format', 'csv'], {
    input: `${withChecksums(before)}\n`,
  })
  expect(rowsOf(stdout).map(([, time, minutes]) => [time, minutes])).toEqual([
    ['2017-01-01T00:00:00.000000Z', String(86_401 / 60)],
  ])
})

test('--id keeps the input’s order and names what is not there', async () => {
  const { exitCode, stdout, stderr } = await runYagura(
    ['space', 'propagate', '-', '--minutes=0', '--id', '5,8195,25544', '--format', 'csv'],
    { input: `${molniya}\n${vanguard}\n` },
  )
  expect(rowsOf(stdout).map(([id]) => id)).toEqual(['8195', '5'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('no element set of 25544')
})

test('a state that SGP4 refuses keeps its row: empty cells in CSV, null in ndjson, and its error', async () => {
  const args = ['space', 'propagate', '-', '--minutes=0,60']
  const csv = await runYagura([...args, '--format', 'csv'], { input: `${minotaur}\n` })
  const [, late = []] = rowsOf(csv.stdout)
  expect(late.slice(3, 9)).toEqual(['', '', '', '', '', ''])
  expect(Number(late[9])).toBeGreaterThan(0)
  const ndjson = await runYagura(args, { input: `${minotaur}\n` })
  expect(JSON.parse(ndjson.stdout.split('\n')[1] ?? '')).toMatchObject({
    x_km: null,
    vz_km_s: null,
    error: Number(late[9]),
  })
  expect(csv.stderr).toContain('1 empty states, error')
})

test('an element set of SGP4-XP is refused, since SGP4 must not propagate it', async () => {
  const [first = '', second = ''] = vanguard.split('\n')
  const xp = withChecksums(`${first.replace(' 0  4753', ' 4  4753')}\n${second}`)
  const { exitCode, stdout, stderr } = await runYagura(['space', 'propagate', '-', '--minutes=0'], { input: `${xp}\n` })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain('<stdin>:1: EPHEMERIS_TYPE: type 4 is SGP4-XP')
})

test('elements that are no orbit are a problem of their record, and the others go on', async () => {
  const { stdout: csv } = await runYagura(['space', 'convert', '-', '--to', 'omm-csv'], {
    input: `${vanguard}\n${molniya}\n`,
  })
  const still = csv.replace('10.82419157', '1e-300')
  expect(still).not.toBe(csv)
  const { exitCode, stdout, stderr } = await runYagura(['space', 'propagate', '-', '--minutes=0', '--format', 'csv'], {
    input: still,
  })
  expect(exitCode).toBe(1)
  expect(rowsOf(stdout).map(([id]) => id)).toEqual(['8195'])
  expect(stderr).toMatch(/^<stdin>:2: \S+: .*1e-300|^<stdin>:2: record: mean motion/m)
})

test('the distance from the Earth is the same in every frame', async () => {
  const radii = await Promise.all(
    ['teme', 'gcrf', 'itrf'].map(async (frame) => {
      const { stdout } = await runYagura(['space', 'propagate', '-', '--minutes=360', '--frame', frame], {
        input: `${vanguard}\n`,
      })
      const { x_km, y_km, z_km } = JSON.parse(stdout)
      return Math.hypot(x_km, y_km, z_km)
    }),
  )
  const rotationRoundingKm = 1e-9
  for (const radiusKm of radii) expect(Math.abs(radiusKm - (radii[0] ?? 0))).toBeLessThan(rotationRoundingKm)
})

test.skipIf(sample === undefined)('two thousand real objects at nine times give a row each', async () => {
  const { exitCode, stdout } = await runYagura([
    'space',
    'propagate',
    sample ?? '',
    '--minutes',
    '0:1440:180',
    '--format',
    'csv',
  ])
  expect(exitCode).toBe(0)
  expect(rowsOf(stdout)).toHaveLength(18_000)
})

/** Corrects the last digit of both lines, the sum of their digits with 1 for each minus, modulo 10. */
function withChecksums(lines: string): string {
  return lines
    .split('\n')
    .map((line) => {
      const digits = [...line.slice(0, 68)].map((character) => (character === '-' ? 1 : Number(character) || 0))
      return `${line.slice(0, 68)}${digits.reduce((sum, digit) => sum + digit, 0) % 10}`
    })
    .join('\n')
}
