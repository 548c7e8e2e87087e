import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { backupStore } from '../../src/node/store/backup-store.ts'
import { checkStore } from '../../src/node/store/check-store.ts'
import { prepareRestore } from '../../src/node/store/restore-store.ts'
import { storeFile } from '../../src/node/store/store-files.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import {
  administrator,
  authorOf,
  befriend,
  evidenceAt,
  markFor,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from './partner-nodes.ts'

let jp: TestPartner
let us: TestPartner
let au: TestPartner
let backup: string
const three = markFor('AUS', 'JPN', 'USA')

const appendAt = async (node: TestPartner, mark = three): Promise<number> => {
  const [appended] = await node.service.append([await recordBy(authorOf(node), mark)])
  return appended?.position ?? -1
}
const putBack = async (): Promise<void> => {
  const restore = await prepareRestore(backup, { dataFolder: jp.dataFolder, stamp: '20261122T120000Z', replaces: true })
  restore.put()
  restore.end()
}
const accused = async (...nodes: readonly TestPartner[]): Promise<readonly string[]> =>
  (await Promise.all(nodes.map(evidenceAt))).flat().map(({ text }) => text)

/** JPN was put back to one record and its key; AUS has those, and USA, which is away, has two records more. */
beforeEach(async () => {
  ;[jp, us, au] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startPartner('AUS', 'au.example'),
  ])
  await befriend(jp, us, au)
  await appendAt(jp)
  await Promise.all([pull(us, jp), pull(au, jp)])
  backup = join(temporaryFolder(), 'backup.sqlite')
  await backupStore(storeFile(jp.dataFolder, 'REAL'), backup, checkStore)
  await au.stop()
  expect([await appendAt(jp), await appendAt(jp), await appendAt(jp, markFor('JPN', 'USA'))]).toEqual([2, 3, 1])
  await pull(us, jp)
  await Promise.all([us.stop(), jp.stop()])
  await putBack()
  ;[au, jp] = [await au.restart(), await jp.restart()]
})

describe('a node that was put back from a backup', () => {
  test('waits for the partner that is away, although another answers, and says for whom', async () => {
    expect(await pull(jp, au)).toMatchObject({ awaitedSinceUtc: null })
    expect(await pull(jp, us)).toMatchObject({ awaitedSinceUtc: expect.stringMatching(/Z$/) })
    await expect(appendAt(jp)).rejects.toMatchObject({
      code: 'partners/not-reconciled',
      awaited: ['us.example'],
      message: expect.stringContaining('us.example may hold more of jp.example/ch/AUS-JPN-USA'),
    })
  })

  test('still waits after another start', async () => {
    await pull(jp, au)
    jp = await jp.restart()
    await expect(appendAt(jp)).rejects.toMatchObject({ awaited: ['us.example'] })
  })

  test('goes on with logs of those who have answered', async () => {
    expect(await appendAt(jp, markFor('AUS', 'JPN'))).toBe(1)
  })

  test('shows nobody its shorter log meanwhile, and nobody accuses it', async () => {
    const link = await pull(au, jp)
    expect(link).toMatchObject({ lastComplaint: null, lastFailure: { code: 'partners/not-now' } })
    expect(await accused(au, jp)).toEqual([])
  })

  test('takes its entries back when that partner returns, and forks nothing', async () => {
    us = await us.restart()
    expect(await appendAt(jp)).toBe(4)
    await Promise.all([pull(us, jp), pull(au, jp)])
    const logs = await Promise.all([jp, us, au].map((node) => recordsAt(node, jp)))
    const own = logs.map((records) => records.filter(({ origin }) => origin.endsWith('AUS-JPN-USA')))
    expect(own.map((records) => records.map(({ position, state }) => [position, state]))).toEqual(
      Array(3).fill([4, 3, 2, 1, 0].map((position) => [position, 'believed'])),
    )
    expect(new Set(own.map((records) => JSON.stringify(records.map(({ line }) => line)))).size).toBe(1)
    expect(await accused(us, au, jp)).toEqual([])
  })

  test('takes a log back that its backup did not know', async () => {
    us = await us.restart()
    await pull(jp, us)
    const held = (await recordsAt(jp, jp)).filter(({ origin }) => origin === 'jp.example/ch/JPN-USA')
    expect(held.map(({ position, state }) => [position, state])).toEqual([
      [1, 'believed'],
      [0, 'believed'],
    ])
  })

  test('goes on without a partner that was removed as lost for good', async () => {
    const params = { node: 'us.example' }
    await jp.service.handlers.removePartner({ params, query: undefined, body: undefined }, administrator)
    expect(await appendAt(jp)).toBe(2)
  })
})

test('a copy that was put in the place of a store by other means is noticed too, and the same store started again is not', async () => {
  await jp.stop()
  const [file, copy] = [storeFile(jp.dataFolder, 'REAL'), join(jp.dataFolder, 'copy')]
  const restartedUs = await us.restart()
  jp = await jp.restart()
  expect(await appendAt(jp)).toBe(4)
  await Promise.all([restartedUs.stop(), jp.stop()])
  jp = await jp.restart()
  expect(await appendAt(jp)).toBe(5)
  await jp.stop()
  copyFileSync(file, copy)
  rmSync(file)
  copyFileSync(copy, file)
  jp = await jp.restart()
  await expect(appendAt(jp)).rejects.toMatchObject({ awaited: ['us.example'] })
})
