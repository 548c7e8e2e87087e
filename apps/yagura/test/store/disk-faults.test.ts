import { cpSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import { expect, test } from 'vitest'
import { checkStore } from '../../src/node/store/check-store.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { fillDisk, mayMount, maySeal, remount, seal, smallDisk } from './disk-faults.ts'
import { note, rows } from './drafts.ts'
import { temporaryFolder, temporaryStore } from './temporary-store.ts'

// Without the rights to mount a small disk or to seal a file (superuser, ext4) those faults cannot be made here.
const [cannotMount, cannotSeal] = [!mayMount(), !maySeal()]

const cannotWrite = (problem: string): object => ({
  code: 'store/cannot-write',
  remedy: 'call-operator',
  message: expect.stringContaining(problem),
})
const appended = async (store: Store): Promise<number | undefined> =>
  (await store.commit({ append: [note()] })).records[0]?.seq

test.skipIf(cannotMount)(
  'on a full disk a commit says so, reading goes on, and with room commits work again',
  async () => {
    const folder = smallDisk(12 << 20)
    const store = await temporaryStore('REAL', folder)
    expect(await appended(store)).toBe(1)
    expect(await fillDisk(store, folder)).toMatchObject(cannotWrite('the disk is full'))
    const before = store.list('settings').length
    await expect(store.commit({ append: [note()], archive: rows('elements', 500) })).rejects.toMatchObject(
      cannotWrite('the disk is full'),
    )
    expect([store.lastSeq(), store.list('settings').length]).toEqual([1, before])
    rmSync(join(folder, 'ballast'))
    expect(await appended(store)).toBe(2)
    expect(await store.commit({ archive: rows('elements', 500) })).toMatchObject({ archived: 500 })
    await store.close()
    expect(await checkStore(join(folder, 'real.sqlite'))).toMatchObject({ problems: [], lines: 2, archiveRows: 500 })
  },
)

test.skipIf(cannotMount)('of changes of one moment those that fit on the disk are kept', async () => {
  const folder = smallDisk(4 << 20)
  const store = await temporaryStore('REAL', folder)
  const huge = { put: [{ collection: 'settings', id: 'huge', body: 'x'.repeat(5 << 20) }] }
  const ended = await Promise.allSettled([appended(store), store.commit(huge), appended(store)])
  expect(ended).toMatchObject([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: cannotWrite('the disk is full') },
    { status: 'fulfilled', value: 2 },
  ])
})

test.skipIf(cannotMount)('a large change that does not fit leaves nothing, also after a restart', async () => {
  const folder = smallDisk(12 << 20)
  const store = await temporaryStore('REAL', folder)
  await store.commit({ archive: rows('kept', 10) })
  const large = { archive: rows('elements', 26_389), put: [{ collection: 'sources', id: 's', body: 1 }] }
  await expect(store.commit(large)).rejects.toMatchObject(cannotWrite('the disk is full'))
  expect([[...store.readArchive('elements')].length, store.get('sources', 's')]).toEqual([0, undefined])
  await store.close()
  const again = await temporaryStore('REAL', folder)
  expect([...again.readArchive('elements')]).toEqual([])
  expect(await again.commit({ archive: rows('elements', 300) })).toMatchObject({ archived: 300 })
  await again.close()
  expect(await checkStore(join(folder, 'real.sqlite'))).toMatchObject({ problems: [], archiveRows: 310 })
})

test.skipIf(cannotSeal)('a store that becomes read-only says so, and works again when it may be written', async () => {
  const folder = temporaryFolder()
  const store = await temporaryStore('REAL', folder)
  expect(await appended(store)).toBe(1)
  const open = seal(join(folder, 'real.sqlite'), join(folder, 'real.sqlite-wal'))
  for (let times = 0; times < 3; times++) {
    await expect(appended(store)).rejects.toMatchObject({ code: 'store/cannot-write', cause: expect.any(Error) })
  }
  expect(store.readLog({ newestFirst: true, limit: 5 }).total).toBe(1)
  open()
  expect(await appended(store)).toBe(2)
  await store.close()
  expect(await checkStore(join(folder, 'real.sqlite'))).toMatchObject({ problems: [], lines: 2 })
})

test.skipIf(cannotMount)('a store on a read-only disk is not opened, and the folder is named', async () => {
  const [folder, made] = [smallDisk(4 << 20), temporaryFolder()]
  await (await temporaryStore('REAL', made)).close()
  cpSync(made, folder, { recursive: true })
  expect(remount(folder, 'ro')).toBe(true)
  await expect(openStore({ dataFolder: folder, mode: 'REAL' })).rejects.toMatchObject({
    code: 'store/cannot-open',
    message: expect.stringContaining(folder),
  })
  expect(remount(folder, 'rw')).toBe(true)
  expect(await appended(await temporaryStore('REAL', folder))).toBe(1)
})

test('a store whose file is removed while it is open is written anew with all that it held', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'real.sqlite')
  const store = await temporaryStore('REAL', folder)
  await store.commit({ append: [note('before')], archive: rows('elements', 1000) })
  rmSync(file)
  expect(await appended(store)).toBe(2)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await appended(store)).toBe(3)
  await store.close()
  expect(await checkStore(file)).toMatchObject({ problems: [], lines: 3, archiveRows: 1000, mode: 'REAL' })
  expect(readdirSync(folder).filter((name) => name.includes('rescued'))).toEqual([])
})

test('a store in whose place another file stands is not written until the right one is back', async () => {
  const folder = temporaryFolder()
  const [file, elsewhere] = [join(folder, 'real.sqlite'), join(folder, 'elsewhere')]
  const store = await temporaryStore('REAL', folder)
  expect(await appended(store)).toBe(1)
  renameSync(file, elsewhere)
  writeFileSync(file, 'something else')
  await expect(appended(store)).rejects.toMatchObject(cannotWrite('another file stands in its place'))
  renameSync(elsewhere, file)
  expect(await appended(store)).toBe(2)
})

test('a store whose journal is removed refuses commits, and a stop in order keeps all that was acknowledged', async () => {
  const folder = temporaryFolder()
  const store = await temporaryStore('REAL', folder)
  expect(await appended(store)).toBe(1)
  rmSync(join(folder, 'real.sqlite-wal'))
  await expect(appended(store)).rejects.toMatchObject(cannotWrite('its journal (-wal) was removed'))
  await store.close()
  const again = await temporaryStore('REAL', folder)
  expect([again.lastSeq(), await appended(again)]).toEqual([1, 2])
})

test('a data folder that is removed while its store is open comes back with the store, and stays with this process', async () => {
  const folder = join(temporaryFolder(), 'data')
  const store = await temporaryStore('REAL', folder)
  expect(await appended(store)).toBe(1)
  rmSync(folder, { recursive: true })
  expect(await appended(store)).toBe(2)
  await expect(openStore({ dataFolder: folder, mode: 'REAL' })).rejects.toMatchObject({ code: 'store/in-use' })
  await store.close()
  expect(await checkStore(join(folder, 'real.sqlite'))).toMatchObject({ problems: [], lines: 2 })
})
