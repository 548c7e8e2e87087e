import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import { expect, test } from 'vitest'
import { backup } from '../../src/cli/backup.ts'
import { check } from '../../src/cli/check.ts'
import type { CommandContext } from '../../src/cli/context.ts'
import { restore } from '../../src/cli/restore.ts'
import { upgrade } from '../../src/cli/upgrade.ts'
import type { NodeMode } from '../../src/node/context.ts'
import { checkStore } from '../../src/node/store/check-store.ts'
import { openStoreAt } from '../../src/node/store/open-store.ts'
import { migrations } from '../../src/node/store/schema.ts'
import { nodeStoreKind, upgradeStore } from '../../src/node/store/upgrade-store.ts'
import { note, rows } from './drafts.ts'
import { temporaryFolder, temporaryStore } from './temporary-store.ts'

/** Runs a command's function; what it says is gathered. */
function command(): { readonly context: CommandContext; readonly said: string[] } {
  const said: string[] = []
  const messages = { say: (text: string) => void said.push(text), progress: () => undefined, end: () => undefined }
  const output = { write: () => undefined, drain: async () => undefined, end: async () => undefined }
  return { context: { output, messages, signal: new AbortController().signal }, said }
}

async function filledStore(dataFolder: string, mode: NodeMode = 'REAL'): Promise<Store> {
  const store = await temporaryStore(mode, dataFolder)
  await store.commit({
    append: [note('a'), note('b')],
    put: [{ collection: 'settings', id: 'node', body: { name: 'Yagura' } }],
    archive: rows('elements', 400),
  })
  return store
}

test('a backup of a store that is being written is whole, private, and of one moment', async () => {
  const data = temporaryFolder()
  const to = join(temporaryFolder(), 'saved.sqlite')
  const store = await filledStore(data)
  let isDone = false
  const writing = (async () => {
    while (!isDone)
      await store.commit({ append: [note()], put: [{ collection: 'views', id: 'v', body: store.lastSeq() }] })
  })()
  const { context, said } = command()
  expect(await backup({ data, to }, context)).toBe(0)
  isDone = true
  await writing
  expect(statSync(to).mode & 0o777).toBe(0o600)
  expect(said.join('\n')).toContain('400 archive rows; checked and whole')
  expect(await checkStore(to)).toMatchObject({ problems: [], mode: 'REAL', archiveRows: 400 })
  expect(readdirSync(join(to, '..'))).toEqual(['saved.sqlite'])
})

test('a backup does not overwrite, and says where no store is', async () => {
  const data = temporaryFolder()
  const to = join(temporaryFolder(), 'taken')
  await expect(backup({ data, to }, command().context)).rejects.toMatchObject({ code: 'store/absent' })
  await filledStore(data)
  writeFileSync(to, 'precious')
  await expect(backup({ data, to }, command().context)).rejects.toMatchObject({ code: 'store/backup-exists' })
  expect(readFileSync(to, 'utf8')).toBe('precious')
})

test('a restored backup holds what the store held, in a new folder', async () => {
  const [data, other] = [temporaryFolder(), join(temporaryFolder(), 'new')]
  const to = join(temporaryFolder(), 'saved.sqlite')
  await filledStore(data, 'SIMULATED')
  await backup({ data, to, simulated: true }, command().context)
  const { context, said } = command()
  expect(await restore(to, { data: other }, context)).toBe(0)
  expect(said).toEqual([`${join(other, 'simulated.sqlite')}: restored (SIMULATED)`])
  const restored = await temporaryStore('SIMULATED', other)
  expect(restored.readLog({ newestFirst: false, limit: 9 }).records.map(({ subject }) => subject)).toEqual(['a', 'b'])
  expect(restored.get('settings', 'node')).toEqual({ name: 'Yagura' })
  expect([...restored.readArchive('elements')].map(({ body }) => body)).toEqual(rows('x', 400).map(({ body }) => body))
  expect((await restored.commit({ append: [note()] })).records[0]?.seq).toBe(3)
})

test('a store is put aside only when asked, with all that it held, and never while a node runs on it', async () => {
  const data = temporaryFolder()
  const file = join(data, 'real.sqlite')
  const to = join(temporaryFolder(), 'saved.sqlite')
  const store = await filledStore(data)
  await backup({ data, to }, command().context)
  await store.commit({ append: [note('later')] })
  await expect(restore(to, { data, replace: true }, command().context)).rejects.toMatchObject({ code: 'store/in-use' })
  await store.close()
  await expect(restore(to, { data }, command().context)).rejects.toMatchObject({ code: 'store/present' })
  const { context, said } = command()
  expect(await restore(to, { data, replace: true }, context)).toBe(0)
  const aside = said.join('\n').match(/kept as (\S+)$/)?.[1] ?? ''
  expect([(await checkStore(file)).lines, (await checkStore(aside)).lines]).toEqual([2, 3])
})

test('a journal that a kill left beside the store goes aside with it and does not reach the backup', async () => {
  const [data, running] = [temporaryFolder(), temporaryFolder()]
  const file = join(data, 'real.sqlite')
  const to = join(temporaryFolder(), 'saved.sqlite')
  const store = await filledStore(running)
  await backup({ data: running, to }, command().context)
  await store.commit({ append: [note('only in the journal')] })
  for (const suffix of ['', '-wal']) copyFileSync(join(running, `real.sqlite${suffix}`), `${file}${suffix}`)
  const { context, said } = command()
  await restore(to, { data, replace: true }, context)
  const aside = said.join('\n').match(/kept as (\S+)$/)?.[1] ?? ''
  expect((await checkStore(aside)).lines).toBe(3)
  expect((await temporaryStore('REAL', data)).lastSeq()).toBe(2)
})

test.each([
  ['cut off', (file: string) => truncateSync(file, 40_000)],
  ['something else', (file: string) => writeFileSync(file, 'dear diary\n'.repeat(900))],
  ['empty', (file: string) => truncateSync(file, 0)],
])('a backup that is %s is refused and nothing is changed', async (_, spoil) => {
  const data = temporaryFolder()
  const to = join(temporaryFolder(), 'saved.sqlite')
  await (await filledStore(data)).close()
  await backup({ data, to }, command().context)
  spoil(to)
  await expect(restore(to, { data, replace: true }, command().context)).rejects.toMatchObject({
    code: 'store/backup-refused',
  })
  expect((await temporaryStore('REAL', data)).lastSeq()).toBe(2)
  // What is missing is the backup, and no store.
  await expect(restore(`${to}.none`, { data }, command().context)).rejects.toMatchObject({
    code: 'cli/unreadable-file',
    message: expect.stringContaining('saved.sqlite.none'),
  })
})

const nextForm = [...migrations, "ALTER TABLE documents ADD COLUMN added TEXT NOT NULL DEFAULT 'none'"]
const nextKind = { ...nodeStoreKind, steps: nextForm, isTrimmed: true }

test('an upgrade brings an older store to the newest form and keeps it as it was', async () => {
  const data = temporaryFolder()
  const file = join(data, 'real.sqlite')
  const store = await filledStore(data)
  await expect(upgradeStore(file, 'stamp', nextKind)).rejects.toMatchObject({ code: 'store/in-use' })
  await store.close()
  const keptAside = `${file}.form-${migrations.length}.stamp`
  expect(await upgradeStore(file, 'stamp', nextKind)).toEqual({
    fromVersion: migrations.length,
    toVersion: nextForm.length,
    keptAside,
  })
  expect(await checkStore(keptAside)).toMatchObject({ problems: [], lines: 2, archiveRows: 400 })
  const upgraded = await openStoreAt({ file, mode: 'REAL', steps: nextForm, isTrimmed: true })
  expect([upgraded.lastSeq(), upgraded.get('settings', 'node')]).toEqual([2, { name: 'Yagura' }])
  await upgraded.close()
  await expect(upgradeStore(file, 'stamp', nodeStoreKind)).rejects.toMatchObject({ code: 'store/other-version' })
})

test('an upgrade that fails leaves the store in its old form', async () => {
  const data = temporaryFolder()
  const file = join(data, 'real.sqlite')
  await (await filledStore(data)).close()
  await expect(
    upgradeStore(file, 'stamp', { ...nextKind, steps: [...nextForm, 'DROP TABLE nowhere'] }),
  ).rejects.toThrow()
  expect(await checkStore(file)).toMatchObject({ problems: [], version: migrations.length, lines: 2 })
})

test('a store in the newest form is left as it is, and the command says so', async () => {
  const data = temporaryFolder()
  await expect(upgrade({ data }, command().context)).rejects.toMatchObject({ code: 'store/absent' })
  await (await filledStore(data)).close()
  const { context, said } = command()
  expect(await upgrade({ data }, context)).toBe(0)
  expect(said).toEqual([`${join(data, 'real.sqlite')}: has form ${migrations.length} already; nothing to do`])
  expect(readdirSync(data).filter((name) => name.includes('form-'))).toEqual([])
})

test('the command that checks counts what is there and fails where something is wrong', async () => {
  const data = temporaryFolder()
  await (await filledStore(data)).close()
  const good = command()
  expect(await check({ data }, good.context)).toBe(0)
  expect(good.said.join('\n')).toContain('whole: 2 lines of the log, 1 documents, 400 archive rows')
  truncateSync(join(data, 'real.sqlite'), 20_000)
  const bad = command()
  expect(await check({ data }, bad.context)).toBe(1)
  expect(bad.said.length).toBeGreaterThan(0)
  expect(existsSync(join(data, 'simulated.sqlite'))).toBe(false)
})
