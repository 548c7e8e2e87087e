import { readFileSync } from 'node:fs'
import { objectsIn } from '@yagura/cyber'
import { freshFolder, runYagura, sharedData, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const example = sharedData('cyber/scenario/attack-flow/attack-flow-example.json')
const drawing = sharedData('cyber/scenario/attack-flow/SWIFT_Heist.afb.gz')

/** A node, and what is asked of its cases on the command line. */
async function caseCommands() {
  const data = freshFolder()
  const node = await startNode(['--simulated', '--objects', '5', '--port', '0', '--data', data])
  onTestFinished(async () => {
    await node.stop()
  })
  const run = async (...args: readonly string[]) => {
    const { stdout, stderr, exitCode } = await runYagura(['case', ...args, '--data', data])
    const rows = stdout.split('\n').flatMap((line) => (line.startsWith('{"') ? [JSON.parse(line)] : []))
    return { stdout, stderr, exitCode, rows, row: rows[0] ?? {} }
  }
  const parts = async (id: string) =>
    (await run('show', id)).rows.map(({ kind, what }) => ({ kind, what: JSON.parse(what) }))
  return { run, parts }
}

test.skipIf(example === undefined || drawing === undefined)(
  'Attack Flows become cases and go out again, drawn ones too',
  async () => {
    const { run, parts } = await caseCommands()
    const flow = await run('import', example ?? '')
    expect((await parts(flow.row.case)).filter(({ kind }) => kind === 'event')).toHaveLength(5)
    const drawn = await run('import', drawing ?? '')
    expect((await parts(drawn.row.case)).filter(({ kind }) => kind === 'event')).toHaveLength(11)
    expect(drawn.stderr).toContain('that it joins paths by OR')
    const told = await parts(drawn.row.case)
    expect(told.filter(({ what }) => what.fromUtc !== undefined)).toEqual([])
    const actors = told.filter(({ what }) => what.kind === 'link' && what.rel === 'involves')
    expect(actors.map(({ what }) => what.to.title)).toContain('Maia Santos-Deguito')
    expect(actors).toHaveLength(3)

    const { stdout } = await run('export', drawn.row.case, '--as', 'attack-flow', '--to', '-')
    expect(stdout).not.toContain('"execution_start":')
    const checked = await runYagura(['cyber', 'flow', write('flow.json', stdout), example ?? '', drawing ?? ''])
    const rows = checked.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    expect(rows.map(({ valid }) => valid)).toEqual([true, true, true])
    const techniques = (file: string) => file.match(/T\d{4}(?:\.\d{3})?/g)?.length
    expect(techniques(stdout)).toBe(
      objectsIn(JSON.parse(stdout)).filter((one) => one['technique_id'] !== undefined).length,
    )
  },
)

test('what makes no case is refused with why, and nothing is opened', async () => {
  const { run } = await caseCommands()
  const broken = write(
    'broken.json',
    JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [{ type: 'incident', id: 'x' }] }),
  )
  const refused = await run('import', broken)
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toContain('no valid incident')
  const other = await run('import', write('other.afb', JSON.stringify({ schema: 'attack_flow_v9', objects: [] })))
  expect(other.stderr).toContain('publish it as STIX (.json)')
  expect((await run('list')).rows).toEqual([])
  const { id } = (await run('open', '--title', 'Modems fell silent')).row
  expect((await run('export', id, '--as', 'stix', '--for', 'USA', '--to', '-')).stderr).toContain(
    'no partner of this node is of USA',
  )
})

test.skipIf(example === undefined)('a flow that is not valid has a row that says why', async () => {
  const bundle = JSON.parse(readFileSync(example ?? '', 'utf8'))
  const without = { ...bundle, objects: objectsIn(bundle).filter(({ type }) => type !== 'attack-asset') }
  const { stdout, exitCode } = await runYagura(['cyber', 'flow', write('without.json', JSON.stringify(without))])
  expect(exitCode).toBe(1)
  const { valid, issues } = JSON.parse(stdout)
  expect(valid).toBe(false)
  expect(issues.filter(({ severity }: { severity: string }) => severity === 'error')).toHaveLength(3)
})

test('a file that is nested without end is refused in words, wherever a file of JSON is read', async () => {
  const deep = write('deep.json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  for (const command of [
    ['cyber', 'validate'],
    ['cyber', 'flow'],
    ['case', 'import'],
  ]) {
    const { stdout, stderr, exitCode } = await runYagura([...command, deep])
    expect([1, 2]).toContain(exitCode)
    expect(stdout + stderr).toContain('too deep')
    expect(stderr).not.toContain('defect')
  }
})
