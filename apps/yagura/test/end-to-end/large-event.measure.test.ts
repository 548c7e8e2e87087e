import type { ChildProcess } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { collect, freshFolder, runYagura, startNode, startYagura, type YaguraRun } from '@yagura/testkit'
import { expect, test } from 'vitest'

const attributes = Number(process.env['YAGURA_ATTRIBUTES'] ?? 250_000)
const mostGrowthBytes = 150e6
/** What an import may take in all, as for a bundle of ATT&CK. */
const mostImportBytes = 400e6
const password = 'correct horse battery staple'
/** Of a page; it is the one that was cut off, and comes with the last object of the page before. */
const pageObjects = 1000
const sampleMs = 50

/** An event as an instance of MISP exports it, written bit by bit. Source: MISP core format. */
async function writeEvent(file: string, count: number): Promise<void> {
  async function* text() {
    const tags = '[{"name":"tlp:clear"}]'
    yield `{"Event":{"uuid":"11111111-1111-4111-8111-111111111111","info":"A large event","date":"2026-01-01",`
    yield `"timestamp":"1767225600","threat_level_id":"2","analysis":"2","published":true,"Tag":${tags},"Attribute":[`
    for (let no = 0; no < count; no += 1) {
      const value = `10.${(no >> 16) & 255}.${(no >> 8) & 255}.${no & 255}`
      const uuid = `22222222-2222-4222-8222-${String(no).padStart(12, '0')}`
      const members = `"type":"ip-dst","category":"Network activity","to_ids":true,"timestamp":"1767225600"`
      yield `${no === 0 ? '' : ','}{"uuid":"${uuid}",${members},"value":"${value}","comment":"host ${no}"}`
    }
    yield ']}}'
  }
  await pipeline(Readable.from(text()), createWriteStream(file))
}

/** The most memory that a process ever had, bytes; undefined once it is gone. Source: proc(5), VmHWM. */
function mostMemoryBytes(pid: number): number | undefined {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    return undefined
  }
}

/** Lets the most memory be counted anew from what a process has now. Source: proc(5), clear_refs. */
function countMemoryAnew(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

type Watched = YaguraRun & { readonly mostBytes: number }

/** Runs to the end, or to the kill, and tells the most memory that was seen. */
async function watched(child: ChildProcess & Parameters<typeof collect>[0], isEnough = () => false): Promise<Watched> {
  child.stdin.end()
  let mostBytes = 0
  let isOver = false
  const ended = collect(child).finally(() => {
    isOver = true
  })
  while (!isOver) {
    mostBytes = Math.max(mostBytes, mostMemoryBytes(child.pid ?? 0) ?? 0)
    if (isEnough()) child.kill('SIGKILL')
    await Promise.race([wait(sampleMs), ended])
  }
  return { ...(await ended), mostBytes }
}

function importEvent(file: string, data: string): Promise<Watched> {
  return watched(startYagura(['cyber', 'import', file, '--data', data, '--release-to', 'USA']))
}

async function idsIn(data: string): Promise<readonly string[]> {
  const { exitCode, stdout } = await runYagura(['cyber', 'export', '--data', data, '--format', 'ndjson'])
  expect(exitCode).toBe(0)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /"id":"([^"]+)"/.exec(line)?.[1] ?? '')
}

/** A node that serves what a small or large event came to, as an account for the USA sees it. */
async function serving(file: string) {
  const data = freshFolder()
  const imported = await importEvent(file, data)
  expect([imported.exitCode, imported.stderr]).toEqual([0, ''])
  const node = await startNode(['--real'], data)
  const account = ['taxii', 'account', 'add', 'usa', '--nation', 'USA', '--data', data]
  expect((await runYagura(account, { input: `${password}\n` })).exitCode).toBe(0)
  const pull = (into: string) =>
    startYagura(['taxii', 'pull', `${node.url}/taxii2/`, '--collection', 'shared', '--user', 'usa', '--data', into], {
      YAGURA_TAXII_PASSWORD: password,
    })
  return { node, imported, pull }
}

test.skipIf(!existsSync('/proc/self/status'))(
  `an event of ${attributes} attributes goes from node to node within 150 MB, and goes on after a kill`,
  async () => {
    const folder = freshFolder()
    const [small, large] = [join(folder, 'small.json'), join(folder, 'large.json')]
    await writeEvent(small, 10)
    await writeEvent(large, attributes)

    // The first start of a clone bundles the sources; what the programs take before there is much to do comes after it.
    await runYagura(['--version'])
    const quiet = await serving(small)
    const quietPull = await watched(quiet.pull(freshFolder()))
    await quiet.node.stop()

    const { node, imported, pull } = await serving(large)
    const pid = node.process.pid ?? 0
    countMemoryAnew(pid)
    const nodeBeforeBytes = mostMemoryBytes(pid) ?? 0
    const into = freshFolder()
    const file = join(into, 'cyber.sqlite')
    const part = statSync(join(node.dataFolder, 'cyber.sqlite')).size / 3
    const killed = await watched(pull(into), () => existsSync(file) && statSync(file).size > part)
    expect([killed.exitCode, killed.stdout, killed.stderr]).toEqual([undefined, '', ''])
    const begunMs = Date.now()
    const resumed = await watched(pull(into))
    const resumedMs = Date.now() - begunMs
    const nodeAfterBytes = mostMemoryBytes(pid) ?? 0
    await node.stop()

    expect(resumed.exitCode).toBe(0)
    const row: Readonly<Record<string, number>> = JSON.parse(resumed.stdout)
    const [sent, got] = [await idsIn(node.dataFolder), await idsIn(into)]
    const growths = {
      nodeBytes: nodeAfterBytes - nodeBeforeBytes,
      killedBytes: killed.mostBytes - quietPull.mostBytes,
      pullBytes: resumed.mostBytes - quietPull.mostBytes,
    }
    const importBytes = imported.mostBytes
    process.stdout.write(`${JSON.stringify({ objects: sent.length, resumedMs, importBytes, ...row, ...growths })}\n`)
    expect(importBytes).toBeLessThan(mostImportBytes)
    expect(new Set(got).size).toBe(got.length)
    expect([...got].sort()).toEqual([...sent].sort())
    expect(sent.length).toBeGreaterThanOrEqual(attributes)
    expect(row).toMatchObject({ quarantined: 0, invalid: 0 })
    expect(row['added']).toBeLessThan(sent.length)
    expect(row['unchanged']).toBeLessThanOrEqual(pageObjects + 1)
    for (const [name, bytes] of Object.entries(growths)) expect([name, bytes <= mostGrowthBytes]).toEqual([name, true])
  },
)
