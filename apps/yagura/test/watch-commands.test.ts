import { runYagura, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { molniya, vanguard } from './element-sets.ts'
import { scratch } from './scratch.ts'

const write = scratch()
const catalogue2024 = sharedData('space/catalogue/spacetrack_20240705.3le')

function objectsOf(ndjson: string): readonly Record<string, unknown>[] {
  return ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('a catalogue lists each object once, by its newest element set, whichever file is named first', async () => {
  const older = write('older.tle', `${vanguard}\n`)
  const newer = write(
    'newer.tle',
    `${vanguard.replace('00179.78495062', '00180.78495062').replace('4753', '4755')}\n${molniya}\n`,
  )
  const [first, second] = await Promise.all([
    runYagura(['space', 'catalogue', older, newer]),
    runYagura(['space', 'catalogue', newer, older]),
  ])
  expect(second.stdout).toBe(first.stdout)
  expect(objectsOf(first.stdout)).toMatchObject([
    { id: 5, epoch: '2000-06-28T18:50:19.733568Z', element_sets: 2, age_days: null, usable: 'yes' },
    { id: 8195, regime: 'GTO', element_sets: 1 },
  ])
})

test('an epoch in the future, or long past, makes an element set unusable and says so', async () => {
  const at = async (instant: string) =>
    objectsOf((await runYagura(['space', 'catalogue', '-', '--at', instant], { input: `${vanguard}\n` })).stdout)[0]
  expect(await at('2000-07-01T00:00:00Z')).toMatchObject({ usable: 'yes', findings: [] })
  expect(await at('2000-06-25T00:00:00Z')).toMatchObject({ usable: 'flagged', findings: ['epoch-in-future'] })
  expect(await at('1999-07-01T00:00:00Z')).toMatchObject({ usable: 'no', findings: ['epoch-too-far-ahead'] })
  expect(await at('2024-07-01T00:00:00Z')).toMatchObject({ usable: 'no', findings: ['epoch-too-old'] })
})

test('owner and type come from the SATCAT where it is given, and a bad row of it is named', async () => {
  const satcat = write('satcat.csv', 'OBJECT_NAME,NORAD_CAT_ID,OBJECT_TYPE,OWNER\nVANGUARD 1,5,PAY,US\nBAD,x,PAY,US\n')
  const { exitCode, stdout, stderr } = await runYagura(['space', 'catalogue', '-', '--satcat', satcat], {
    input: `${vanguard}\n`,
  })
  expect(objectsOf(stdout)).toMatchObject([
    { name: 'VANGUARD 1', type: 'payload', type_basis: 'satcat', owner: 'US', owner_basis: 'satcat' },
  ])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${satcat}:3: NORAD_CAT_ID: `)
})

test('a file that is no SATCAT is refused by its header', async () => {
  const { exitCode, stderr } = await runYagura(['space', 'catalogue', '-', '--satcat', write('x.csv', 'a,b\n1,2\n')], {
    input: `${vanguard}\n`,
  })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('expected a SATCAT in CSV')
})

test.skipIf(catalogue2024 === undefined)('every object of a real catalogue has a row', async () => {
  const { exitCode, stdout } = await runYagura(['space', 'catalogue', catalogue2024 ?? '', '--format', 'csv'])
  expect(exitCode).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(1 + 26_389)
})

test.skipIf(catalogue2024 === undefined)(
  'passes of the space station over Tokyo are in order and above ten degrees',
  async () => {
    const place = '--lat 35.7 --lon 139.7 --alt-m 40 --start 2024-07-05T00:00:00Z --days 2'.split(' ')
    const { exitCode, stdout } = await runYagura(['space', 'passes', catalogue2024 ?? '', '--id', '25544', ...place])
    expect(exitCode).toBe(0)
    const instants = objectsOf(stdout).flatMap(({ rise, culmination, set }) => [rise, culmination, set])
    expect(instants.length).toBeGreaterThan(9)
    expect([...instants].sort()).toEqual(instants)
    for (const { max_elevation_deg } of objectsOf(stdout)) expect(max_elevation_deg).toBeGreaterThan(10)
  },
)

test('an object that the file does not hold is named', async () => {
  const place = '--id 25544 --lat 0 --lon 0 --alt-m 0 --start 2000-06-28T00:00:00Z --days 1'.split(' ')
  const { exitCode, stdout, stderr } = await runYagura(['space', 'passes', '-', ...place], { input: `${vanguard}\n` })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain('has no element set of 25544')
})

const rules = write(
  'rules.json',
  JSON.stringify({
    rules: [
      {
        id: 'ours-1km',
        objects: { ids: [8195] },
        maxMissKm: 1,
        leadTimeH: 72,
        priority: 'serious',
        consequence: 'Loss of the satellite.',
        action: 'Ask the operator for an ephemeris.',
        timeAllowedMin: 60,
      },
    ],
  }),
)
const approach =
  '{"id1":5,"id2":8195,"tca":"2024-07-05T12:00:00.000000Z","miss_km":0.5,"rel_speed_km_s":14,"max_pc":1e-5,"dilution_km":0.2}'

test('an alert says who, when, why, what to do and until when', async () => {
  const args = ['space', 'alerts', '-', '--rules', rules, '--at', '2024-07-05T00:00:00Z']
  const { exitCode, stdout } = await runYagura(args, { input: `${approach}\n` })
  expect(exitCode).toBe(0)
  expect(objectsOf(stdout)).toMatchObject([
    {
      rule: 'ours-1km',
      subjects: [8195, 5],
      act_by: '2024-07-05T01:00:00.000000Z',
      miss_km: 0.5,
      time_allowed_s: 3600,
    },
  ])
})

test('approaches read from CSV and from ndjson give the same alerts', async () => {
  const args = ['space', 'alerts', '-', '--rules', rules, '--at', '2024-07-05T00:00:00Z']
  const csv = 'id1,id2,tca,miss_km,rel_speed_km_s,max_pc,dilution_km\n5,8195,2024-07-05T12:00:00Z,0.5,14,1e-5,0.2\n'
  const [fromCsv, fromJson] = await Promise.all([runYagura(args, { input: csv }), runYagura(args, { input: approach })])
  expect(fromCsv.stdout).not.toBe('')
  expect(fromCsv.stdout).toBe(fromJson.stdout)
})

test('approaches that are past are not alerts, and that is said', async () => {
  const args = ['space', 'alerts', '-', '--rules', rules, '--at', '2024-07-06T00:00:00Z']
  const { exitCode, stdout, stderr } = await runYagura(args, { input: `${approach}\n` })
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
  expect(stderr).toContain('1 approaches were past')
})

test('a bad approach is named by line and field, and the others are judged', async () => {
  const args = ['space', 'alerts', '-', '--rules', rules, '--at', '2024-07-05T00:00:00Z']
  const input = `{"id1":\n${approach.replace('0.5', '-0.5')}\n${approach}\n`
  const { exitCode, stdout, stderr } = await runYagura(args, { input })
  expect(exitCode).toBe(1)
  expect(objectsOf(stdout)).toHaveLength(1)
  expect(stderr).toContain('<stdin>:1: record: ')
  expect(stderr).toContain('<stdin>:2: miss_km: found -0.5')
})

test('rules that cannot be used are refused with every problem', async () => {
  const wrong = write('wrong.json', '{"rules": [{"id": "x", "objects": {}, "maxMissKm": -1}]}')
  const { exitCode, stderr } = await runYagura(['space', 'alerts', '-', '--rules', wrong], { input: approach })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('rules[0].maxMissKm')
  expect(stderr).toContain('rules[0].objects')
})
