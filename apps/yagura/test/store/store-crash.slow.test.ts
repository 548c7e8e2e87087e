import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '@yagura/testkit'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { backupStore } from '../../src/node/store/backup-store.ts'
import { checkStore } from '../../src/node/store/check-store.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { writeUntilKilled } from './crash-writer.ts'
import { temporaryFolder } from './temporary-store.ts'

const seed = 20_240_705
const kills = 100
const here = fileURLToPath(new URL('.', import.meta.url))

/** The writer as one file that Node runs, in a folder from which the packages can be found. */
async function bundledWriter(): Promise<string> {
  const folder = mkdtempSync(join(here, 'crash-writer-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const outfile = join(folder, 'main.mjs')
  const contents = `import { writeSync } from 'node:fs'
    import { ${writeUntilKilled.name} } from './crash-writer.ts'
    await ${writeUntilKilled.name}(process.argv[2], (line) => writeSync(1, line + '\\n'))`
  await build({
    stdin: { contents, resolveDir: here },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@photostructure/sqlite'],
    logLevel: 'error',
  })
  return outfile
}

/** What the children were told is kept: lines by number, and how far large changes were when it was last heard of them. */
type Acknowledged = {
  readonly lines: Map<number, string>
  readonly large: Map<string, 'begun' | 'written' | 'forgotten'>
}

function remember(text: string, { lines, large }: Acknowledged): void {
  // A line that was cut off by the kill was acknowledged as well, but what it said is not known.
  for (const said of text.split('\n').slice(0, -1)) {
    const [what, first = '', second = ''] = said.split(' ')
    if (what === 'line') lines.set(Number(first), second)
    if (what === 'begun') large.set(first, 'begun')
    if (what === 'large') large.set(first, 'written')
    if (what === 'forgotten') large.set(first, 'forgotten')
  }
}

function untilClosed(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    child.on('error', reject)
    child.on('close', () => resolve(complaint))
  })
}

/** Runs the writer, and kills it once `whileOpen`, which begins when it has opened its store, is done. */
async function runAndKill(writer: string, dataFolder: string, whileOpen: () => Promise<unknown>): Promise<string> {
  const child = spawn(process.execPath, [writer, dataFolder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let isArmed = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (isArmed || !said.startsWith('opened')) return
    isArmed = true
    whileOpen().then(
      () => child.kill('SIGKILL'),
      (error: unknown) => child.kill() && child.emit('error', error),
    )
  })
  expect(await untilClosed(child)).toBe('')
  expect(said).toMatch(/^opened \d+\n/)
  return said
}

async function expectAllThere(dataFolder: string, { lines, large }: Acknowledged): Promise<void> {
  expect((await checkStore(join(dataFolder, 'real.sqlite'))).problems).toEqual([])
  const store = await openStore({ dataFolder, mode: 'REAL' })
  try {
    const { records } = store.readLog({ newestFirst: false, limit: 1_000_000 })
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1))
    const subjects = new Map(records.map(({ seq, subject }) => [seq, subject]))
    const lost = [...lines].filter(([seq, name]) => subjects.get(seq) !== name)
    expect(lost).toEqual([])
    // What was not acknowledged may be there, but then as a whole: the line, its document and its rows.
    const jobs = store.list('jobs').map(({ id }) => id)
    expect(jobs.toSorted()).toEqual([...subjects.values()].toSorted())
    for (const { subject } of records.slice(-20)) expect([...store.readArchive(`small/${subject}`)]).toHaveLength(2)
    const kept = new Set(store.list('screenings').map(({ id }) => id))
    for (const name of new Set([...kept, ...large.keys()])) {
      expect([...store.readArchive(`large/${name}`)]).toHaveLength(kept.has(name) ? 700 : 0)
      if (large.get(name) === 'forgotten') expect(kept.has(name)).toBe(false)
    }
  } finally {
    await store.close()
  }
}

test(`nothing acknowledged is lost in ${kills} kills at any moment, and nothing is there by half (seed ${seed})`, async () => {
  const writer = await bundledWriter()
  const dataFolder = temporaryFolder()
  const random = seededRandom(seed)
  const acknowledged: Acknowledged = { lines: new Map(), large: new Map() }
  for (let kill = 0; kill < kills; kill++) {
    const afterMs = random.uniform() ** 2 * 120
    remember(await runAndKill(writer, dataFolder, () => setTimeout(afterMs)), acknowledged)
    await expectAllThere(dataFolder, acknowledged)
  }
  expect(acknowledged.lines.size).toBeGreaterThan(kills)
  const states = [...acknowledged.large.values()]
  for (const state of ['begun', 'forgotten'] as const) expect(states).toContain(state)
})

test('a store that another process writes is refused, can be backed up, and is free once that process is killed', async () => {
  const [writer, dataFolder, backups] = [await bundledWriter(), temporaryFolder(), temporaryFolder()]
  const [file, backup] = [join(dataFolder, 'real.sqlite'), join(backups, 'saved.sqlite')]
  const acknowledged: Acknowledged = { lines: new Map(), large: new Map() }
  const said = await runAndKill(writer, dataFolder, async () => {
    await expect(openStore({ dataFolder, mode: 'REAL' })).rejects.toMatchObject({ code: 'store/in-use' })
    expect((await backupStore(file, backup, checkStore)).problems).toEqual([])
    expect((await checkStore(file)).problems).toEqual([])
  })
  remember(said, acknowledged)
  await expectAllThere(dataFolder, acknowledged)
  expect((await checkStore(backup)).problems).toEqual([])
})
