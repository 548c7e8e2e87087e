import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, runYagura, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()

/** A node of few objects, and what its cases are asked on the command line. */
async function caseCommands() {
  const data = freshFolder()
  const node = await startNode(['--simulated', '--objects', '5', '--port', '0', '--data', data])
  onTestFinished(async () => {
    await node.stop()
  })
  const rows = async (...args: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
    const { stdout, stderr, exitCode } = await runYagura(['case', ...args, '--data', data])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  }
  const row = async (...args: readonly string[]) => (await rows(...args))[0] ?? {}
  return { data, rows, row }
}

test('a case is opened, filled, weighed, handed on, closed and saved from the command line', async () => {
  const { data, rows, row } = await caseCommands()
  const id = String((await row('open', '--title', 'Outage of the relay'))['id'])
  const task = await row(
    'task',
    id,
    '--title',
    'Ask the operator',
    '--assignee',
    'Suzuki',
    '--due',
    '2026-11-22T06:00:00Z',
  )
  expect(task).toMatchObject({ kind: 'task', party: 'here', holds: true, absent: 0 })
  await row('task', id, '--title', 'Ask the operator', '--state', 'done', '--corrects', String(task['key']))
  const log = write('access.log', 'GET /wipe\n')
  const sha256 = createHash('sha256').update('GET /wipe\n').digest('hex')
  const salt = 'ab'.repeat(16)
  const evidence = await row(
    ...['evidence', id, '--title', 'Log of the VPN', '--file', log, '--media-type', 'text/plain', '--holder', 'Sato'],
    ...['--source', 'The operator', '--source-salt', salt],
  )
  expect(JSON.parse(String(evidence['what']))).toMatchObject({
    file: { sha256, sizeBytes: 10, mediaType: 'text/plain', name: 'access.log' },
    source: { commitment: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const key = String(evidence['key'])
  await row('custody', id, '--evidence', key, '--from', 'Sato', '--to', 'Abe', '--at', '2026-11-22T03:00:00Z')
  const hypotheses = [
    await row('hypothesis', id, '--title', 'A state'),
    await row('hypothesis', id, '--title', 'Crime'),
  ]
  const [state, crime] = hypotheses.map((one) => String(one['key']))
  await row('rate', id, '--evidence', key, '--hypothesis', state ?? '', '--rating', 'C')
  await row('rate', id, '--evidence', key, '--hypothesis', crime ?? '', '--rating', 'II')
  await row('weigh', id, '--evidence', key, '--credibility', 'high', '--relevance', 'high')
  await row('judge', id, '--hypothesis', state ?? '', '--likelihood', 'likely', '--confidence', 'low')
  await row('link', id, '--rel', 'sameCauseAs', '--from', 'alert:01SAT', '--target', 'alert:01CYB')
  await row('note', id, '--text', 'The log is complete', '--about', key)
  await row('add', id, write('event.json', JSON.stringify({ kind: 'entry', atUtc: '2022-02-24T03:02:00Z', text: 'x' })))
  expect(await rows('matrix', id)).toMatchObject([
    { by: 'together', title: 'A state', rank: 1, inconsistency: 0, judgement: null },
    { by: 'together', title: 'Crime', rank: 2, against: 1, hangs_on: [key] },
    { by: 'here', title: 'A state', judgement: expect.stringMatching(/^likely \(55–80 %\); confidence low; \S/) },
    { by: 'here', title: 'Crime' },
  ])
  const kinds = async (...more: readonly string[]) => (await rows('show', id, ...more)).map(({ kind }) => kind)
  expect((await kinds()).filter((kind) => kind === 'task')).toHaveLength(1)
  expect((await kinds('--versions')).filter((kind) => kind === 'task')).toHaveLength(2)
  await row('close', id, '--why', 'over')
  expect(await rows('list', '--state', 'closed')).toMatchObject([{ id, title: 'Outage of the relay', open_tasks: 0 }])
  const saved = join(data, 'case.ndjson')
  await rows('export', id, '--to', saved, '--form', 'ndjson')
  const lines = readFileSync(saved, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({ format: 'yagura.case', mode: 'SIMULATED', mark: { mode: 'SIMULATED' } })
  expect(lines).toHaveLength(1 + (await kinds('--versions')).length)
})

test('what cannot be taken is refused with its reason, and nothing is added', async () => {
  const { data, row, rows } = await caseCommands()
  const id = String((await row('open', '--title', 'Outage'))['id'])
  const refused = async (...args: readonly string[]) => (await runYagura(['case', ...args, '--data', data])).stderr
  expect(await refused('note', id, '--text', 'x', '--about', '01J00000000000000000000000')).toContain('case/refused')
  expect(await refused('add', id, write('no.json', '{"kind":"verdict"}'))).toContain('no content of a part')
  expect(await refused('evidence', id, '--title', 'x', '--source', 'y', '--source-salt', 'ab')).toContain(
    '--source-salt',
  )
  expect(await refused('note', '01J00000000000000000000000', '--text', 'x')).toContain('case/unknown')
  expect(await rows('show', id)).toHaveLength(1)
})
