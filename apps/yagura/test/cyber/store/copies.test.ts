import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runYagura } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { openStixStore, stixFile } from '../../../src/node/cyber/store/open-stix-store.ts'
import { checkStixStore } from '../../../src/node/cyber/store/stix-copies.ts'
import { stixMigrations } from '../../../src/node/cyber/store/stix-schema.ts'
import { openStore } from '../../../src/node/store/open-store.ts'
import { putTogether } from '../../../src/node/store/replace-store.ts'
import { loadSqlite } from '../../../src/node/store/sqlite.ts'
import { connectStore } from '../../../src/node/store/store-connection.ts'
import { lockStore } from '../../../src/node/store/store-files.ts'
import { note } from '../../store/drafts.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

const object = (name: string) =>
  JSON.stringify([
    {
      type: 'identity',
      spec_version: '2.1',
      id: 'identity--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
      created: '2026-01-01T00:00:00.000Z',
      modified: '2026-01-01T00:00:00.000Z',
      name,
      identity_class: 'organization',
    },
  ])

/** A data folder with a node's store and its STIX objects, and a backup of both. */
async function filled(): Promise<{ readonly data: string; readonly backup: string; readonly stix: string }> {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  const store = await openStore({ dataFolder: data, mode: 'REAL' })
  await store.commit({ append: [note('one')] })
  await store.close()
  const file = join(folder, 'identity.json')
  writeFileSync(file, object('Somebody'))
  expect((await runYagura(['cyber', 'import', file, '--data', data])).exitCode).toBe(0)
  const backup = join(folder, 'saved')
  expect((await runYagura(['backup', '--data', data, '--to', backup])).exitCode).toBe(0)
  return { data, backup, stix: join(data, 'cyber.sqlite') }
}

/** Says that a store is in another form. */
async function setForm(file: string, form: number): Promise<void> {
  const openSqlite = await loadSqlite()
  const connection = openSqlite(file, { readOnly: false, timeoutMs: 1000 })
  connection.exec(`PRAGMA user_version = ${form}`)
  connection.close()
}

const newer = stixMigrations.length + 1

test.each([
  ['of a newer form', (file: string) => setForm(file, newer), `has form ${newer}, written by a newer Yagura`],
  ['something else', (file: string) => writeFileSync(file, 'dear diary\n'.repeat(900)), 'cannot be used'],
  ['empty', (file: string) => writeFileSync(file, ''), 'the file is empty'],
])('a backup whose STIX objects are %s is refused, and neither store is changed', async (_, spoil, reason) => {
  const { data, backup } = await filled()
  const store = await openStore({ dataFolder: data, mode: 'REAL' })
  await store.commit({ append: [note('two')] })
  await store.close()
  await spoil(`${backup}.cyber`)
  const { exitCode, stderr } = await runYagura(['restore', backup, '--data', data, '--replace'])
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(reason) })
  expect(stderr).toContain(`${backup}.cyber`)
  expect(readdirSync(data).filter((name) => /restor|Z$/.test(name))).toEqual([])
  const after = await openStore({ dataFolder: data, mode: 'REAL' })
  expect(after.lastSeq()).toBe(2)
  await after.close()
})

test('a restore of which only a part was put in place is refused by the node until it is done again', async () => {
  const { data, backup } = await filled()
  const cut = {
    ...{ keptAside: undefined, end: () => undefined },
    put: () => {
      throw new Error('the power went')
    },
  }
  expect(() => putTogether(join(data, 'real.sqlite'), [cut])).toThrow('the power went')
  const place = { dataFolder: data, mode: 'REAL' } as const
  const refusal = {
    code: 'store/cannot-open',
    message: expect.stringMatching(/do it again by `yagura restore FILE --replace`/),
  }
  await expect(openStore(place)).rejects.toMatchObject(refusal)
  await expect(openStixStore({ ...place, clock: { nowMs: () => 0 } })).rejects.toMatchObject(refusal)
  expect((await runYagura(['restore', backup, '--data', data, '--replace'])).exitCode).toBe(0)
  const store = await openStore(place)
  expect(store.lastSeq()).toBe(1)
  await store.close()
})

test('an upgrade refuses STIX objects of a newer form, or something else in their place, before it changes anything', async () => {
  const { data, stix } = await filled()
  const good = await runYagura(['upgrade', '--data', data])
  expect(good.stdout + good.stderr).toContain(`${stix}: has form ${stixMigrations.length} already; nothing to do`)
  await setForm(stix, newer)
  // The journal of a store goes when the last who had it open has ended.
  const files = () =>
    readdirSync(data)
      .filter((name) => !/-(?:wal|shm)$/.test(name))
      .toSorted()
  const before = files()
  for (const command of [['upgrade'], ['cyber', 'search', 'x']]) {
    const { exitCode, stderr } = await runYagura([...command, '--data', data])
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`the store ${stix} has form ${newer}, written by a newer Yagura than this`)
  }
  expect(files()).toEqual(before)
  writeFileSync(stix, 'dear diary\n'.repeat(900))
  const { exitCode, stderr } = await runYagura(['upgrade', '--data', data])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`the store ${stix} is damaged`)
  expect(existsSync(`${stix}-wal`)).toBe(false)
})

test('an upgrade refuses before it changes anything where one of several stores is in use', async () => {
  const data = temporaryFolder()
  const openSqlite = await loadSqlite()
  const [real, simulated] = (['REAL', 'SIMULATED'] as const).map((mode) => {
    const file = stixFile(data, mode)
    connectStore(openSqlite, { file, mode, steps: stixMigrations.slice(0, 1), isTrimmed: false }).close()
    return file
  })
  const lock = lockStore(openSqlite, simulated ?? '')
  onTestFinished(lock.release)
  const { exitCode, stderr } = await runYagura(['upgrade', '--data', data])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${simulated}`)
  expect(await checkStixStore(real ?? '')).toMatchObject({ version: 1 })
  expect(readdirSync(data).filter((name) => name.includes('form-'))).toEqual([])
})
