import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { StixStore } from '@yagura/cyber'
import { expect, test } from 'vitest'
import type { Job } from '../../../src/api/contract/jobs.ts'
import { createImports } from '../../../src/node/cyber/handlers/import-job.ts'
import { createJobService } from '../../../src/node/jobs/job-service.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { cyberNode, sato } from './cyber-node.ts'

const thread = stixThreadBundle()

const created = '2024-01-01T00:00:00.000Z'
const red = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'
const objects = [1, 2, 3].map((no) => ({
  ...{ type: 'malware', spec_version: '2.1', id: `malware--11111111-1111-4111-8111-00000000000${no}` },
  ...{ created, modified: created, name: `Malware ${no}`, is_family: true },
  ...(no === 3 ? { object_marking_refs: [red] } : {}),
}))
const bundle = { type: 'bundle', id: 'bundle--11111111-1111-4111-8111-111111111111', objects }

async function imports() {
  const { context, store } = await cyberNode(thread())
  const folder = join(temporaryFolder(), 'imports')
  const jobs = createJobService(context)
  const { importStix, start } = createImports(context, { store, jobs, folder })
  await start()
  const ended = new Promise<Job>((resolve) => {
    context.live.subscribe((event) => {
      if (event.kind === 'job' && ['finished', 'failed', 'cancelled'].includes(event.job.state)) resolve(event.job)
    })
  })
  const upload = async (bytes: Uint8Array, tlp?: 'GREEN'): Promise<Job> => {
    const query = { name: 'bundle.json', ...(tlp === undefined ? {} : { tlp }) }
    async function* body() {
      yield bytes
    }
    await importStix({ params: undefined, query, body: body() }, sato, new AbortController().signal)
    return ended
  }
  return { store, folder, upload }
}

async function marksOf(store: StixStore): Promise<readonly unknown[]> {
  const versions = await store.newest(objects.map(({ id }) => id))
  return versions.map(({ marking }) => marking)
}

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

test('a file that is handed in is imported as a job, and nothing of it is left beside the store', async () => {
  const { store, folder, upload } = await imports()
  const job = await upload(bytesOf(bundle))
  expect(job).toMatchObject({
    kind: 'cyber-import',
    state: 'finished',
    startedBy: 'Sato',
    title: 'import of bundle.json',
  })
  expect(job.result?.summary).toContain('3 added')
  expect(job.result?.link).toBe('/cyber/search?source=bundle.json')
  expect(await store.countByType({})).toEqual([{ type: 'malware', count: 3 }])
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('what says nothing of who may see it stays with this node, unless a label was chosen', async () => {
  const kept = await imports()
  await kept.upload(bytesOf(bundle))
  expect((await marksOf(kept.store))[0]).toMatchObject({ aud: {} })
  const chosen = await imports()
  await chosen.upload(bytesOf(bundle), 'GREEN')
  const marks = await marksOf(chosen.store)
  expect(marks[0]).toEqual({ pol: 'TLP', lvl: 1, tlp: 'GREEN', mode: 'REAL' })
  expect(marks[2]).toMatchObject({ tlp: 'RED' })
})

test('a file packed by gzip is read as what it holds', async () => {
  const { store, upload } = await imports()
  expect((await upload(gzipSync(bytesOf(bundle)))).state).toBe('finished')
  expect(await store.countByType({})).toEqual([{ type: 'malware', count: 3 }])
})

test('an object that is not valid is told in the summary and keeps nothing else out', async () => {
  const { store, upload } = await imports()
  const bad = { ...objects[0], id: 'malware--11111111-1111-4111-8111-000000000009', created: 'yesterday' }
  const { result } = await upload(bytesOf({ ...bundle, objects: [...objects, bad] }))
  expect(result?.summary).toContain('1 not usable')
  expect(result?.summary).toContain('first problem: objects[3]: ')
  expect(await store.countByType({})).toEqual([{ type: 'malware', count: 3 }])
})

test.each([
  '',
  '{"type":"bundle","objects":[{"type":"ind',
])('a file that holds “%s” is told to be no JSON', async (bytes) => {
  const { upload } = await imports()
  expect((await upload(Buffer.from(bytes))).result?.summary).toBe(
    'objects: 1 read, 0 added, 0 known, 0 quarantined, 1 not usable; first problem: the file is no JSON, or ends in the middle',
  )
})

test('an upload that breaks off leaves no job and no file', async () => {
  const { context, store } = await cyberNode(thread())
  const folder = join(temporaryFolder(), 'imports')
  const jobs = createJobService(context)
  const { importStix } = createImports(context, { store, jobs, folder })
  const broken = new AbortController()
  async function* body() {
    yield bytesOf(bundle)
    broken.abort()
    await once(new AbortController().signal, 'abort')
  }
  const query = { name: 'bundle.json' }
  await expect(importStix({ params: undefined, query, body: body() }, sato, broken.signal)).rejects.toThrow()
  expect(jobs.list()).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['{', 'JSON'],
  [JSON.stringify({ pol: 'XX', lvl: 0, mode: 'REAL' }), 'marking/unknown-policy'],
  [JSON.stringify({ pol: 'TLP', lvl: 0, mode: 'SIMULATED' }), 'it is marked SIMULATED, but this node is REAL'],
])('the marking %s is refused, and nothing is kept', async (mark, reason) => {
  const { context, store } = await cyberNode(thread())
  const folder = join(temporaryFolder(), 'imports')
  const jobs = createJobService(context)
  const { importStix } = createImports(context, { store, jobs, folder })
  async function* body() {
    yield bytesOf(bundle)
  }
  const asked = { params: undefined, query: { name: 'bundle.json', mark }, body: body() }
  await expect(importStix(asked, sato, new AbortController().signal)).rejects.toThrow(reason)
  expect([jobs.list(), existsSync(folder)]).toEqual([[], false])
})
