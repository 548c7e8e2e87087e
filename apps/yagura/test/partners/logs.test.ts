import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { base64UrlOf, coreKinds, keyIdOf, type Signer, signRecord } from '@yagura/record'
import { runYagura } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { createMemorySigner } from '../../src/crypto/ed25519-seed.ts'
import { createFileSigner } from '../../src/crypto/key-file.ts'
import { headDocument, type LogHead, listHeads } from '../../src/node/partners/channels/stored-log.ts'
import { checkLogs } from '../../src/node/partners/fsck/check-logs.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import {
  administrator,
  authorOf,
  befriend,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from './partner-nodes.ts'

const mark = markFor('JPN', 'USA')
const many = (node: TestPartner, count: number): Promise<readonly Uint8Array[]> =>
  Promise.all(Array.from({ length: count }, () => recordBy(authorOf(node), mark)))

async function checked(dataFolder: string) {
  const store = await openStore({ dataFolder, mode: 'REAL' })
  try {
    const logs = []
    for await (const log of checkLogs(store, dataFolder, 'REAL')) logs.push(log)
    return logs
  } finally {
    await store.close()
  }
}

describe('a log in the store', () => {
  test('keeps six hundred appends that come at once in order and under one root on both sides', async () => {
    const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
    await befriend(jp, us)
    const lines = await many(jp, 600)
    const appended = await jp.service.append(lines)
    expect(appended.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1))
    await pull(us, jp)
    const [theirs] = (await pull(us, jp)).logs.filter(({ isOwn }) => !isOwn)
    const [ours] = (await pull(jp, us)).logs.filter(({ isOwn }) => isOwn)
    expect(theirs).toMatchObject({ size: 601, quarantined: 0 })
    expect(ours).toMatchObject({ size: 601, root: theirs?.root, witnessedSize: 601 })
    await Promise.all([jp.stop(), us.stop()])
    for (const node of [jp, us]) {
      expect(await checked(node.dataFolder)).toMatchObject([{ size: 601, root: theirs?.root, error: undefined }])
    }
  })

  test('goes on after a restart, over the end of a tile', async () => {
    const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
    await befriend(jp, us)
    await jp.service.append(await many(jp, 254))
    await pull(us, jp)
    const again = await jp.restart()
    const [appended] = await again.service.append(await many(again, 3))
    expect(appended?.position).toBe(255)
    const later = await us.restart()
    expect(await pull(later, again)).toMatchObject({ lagEntries: 0, lastComplaint: null })
    await again.stop()
    expect(await checked(jp.dataFolder)).toMatchObject([{ size: 258, error: undefined }])
  })

  test('refuses what is not for two nations with this one, twice the same, of another mode, or too high for a partner', async () => {
    const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
    await pin(jp, us, { policies: ['TLP', 'JP'], level: { pol: 'JP', lvl: 1 }, compartments: [] })
    await pin(us, jp)
    const refused = async (more: object): Promise<string> => {
      const line = await recordBy(authorOf(jp), { ...mark, ...more })
      return jp.service.append([line]).then(
        () => 'taken',
        (error: { readonly faultCode?: string }) => error.faultCode ?? String(error),
      )
    }
    expect(await refused({ aud: { JPN: 2, USA: 1 } })).toBe('marking/no-log')
    expect(await refused({ aud: { AUS: 2, USA: 2 } })).toBe('marking/audience')
    expect(await refused({ mode: 'SIMULATED' })).toBe('marking/mode')
    expect(await refused({ pol: 'JP', lvl: 2 })).toBe('marking/clearance')
    expect(await refused({ pol: 'JP', lvl: 1 })).toBe('taken')
    const line = await recordBy(authorOf(jp), mark)
    await jp.service.append([line])
    await expect(jp.service.append([line])).rejects.toMatchObject({ faultCode: 'record/repeated' })
  })
})

describe('a log that was altered on the disk', () => {
  test('is whole for fsck while its newest entries are kept and not cosigned yet, and broken where they are of another tree', async () => {
    const jp = await startPartner('JPN', 'jp.example')
    const { service, context, dataFolder } = jp
    const lines = await many(jp, 4)
    await service.append(lines.slice(0, 2))
    const old = listHeads(context.store)[0]?.checkpoint ?? ''
    await service.append(lines.slice(2))
    const [head] = listHeads(context.store)
    const newest = head?.checkpoint ?? ''
    const errorWith = async (changed: Partial<LogHead>): Promise<string | undefined> => {
      if (head !== undefined) await context.store.commit({ put: [headDocument({ ...head, ...changed })] })
      for await (const { error } of checkLogs(context.store, dataFolder, 'REAL')) return error
      return 'no log'
    }
    expect(await errorWith({ checkpoint: old, seen: newest })).toBeUndefined()
    expect(await errorWith({ checkpoint: old, seen: old })).toBe('entries lie behind its newest checkpoint')
    expect(await errorWith({ checkpoint: old, seen: newest.replace(/\n5\n/, '\n6\n') })).toMatch(/^checkpoint: /)
  })

  test('is told to be broken by fsck where an entry, a tile or the head is another than was written', async () => {
    const jp = await startPartner('JPN', 'jp.example')
    await jp.service.append(await many(jp, 300))
    await jp.stop()
    const wound = async (sql: string): Promise<string | undefined> => {
      const { DatabaseSync } = await import('@photostructure/sqlite')
      const database = new DatabaseSync(join(jp.dataFolder, 'real.sqlite'))
      database.exec(sql)
      database.close()
      return (await checked(jp.dataFolder))[0]?.error
    }
    expect((await checked(jp.dataFolder))[0]?.error).toBeUndefined()
    const flip = (collection: string, key: string): string =>
      `UPDATE archive SET body = CAST(replace(CAST(body AS TEXT), 'text/plain', 'text/plaim') AS BLOB) WHERE collection = '${collection}' AND key = '${key}'`
    expect(await wound(flip('log-1-entries', '0000000100'))).toMatch(/compact range|checkpoint/)
    expect(await wound(`UPDATE archive SET body = zeroblob(32) WHERE collection = 'log-1-roots'`)).toMatch(/tile 0/)
    expect(await wound(`DELETE FROM archive WHERE collection = 'log-1-entries' AND key = '0000000003'`)).toMatch(
      /bundle 0/,
    )
  })
})

test('yagura fsck prints a row a log and ends with 1 where one is broken', async () => {
  const jp = await startPartner('JPN', 'jp.example')
  await jp.service.append(await many(jp, 2))
  await jp.stop()
  const good = await runYagura(['fsck', '--data', jp.dataFolder])
  expect(good.exitCode).toBe(0)
  expect(JSON.parse(good.stdout)).toMatchObject({ origin: 'jp.example/ch/JPN-USA', size: 3, valid: true, error: null })
})

test('a log that is carried on a medium is verified as if it had been fetched', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  await jp.service.append(await many(jp, 1))
  await us.stop()
  await jp.service.append(await many(jp, 260))
  await jp.service.append([await recordBy(authorOf(jp), markFor('AUS', 'JPN'))])
  const folder = temporaryFolder()
  const asked = { params: { node: 'us.example' }, query: undefined, body: { folder } }
  expect(await jp.service.handlers.exportPartnerLogs(asked, administrator)).toMatchObject({ logs: 1 })
  expect(readdirSync(join(folder, 't/jp.example/ch'))).toEqual(['JPN-USA'])
  expect(jp.context.store.readLog({ kind: 'audit/carried', newestFirst: true, limit: 9 }).records).toMatchObject([
    { subject: 'us.example', by: administrator.officer, body: { of: 'jp.example/ch/JPN-USA', folder } },
  ])
  await jp.stop()
  const carried = await us.restart()
  const taken = { params: undefined, query: undefined, body: { folder } }
  const { items } = await carried.service.handlers.importPartnerLogs(taken, administrator)
  expect(items).toMatchObject([{ origin: 'jp.example/ch/JPN-USA', quarantined: 0, fault: null }])
  expect(items[0]?.received).toBeGreaterThanOrEqual(260)
  expect((await recordsAt(carried, jp)).filter(({ state }) => state === 'believed')).toHaveLength(262)
})

test('a record that its author recalls is hidden at the partner, and its place in the log stays', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const [appended] = await jp.service.append(await many(jp, 1))
  await pull(us, jp)
  const data = { act: 'hide', record: appended?.bodySha256 ?? '', why: 'sent by mistake' }
  const byNode = await recordBy(authorOf(jp), mark, { kind: 'recall.ask', data })
  await expect(jp.service.append([byNode])).rejects.toMatchObject({ faultCode: 'record/out-of-scope' })
  const duty = createMemorySigner('', randomBytes(32))
  const officer = { ...duty, keyId: keyIdOf('jp.example', 'duty-1', duty.publicKey) }
  await jp.service.takeKeyRecord(await keyAdd(jp, officer))
  await jp.service.append([await recordBy(officer, mark, { kind: 'recall.ask', data })])
  await pull(us, jp)
  expect((await recordsAt(us, jp)).map(({ kind, state, line }) => [kind, state, line === null])).toEqual([
    ['recall.ask', 'believed', false],
    ['key.add', 'believed', false],
    ['dataset.add', 'recalled', true],
    ['key.add', 'believed', false],
  ])
})

/** The record by which two roots let an officer's key recall. */
async function keyAdd(node: TestPartner, { keyId, publicKey }: Signer): Promise<Uint8Array> {
  const roots = await Promise.all(node.roots.slice(1).map(({ file, passphrase }) => createFileSigner(file, passphrase)))
  const body = {
    ...{ at: '2026-01-01T00:00:00.000Z', by: `${node.node}/root-2`, id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', kind: 'key.add' },
    data: { alg: 'Ed25519', key: keyId, mandate: ['recall'], pub: base64UrlOf(publicKey), scope: ['recall.*'] },
    mark: { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode: 'REAL' },
    refs: [],
    v: 1,
  }
  const signed = await signRecord(body, roots, coreKinds)
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  return signed.line
}
