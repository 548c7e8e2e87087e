import { join } from 'node:path'
import type { StixObject } from '@yagura/cyber'
import { runYagura } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { type OpenStixStore, openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { stixMigrations } from '../../../src/node/cyber/store/stix-schema.ts'
import type { StixView, WantedVersion } from '../../../src/node/cyber/store/stix-view.ts'
import { loadSqlite, type SqlConnection } from '../../../src/node/store/sqlite.ts'
import { connectStore } from '../../../src/node/store/store-connection.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from './stix-thread-bundle.ts'

const thread = stixThreadBundle()
const us = (utc: string): number => Date.parse(utc) * 1000
const times = { created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }
const idOf = (no: number): string => `x-acme-thing--00000000-0000-4000-8000-00000000000${no}`
const creator = 'identity--00000000-0000-4000-8000-000000000009'
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL' } as const
const red = { pol: 'TLP', lvl: 3, mode: 'REAL' } as const

async function open(dataFolder: string): Promise<OpenStixStore> {
  const store = await openStixStore(
    { dataFolder, mode: 'REAL', clock: { nowMs: () => us(times.created) / 1000 } },
    thread(),
  )
  onTestFinished(() => store.close())
  return store
}

/** A store in the first form, in which a version without a time was newest when it came last. */
async function firstForm(fill: (connection: SqlConnection) => void): Promise<string> {
  const data = temporaryFolder()
  const place = {
    file: join(data, 'cyber.sqlite'),
    mode: 'REAL',
    steps: stixMigrations.slice(0, 1),
    isTrimmed: false,
  } as const
  const connection = connectStore(await loadSqlite(), place)
  connection.prepare('INSERT INTO markings VALUES (1, ?, ?)').run('{"lvl":0,"mode":"REAL","pol":"TLP"}', 'JPN')
  connection.exec(`INSERT INTO sources VALUES (1, 'a.json'), (2, 'b.json')`)
  fill(connection)
  connection.close()
  return data
}

type OldVersion = { readonly seq: number; readonly no: number; readonly object: StixObject; readonly aside?: number }

/** Puts a version in as the first form had it. */
function put(connection: SqlConnection, { seq, no, object, aside }: OldVersion, isNewest: boolean): void {
  const addedUs = us('2025-01-01T00:00:00Z') + seq
  const { id, type, modified } = object
  const versionUs = typeof modified === 'string' ? BigInt(Date.parse(modified)) * 1000n : BigInt(addedUs)
  const version = typeof modified === 'string' ? modified : new Date(addedUs / 1000).toISOString()
  connection.prepare('INSERT OR IGNORE INTO names VALUES (?, ?)').run(no, id)
  const asideAs = aside === undefined ? '' : 'other-creator'
  connection
    .prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?, 1, 1, ?, ?, ?)')
    .run(seq, no, versionUs, version, addedUs, asideAs, aside ?? null, JSON.stringify(object))
  connection.prepare('INSERT INTO came_from (source, version) VALUES (1, ?), (2, ?)').run(seq, seq)
  if (!isNewest) return
  connection
    .prepare(`INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, NULL, -1, 0, 1, 1)`)
    .run(no, seq, type, String(object['name'] ?? ''), versionUs, versionUs, addedUs)
  connection.prepare('INSERT INTO words (rowid, name, rest) VALUES (?, ?, ?)').run(no, String(object['name'] ?? ''), '')
}

const stub = (no: number): StixObject => ({ type: 'x-acme-thing', id: idOf(no), name: `Stub ${no}` })
const genuine = (no: number, more: object = {}): StixObject => ({
  ...{ type: 'x-acme-thing', spec_version: '2.1', id: idOf(no), ...times, name: `Genuine ${no}`, ...more },
})

test('an upgrade makes versions with a time the newest, and takes in again those that stood behind one without', async () => {
  const hidden = genuine(1)
  const refused = genuine(2, { created_by_ref: creator })
  const address: StixObject = {
    type: 'ipv4-addr',
    id: 'ipv4-addr--4b8ed646-46df-5a9c-b5a6-b3ae128f35a6',
    value: '198.51.100.9',
  }
  const far = genuine(3, { created: '9999-12-31T23:59:59.999Z', modified: '9999-12-31T23:59:59.999Z' })
  const data = await firstForm((connection) => {
    put(connection, { seq: 1, no: 1, object: hidden }, false)
    put(connection, { seq: 2, no: 1, object: stub(1) }, true)
    put(connection, { seq: 3, no: 2, object: stub(2) }, true)
    put(connection, { seq: 4, no: 2, object: refused, aside: 3 }, false)
    put(connection, { seq: 5, no: 3, object: far }, true)
    put(connection, { seq: 6, no: 4, object: { ...address, ...times, x_by: 'stranger' } }, false)
    put(connection, { seq: 7, no: 4, object: address }, true)
  })
  await expect(open(data)).rejects.toMatchObject({ code: 'store/other-version' })
  const { exitCode, stderr } = await runYagura(['upgrade', '--data', data])
  expect(stderr).toContain('from form 1 to form 2')
  expect(exitCode).toBe(0)
  const store = await open(data)
  const ids = [idOf(1), idOf(2), idOf(3), address.id]
  expect((await store.newest(ids)).map(({ object }) => object)).toEqual([hidden, refused, far, address])
  const question = { sort: 'name', descending: false, limit: 10 } as const
  const found = (text: string) =>
    store.list({ ...question, text }).then(({ versions }) => versions.map(({ object }) => object.id))
  expect([await found('stub'), await found('genuine')]).toEqual([[], [idOf(1), idOf(2), idOf(3)]])
  expect((await store.versions(idOf(2))).map(({ object }) => object)).toEqual([stub(2), refused])
  expect((await store.quarantine(10)).total).toBe(0)
  expect((await store.sources()).map(({ versions }) => versions)).toEqual([7, 7])
  expect((await store.version(far.id, '9999-12-31T23:59:59.999Z'))?.object).toEqual(far)
  expect((await store.changesAfter(7, 10)).map(({ object }) => object)).toEqual([refused])
})

test('an upgrade keeps what lies in quarantine when whoever brought it took it back', async () => {
  const refused = genuine(1, { created_by_ref: creator })
  const data = await firstForm((connection) => {
    put(connection, { seq: 1, no: 1, object: stub(1) }, true)
    put(connection, { seq: 2, no: 1, object: refused, aside: 1 }, false)
    connection.exec('DELETE FROM came_from WHERE version = 2')
  })
  expect((await runYagura(['upgrade', '--data', data])).exitCode).toBe(0)
  const store = await open(data)
  expect((await store.quarantine(10)).entries).toMatchObject([{ object: refused }])
  expect((await store.newest([idOf(1)])).map(({ object }) => object)).toEqual([stub(1)])
})

test('a view shows of what it may hold the newest version, and one without a time opens no other', async () => {
  const store = await open(temporaryFolder())
  const provenance = { originator: 'JPN', source: 'a.json' }
  await store.add([
    { ...provenance, marking, object: stub(1) },
    { ...provenance, marking: red, object: genuine(1) },
    { ...provenance, marking, object: genuine(2) },
    { ...provenance, marking: red, object: stub(2) },
    { ...provenance, marking, object: stub(3) },
    { ...provenance, marking, object: genuine(3) },
    { ...provenance, marking, object: genuine(4) },
    { ...provenance, marking, object: stub(4) },
  ])
  const cleared = (await store.markings()).filter(({ marking: { lvl } }) => lvl === 0).map(({ id }) => id)
  const holds = { kind: 'releasable', markingIds: cleared, judgedUpTo: 2, ownSources: [] } as const
  const view: StixView = { key: 'releasable to somebody', holds }
  const shown = async (version: WantedVersion) => {
    const page = await store.call(
      'readView',
      view,
      { versions: [version], limit: 100 },
      us('2025-06-01T00:00:00Z'),
      true,
    )
    return page.entries.map(({ body }) => String(JSON.parse(body).name)).sort()
  }
  expect(await shown('last')).toEqual(['Genuine 2', 'Genuine 3', 'Genuine 4', 'Stub 1'])
  expect(await shown('first')).toEqual(['Genuine 2', 'Stub 1', 'Stub 3', 'Stub 4'])
  expect(await shown('all')).toEqual(['Genuine 2', 'Genuine 3', 'Genuine 4', 'Stub 1', 'Stub 3', 'Stub 4'])
})
