import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { freshFolder, runYagura, startNode } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const created = '2024-01-01T00:00:00.000Z'
const objectOf = (type: string, no: number, rest: object) => ({
  ...{ type, spec_version: '2.1', id: `${type}--11111111-1111-4111-8111-00000000000${no}`, created, modified: created },
  ...rest,
})
const malware = [1, 2, 3].map((no) => objectOf('malware', no, { name: `AcidRain ${no}`, is_family: true }))
const red = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'
const tool = objectOf('tool', 4, { name: 'AcidPour', object_marking_refs: [red] })
const bad = { ...objectOf('malware', 5, { name: 'AcidBad', is_family: true }), created: 'yesterday' }
const bundleOf = (objects: readonly object[]): string =>
  JSON.stringify({ type: 'bundle', id: 'bundle--11111111-1111-4111-8111-111111111111', objects })

/** The same commands, on a folder of which no node has the store, and on one of which a node has. */
async function bothWays(files: readonly string[], options: readonly string[] = []) {
  const answers = []
  for (const data of [freshFolder(), running.dataFolder]) {
    const { stdout, stderr, exitCode } = await runYagura(['cyber', 'import', ...files, '--data', data, ...options])
    answers.push({
      rows: stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
      stderr,
      exitCode,
      data,
    })
  }
  return answers
}

let running: Awaited<ReturnType<typeof startNode>>
beforeAll(async () => {
  running = await startNode(['--real'])
}, 70_000)
afterAll(async () => {
  await running?.stop()
})

test('an import says the same and ends the same as without a node, file by file', async () => {
  const mixed = write('mixed.json', bundleOf([...malware, bad]))
  const packed = write('more.json.gz', gzipSync(bundleOf([tool])))
  const broken = write('broken.json', '{"type":"bundle","objects":[')
  const [alone, byNode] = await bothWays(
    [mixed, packed, broken, `${write('absent.json', '')}.not`],
    ['--release-to', 'USA', '--originator', 'JPN'],
  )
  expect(byNode?.rows[0]).toMatchObject({ file: mixed, added: 3, unchanged: 0, quarantined: 0, invalid: 1 })
  expect(byNode?.rows[1]).toMatchObject({ file: packed, added: 1, invalid: 0 })
  expect(byNode?.stderr).toContain(mixed)
  expect(byNode?.stderr).toMatch(/\.not: ENOENT/)
  expect(byNode?.stderr).not.toMatch(/\.not: \S+\.not/)
  expect(byNode?.exitCode).toBe(1)
  expect({ ...byNode, data: '' }).toEqual({ ...alone, data: '' })
}, 60_000)

test('what was imported carries the marking and the nation that were typed', async () => {
  const answer = await running.read(`/api/v1/cyber/objects/${malware[0]?.id}`)
  expect(answer).toMatchObject({
    row: { source: 'mixed.json', originator: 'JPN', mark: { pol: 'TLP', lvl: 0, aud: { USA: 2 }, mode: 'REAL' } },
  })
})

test('a version that is known with other content is kept aside and named, by either way', async () => {
  const known = write('known.json', bundleOf(malware))
  const other = write('other.json', bundleOf(malware.map((object) => ({ ...object, description: 'Told otherwise' }))))
  for (const { rows, stderr, exitCode } of await bothWays([known, other])) {
    expect(rows[1]).toMatchObject({ read: malware.length, added: 0, quarantined: malware.length, invalid: 0 })
    expect(stderr).toContain(`${malware[0]?.id}: kept aside: this version is known with other content`)
    expect(exitCode).toBe(1)
  }
}, 60_000)

test('the same file again is known, and the exit code is that of good input', async () => {
  const { stdout, exitCode } = await runYagura([
    'cyber',
    'import',
    write('again.json', bundleOf(malware)),
    '--data',
    running.dataFolder,
  ])
  expect(JSON.parse(stdout)).toMatchObject({ read: 3, added: 0, unchanged: 3, invalid: 0 })
  expect(exitCode).toBe(0)
})

test('a search finds by words and types', async () => {
  const run = await runYagura(['cyber', 'search', 'acid', '--type', 'tool,campaign', '--data', running.dataFolder])
  expect(JSON.parse(run.stdout)).toEqual({
    id: tool.id,
    type: 'tool',
    name: 'AcidPour',
    modified: created,
    source: 'more.json.gz',
  })
  const all = await runYagura(['cyber', 'search', 'acid', '--limit', '2', '--data', running.dataFolder])
  expect(all.stdout.trim().split('\n')).toHaveLength(2)
})

test('an export is a bundle or one object a line, and as a nation what may leave to it', async () => {
  const exported = (...args: readonly string[]) => runYagura(['cyber', 'export', ...args, '--data', running.dataFolder])
  const { objects } = JSON.parse((await exported()).stdout)
  expect(objects).toEqual([...malware, tool])
  const lines = (await exported('--format', 'ndjson', '--type', 'malware')).stdout.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(malware)
  // TLP:RED does not leave by export.
  const released = JSON.parse((await exported('--as', 'USA')).stdout)
  expect(released.objects).toEqual(malware)
  expect(JSON.parse((await exported('--as', 'KOR')).stdout)).not.toHaveProperty('objects')
})

test('a command works on the data of the node that runs, and on no others beside them', async () => {
  const generated = await startNode(['--simulated', '--objects', '10'])
  const file = write('generated.json', bundleOf(malware))
  const imported = (...args: readonly string[]) =>
    runYagura(['cyber', 'import', file, '--data', generated.dataFolder, ...args])
  const refused = await imported('--real')
  expect(refused).toMatchObject({ stdout: '', exitCode: 1 })
  expect(refused.stderr).toContain('is SIMULATED, and REAL was asked for: leave --real out')
  expect(JSON.parse((await imported()).stdout)).toMatchObject({ added: 3 })
  expect(await generated.read(`/api/v1/cyber/objects/${malware[0]?.id}`)).toMatchObject({
    row: { mark: { mode: 'SIMULATED' } },
  })
  await generated.stop()
  // Nobody runs now; the folder still has generated data alone.
  const untold = await imported()
  expect(untold).toMatchObject({ stdout: '', exitCode: 1 })
  expect(untold.stderr).toContain('say --simulated to mean these')
  expect(JSON.parse((await imported('--simulated')).stdout)).toMatchObject({ added: 0, unchanged: 3 })
  expect(JSON.parse((await imported('--real')).stdout)).toMatchObject({ added: 3 })
  const other = await runYagura(['cyber', 'search', 'acid', '--simulated', '--data', running.dataFolder])
  expect(other).toMatchObject({ stdout: '', exitCode: 1 })
  expect(other.stderr).toContain('is REAL, and SIMULATED was asked for')
}, 60_000)

test('generated data that is exported says so, is refused among real data, and comes back as it was', async () => {
  const own = { ...objectOf('identity', 6, { name: 'CERT', identity_class: 'organization' }) }
  const generated = freshFolder()
  const asked = ['--simulated', '--data', generated]
  const imported = (file: string, ...args: readonly string[]) => runYagura(['cyber', 'import', file, ...args])
  await imported(write('own.json', bundleOf([own, tool])), ...asked)
  const { stdout, stderr } = await runYagura(['cyber', 'export', ...asked])
  expect(stderr).toContain('SIMULATED')
  const { objects } = JSON.parse(stdout)
  const [definition] = objects
  expect(definition).toMatchObject({
    type: 'marking-definition',
    definition: { statement: expect.stringMatching(/^SIMULATED/) },
  })
  expect(objects.slice(1)).toEqual([
    { ...own, object_marking_refs: [definition.id] },
    { ...tool, object_marking_refs: [red, definition.id] },
  ])
  const bundle = write('exported.json', stdout)
  const refused = await imported(bundle, '--real', '--data', freshFolder())
  expect(JSON.parse(refused.stdout)).toMatchObject({ read: 3, added: 0, invalid: 3 })
  expect(refused).toMatchObject({ exitCode: 1 })
  expect(refused.stderr).toContain('it is marked SIMULATED, and generated data never lies among real')
  expect(JSON.parse((await imported(bundle, ...asked)).stdout)).toMatchObject({
    added: 1,
    unchanged: 2,
    quarantined: 0,
  })
  const lines = await runYagura(['cyber', 'export', '--format', 'ndjson', ...asked])
  expect(
    lines.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(objects)
  expect((await runYagura(['cyber', 'validate', bundle])).exitCode).toBe(0)
}, 60_000)

test('what of other nations is read or saved is in the audit', async () => {
  const theirs = objectOf('campaign', 6, { name: 'Foreign' })
  await runYagura([
    'cyber',
    'import',
    write('theirs.json', bundleOf([theirs])),
    '--originator',
    'USA',
    '--data',
    running.dataFolder,
  ])
  await running.read(`/api/v1/cyber/objects/${theirs.id}`)
  await runYagura(['cyber', 'export', '--type', 'campaign,malware', '--data', running.dataFolder])
  const audit = await runYagura(['audit', '--data', running.dataFolder])
  expect(audit.stdout).toContain('read bodies of intelligence of USA: 1')
  expect(audit.stdout).toContain('saved intelligence of USA, parts: 1')
})

test.each([
  ['cyber search', ['acid']],
  ['cyber export', []],
  ['taxii push', ['http://127.0.0.1:1/taxii2/', '--as', 'USA']],
])('%s in a folder without intelligence says so and makes nothing there', async (command, given) => {
  const folder = `${freshFolder()}/mistyped`
  const { stdout, stderr, exitCode } = await runYagura([...command.split(' '), ...given, '--data', folder])
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  expect(stderr).toContain(`${folder} holds no intelligence`)
  expect(existsSync(folder)).toBe(false)
})
