import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { listHeads, readEntry } from '../../src/node/partners/channels/stored-log.ts'
import { checkLogs } from '../../src/node/partners/fsck/check-logs.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { appendAsAsked, type Written } from './faults/append-writer.ts'
import { keysFor } from './partner-nodes.ts'

const here = fileURLToPath(new URL('faults/', import.meta.url))
/** Whether system calls of a process that runs can be made to fail here. */
const mayInject =
  spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=none', '-e', 'inject=fsync:error=EIO:when=9', 'true']).status ===
  0

type Writer = {
  readonly child: ChildProcess
  /** @param counts - How many records, and how many references each has to be large. */
  readonly append: (counts: string) => Promise<Written>
}

async function startWriter(dataFolder: string): Promise<Writer> {
  const folder = mkdtempSync(fileURLToPath(new URL('../../dist/append-writer-', import.meta.url)))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const outfile = join(folder, 'main.mjs')
  const contents = `import { writeSync } from 'node:fs'
    import { ${appendAsAsked.name} } from './append-writer.ts'
    await ${appendAsAsked.name}(process.argv[2], (line) => writeSync(1, line + '\\n'))`
  await build({
    ...{ stdin: { contents, resolveDir: here }, outfile, bundle: true, format: 'esm', platform: 'node' },
    ...{ external: ['@photostructure/sqlite'], logLevel: 'error' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  const child = spawn(process.execPath, [outfile, dataFolder], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    child,
    append: async (counts) => {
      child.stdin.write(`${counts}\n`)
      await lines.next()
      const { value } = await lines.next()
      return JSON.parse(String(value)) as Written
    },
  }
}

/** Calls on the files of a store, in order, of what goes on meanwhile: name, and whether it was made to fail. */
async function traced(
  { pid }: ChildProcess,
  dataFolder: string,
  words: readonly string[],
  meanwhile: () => Promise<void>,
): Promise<readonly { readonly name: string; readonly failed: boolean }[]> {
  const report = join(temporaryFolder(), 'calls')
  const files = ['', '-wal', '-shm'].flatMap((end) => ['-P', join(dataFolder, `real.sqlite${end}`)])
  const strace = spawn('strace', ['-p', String(pid), '-o', report, ...files, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => strace.once('exit', resolve))
  let said = ''
  await new Promise<void>((resolve, reject) => {
    strace.stderr.on('data', (text: Buffer) => {
      said += text
      if (said.includes('attached')) resolve()
    })
    strace.once('exit', () => reject(new Error(`strace ended: ${said}`)))
  })
  await meanwhile()
  strace.kill('SIGINT')
  await ended
  return readFileSync(report, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const name = /^(?:\d+ +)?(\w+)\(/.exec(line)?.[1]
      return name === undefined ? [] : [{ name, failed: line.includes('(INJECTED)') }]
    })
}

/** What is wrong with a copy of the store as a power cut would leave it: logs that are not what they say, records that are not there. */
async function problems(dataFolder: string, kept: Written['kept']): Promise<readonly string[]> {
  const copy = temporaryFolder()
  for (const name of readdirSync(dataFolder).filter((file) => /^real\.sqlite(-wal)?$|^identity/.test(file))) {
    copyFileSync(join(dataFolder, name), join(copy, name))
  }
  const store = await openStore({ dataFolder: copy, mode: 'REAL' })
  const found: string[] = []
  for await (const { origin, error } of checkLogs(store, copy, 'REAL')) {
    if (error !== undefined) found.push(`${origin}: ${error}`)
  }
  const numbers = new Map(listHeads(store).map(({ origin, number }) => [origin, number]))
  for (const { origin, position, line } of kept) {
    const entry = readEntry(store, numbers.get(origin) ?? 0, position)
    if (entry === undefined || Buffer.from(entry).toString('utf8') !== line) found.push(`entry ${position} is gone`)
  }
  await store.close()
  return found
}

test.skipIf(!mayInject)(
  'every call on the files of the store that an append makes may fail once: fsck finds nothing, and nothing acknowledged is lost',
  async () => {
    const { dataFolder } = await keysFor('JPN', 'jp.example')
    const writer = await startWriter(dataFolder)
    const kept: Written['kept'][number][] = []
    kept.push(...(await writer.append('3')).kept)
    let hits = 0
    let refusals = 0
    /** Fails each `step`th call, one an append. */
    const failEach = async (counts: string, step: number): Promise<void> => {
      const plain = await traced(
        writer.child,
        dataFolder,
        [],
        async () => void kept.push(...(await writer.append(counts)).kept),
      )
      const totals = new Map<string, number>()
      for (const { name } of plain) totals.set(name, (totals.get(name) ?? 0) + 1)
      for (const [name, total] of totals) {
        for (let nth = 1; nth <= total; nth += step) {
          const words = ['-e', `trace=${name}`, '-e', `inject=${name}:error=EIO:when=${nth}`]
          const calls = await traced(writer.child, dataFolder, words, async () => {
            const written = await writer.append(counts)
            kept.push(...written.kept)
            refusals += written.refused.length > 0 ? 1 : 0
          })
          const next = await writer.append('1')
          kept.push(...next.kept)
          expect({ name, nth, refused: next.refused }).toEqual({ name, nth, refused: [] })
          hits += calls.some(({ failed }) => failed) ? 1 : 0
          expect({ name, nth, found: await problems(dataFolder, kept) }).toEqual({ name, nth, found: [] })
        }
      }
      process.stdout.write(
        `an append of ${counts}: ${[...totals].map(([name, total]) => `${total} ${name}`).join(', ')}\n`,
      )
    }
    await failEach('1', 1)
    const after = await writer.append('1')
    expect(after.refused).toEqual([])
    expect(await problems(dataFolder, [...kept, ...after.kept])).toEqual([])
    process.stdout.write(`${hits} calls failed, ${refusals} appends refused, ${kept.length} records kept, 0 lost\n`)
    expect(hits).toBeGreaterThan(10)
  },
)
