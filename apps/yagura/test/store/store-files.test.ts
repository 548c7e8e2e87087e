import { chmodSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkStore } from '../../src/node/store/check-store.ts'
import { openStore, openStoreAt } from '../../src/node/store/open-store.ts'
import { migrations } from '../../src/node/store/schema.ts'
import { loadSqlite } from '../../src/node/store/sqlite.ts'
import { note } from './drafts.ts'
import { temporaryFolder, temporaryStore } from './temporary-store.ts'

const modeBits = (path: string): number => statSync(path).mode & 0o777

test('a store and what lies beside it may be read by its owner only', async () => {
  const dataFolder = join(temporaryFolder(), 'data')
  const store = await temporaryStore('REAL', dataFolder)
  await store.commit({ append: [note()] })
  expect(modeBits(dataFolder)).toBe(0o700)
  const names = readdirSync(dataFolder)
  expect(names).toEqual(expect.arrayContaining(['real.sqlite', 'real.sqlite-wal', 'real.sqlite.lock']))
  for (const name of names) expect([name, modeBits(join(dataFolder, name))]).toEqual([name, 0o600])
})

test('real and simulated stores lie side by side, and one is not taken for the other', async () => {
  const dataFolder = temporaryFolder()
  const real = await temporaryStore('REAL', dataFolder)
  const simulated = await temporaryStore('SIMULATED', dataFolder)
  await simulated.commit({ append: [note()] })
  expect([real.lastSeq(), simulated.lastSeq()]).toEqual([0, 1])
  await Promise.all([real.close(), simulated.close()])
  renameSync(join(dataFolder, 'simulated.sqlite'), join(dataFolder, 'real.sqlite'))
  await expect(openStore({ dataFolder, mode: 'REAL' })).rejects.toMatchObject({
    code: 'store/cannot-open',
    message: expect.stringContaining('it is of a SIMULATED node'),
  })
})

test('a store that is open is refused to another, and free again once it is closed', async () => {
  const dataFolder = temporaryFolder()
  const store = await temporaryStore('REAL', dataFolder)
  await expect(openStore({ dataFolder, mode: 'REAL' })).rejects.toMatchObject({ code: 'store/in-use' })
  await store.commit({ append: [note()] })
  await store.close()
  expect((await temporaryStore('REAL', dataFolder)).lastSeq()).toBe(1)
})

test('a data folder whose path is a file is named', async () => {
  const path = join(temporaryFolder(), 'file')
  writeFileSync(path, '')
  await expect(openStore({ dataFolder: path, mode: 'REAL' })).rejects.toMatchObject({
    code: 'store/cannot-open',
    message: expect.stringContaining(path),
  })
})

test.each([
  ['text', (file: string) => writeFileSync(file, 'dear diary\n'.repeat(1000))],
  ['a database of another program', writeForeign],
])('a file that is %s is called damaged, with the way back', async (_, write) => {
  const dataFolder = temporaryFolder()
  await write(join(dataFolder, 'real.sqlite'))
  await expect(openStore({ dataFolder, mode: 'REAL' })).rejects.toMatchObject({
    code: 'store/damaged',
    message: expect.stringMatching(/yagura check.*yagura restore/),
  })
})

async function writeForeign(file: string): Promise<void> {
  const connection = (await loadSqlite())(file, { readOnly: false, timeoutMs: 0 })
  connection.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1')
  connection.close()
}

test('a store of a newer version is refused, and one of an older with the word to upgrade', async () => {
  const dataFolder = temporaryFolder()
  const file = join(dataFolder, 'real.sqlite')
  const newer = [...migrations, 'CREATE TABLE added (a)']
  await (await openStoreAt({ file, mode: 'REAL', steps: newer, isTrimmed: true })).close()
  await expect(openStore({ dataFolder, mode: 'REAL' })).rejects.toMatchObject({
    code: 'store/other-version',
    message: expect.stringContaining('newer Yagura'),
  })
  await expect(
    openStoreAt({ file, mode: 'REAL', steps: [...newer, 'SELECT 1'], isTrimmed: true }),
  ).rejects.toMatchObject({
    code: 'store/other-version',
    message: expect.stringContaining('run `yagura upgrade`'),
  })
})

async function filled(dataFolder: string): Promise<string> {
  const store = await temporaryStore('REAL', dataFolder)
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    collection: 'elements',
    key: `k${index}`,
    atMs: 0,
    body: new Uint8Array(200),
  }))
  await store.commit({ append: Array.from({ length: 50 }, () => note()), archive: rows })
  await store.commit({ put: [{ collection: 'settings', id: 'node', body: {} }] })
  await store.close()
  return join(dataFolder, 'real.sqlite')
}

test('a check counts what a whole store holds', async () => {
  const { problems, ...counted } = await checkStore(await filled(temporaryFolder()))
  expect(problems).toEqual([])
  expect(counted).toEqual({ version: migrations.length, mode: 'REAL', lines: 50, documents: 1, archiveRows: 2000 })
})

test.each([
  ['DELETE FROM log WHERE seq = 7', 'log: no line before line 8'],
  ['DELETE FROM log WHERE seq = 1', 'log: line 1, the first, is not there'],
  ["UPDATE log SET body = '{' WHERE seq = 9", 'log: line 9 is no JSON'],
  ["UPDATE documents SET body = 'nul'", 'documents: settings/node is no JSON'],
  ["UPDATE documents SET id = 'a' || char(10)", 'documents: a key is not well formed'],
  ["UPDATE archive SET key = 'k5' WHERE key = 'k6'", 'archive: elements "k5" is there twice'],
  ["UPDATE archive SET key = '' WHERE key = 'k6'", 'archive: elements "" is not well formed'],
])('a check sees %s', async (sql, problem) => {
  const file = await filled(temporaryFolder())
  const connection = (await loadSqlite())(file, { readOnly: false, timeoutMs: 0 })
  connection.exec(sql)
  connection.close()
  expect((await checkStore(file)).problems.join('\n')).toContain(problem)
})

test('a check finds pages that were overwritten, and a file that was cut off', async () => {
  const file = await filled(temporaryFolder())
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(40_960, 0x5a), 0, 40_960, 81_920)
  await handle.close()
  expect((await checkStore(file)).problems.length).toBeGreaterThan(0)
  truncateSync(file, 30_000)
  expect((await checkStore(file)).problems.length).toBeGreaterThan(0)
})

test('what was read from a damaged store fails with the way back, not with wrong content', async () => {
  const dataFolder = temporaryFolder()
  const file = await filled(dataFolder)
  const connection = (await loadSqlite())(file, { readOnly: false, timeoutMs: 0 })
  connection.exec("UPDATE documents SET body = 'nul'")
  connection.close()
  const store = await temporaryStore('REAL', dataFolder)
  expect(() => store.get('settings', 'node')).toThrow(expect.objectContaining({ code: 'store/damaged' }))
})

test('forgotten rows leave the file, and the room goes back to the disk', async () => {
  const dataFolder = temporaryFolder()
  const file = join(dataFolder, 'real.sqlite')
  const store = await temporaryStore('REAL', dataFolder)
  const archive = Array.from({ length: 3000 }, (_, index) => ({
    collection: 'screening/1',
    key: `${index}`,
    atMs: 0,
    body: new Uint8Array(10_000).fill(index),
  }))
  await store.commit({ archive })
  await store.commit({ forget: [{ collection: 'screening/1' }] })
  // It is in line behind the removal.
  await store.commit({ archive: [{ collection: 'other', key: 'k', atMs: 0, body: new Uint8Array(1) }] })
  await new Promise<void>((resolve) => {
    const turn = (left: number): unknown => (left === 0 ? resolve() : setImmediate(() => turn(left - 1)))
    turn(500)
  })
  await store.close()
  expect(statSync(file).size).toBeLessThan(8_000_000)
  expect(await checkStore(file)).toMatchObject({ archiveRows: 1, problems: [] })
})

test('an empty file, as a crash while it was made may leave, becomes a store', async () => {
  const dataFolder = temporaryFolder()
  writeFileSync(join(dataFolder, 'real.sqlite'), '')
  chmodSync(join(dataFolder, 'real.sqlite'), 0o600)
  rmSync(join(dataFolder, 'real.sqlite.lock'), { force: true })
  expect((await temporaryStore('REAL', dataFolder)).lastSeq()).toBe(0)
})
