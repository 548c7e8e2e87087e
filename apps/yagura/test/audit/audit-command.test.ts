import { runYagura } from '@yagura/testkit'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { composeNode } from '../../src/compose.ts'
import { auditLine } from '../../src/node/audit/audit-line.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { consoleFolder, quickCost } from '../api/test-server.ts'
import { stixThreadBundle } from '../cyber/store/stix-thread-bundle.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

const stixThread = stixThreadBundle()

const mark = { pol: 'JP', lvl: 1, aud: { JPN: 2, USA: 2 }, mode: 'REAL' } as const
const atMs = Date.parse('2026-11-22T03:00:00Z')

/** A running node in whose log a partner was given something on each of two days. */
async function nodeWithAudit(): Promise<string> {
  const dataFolder = temporaryFolder()
  const store = await openStore({ dataFolder, mode: 'REAL' })
  const line = (lastMs: number, count: number) => {
    const ranges: [number, number][] = [[0, count - 1]]
    const of = 'jp.example/ch/JPN-USA'
    const facts = {
      to: 'us.example',
      of,
      ranges,
      count,
      ids: [],
      marks: [{ ...mark, aud: { ...mark.aud } }],
      firstMs: lastMs,
    }
    return auditLine({ kind: 'audit/given', by: 'node', lastMs, facts })
  }
  await store.commit({ append: [line(atMs, 3), line(atMs + 86_400_000, 5)] })
  await store.close()
  const node = await composeNode({
    ...{ dataFolder, mode: 'REAL', sources: [], allowedFolders: [], threadCount: 1 },
    ...{ listen: { host: '127.0.0.1', port: 0 }, consoleFolder: consoleFolder(), version: '0.0.0' },
    ...{ officers: { passwordCost: quickCost }, logger: pino({ level: 'silent' }) },
    stixThread: stixThread(),
  })
  onTestFinished(() => node.close())
  return dataFolder
}

test('yagura audit prints a row a line with marking and mode, newest first, and narrows by time', async () => {
  const dataFolder = await nodeWithAudit()
  const all = await runYagura(['audit', '--data', dataFolder])
  expect(all).toMatchObject({ exitCode: 0, stderr: '' })
  const rows = all.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  expect(rows.map(({ count }) => count)).toEqual([5, 3])
  expect(rows[1]).toMatchObject({
    ...{ mode: 'REAL', kind: 'audit/given', by: 'node', to: 'us.example', of: 'jp.example/ch/JPN-USA' },
    ...{ entries: ['0-2'], last_utc: '2026-11-22T03:00:00.000Z' },
    text: 'us.example was given entries 0–2 of jp.example/ch/JPN-USA',
  })
  expect(rows[1].marking).not.toBe('')
  expect(rows[1].record_markings[0]).toContain('REL TO JPN, USA')
  const narrowed = await runYagura([
    'audit',
    '--data',
    dataFolder,
    '--since',
    '2026-11-23T00:00:00Z',
    '--format',
    'csv',
  ])
  expect(narrowed.stdout.trim().split('\n')).toHaveLength(2)
  const none = await runYagura(['audit', '--data', dataFolder, '--kind', 'viewed-as'])
  expect(none).toMatchObject({ exitCode: 0, stdout: '' })
  expect((await runYagura(['audit', '--data', dataFolder, '--kind', 'moon'])).exitCode).toBe(2)
})
