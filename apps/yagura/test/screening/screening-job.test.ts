import { createCatalogue, generatePopulation } from '@yagura/space'
import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import type { NodeContext } from '../../src/node/context.ts'
import { inSlices } from '../../src/node/in-slices.ts'
import { createJobService, type JobService } from '../../src/node/jobs/job-service.ts'
import { readRows } from '../../src/node/screening/screening-archive.ts'
import { screeningJob } from '../../src/node/screening/screening-job.ts'
import { utcOfUnixMs } from '../../src/node/unix-time.ts'
import { createStartScreening, type StartScreening } from '../../src/screening/start-screening.ts'
import { testNode } from '../catalogue/node-context.ts'
import { threadBundle } from './thread-bundle.ts'

const thread = threadBundle()
const nowMs = Date.UTC(2026, 0, 1)
const objectCount = 1500
const request = { kind: 'screening', days: 1, withinKm: 10 }
const catalogue = createCatalogue(generatePopulation({ seed: 1, epochUtc: utcOfUnixMs(nowMs), objectCount }))

type Slices = (slicesDone: number) => void

/** Jobs of a node whose screenings tell how many slices they have done. */
function openJobs(context: NodeContext, onSlice: Slices = () => undefined): JobService {
  const jobs = createJobService(context)
  const startScreening: StartScreening = (start, signal, tell) => {
    let done = start.finished.length
    return createStartScreening(thread())(start, signal, (message) => {
      tell(message)
      if (message.kind === 'slice') onSlice(++done)
    })
  }
  jobs.register(
    'screening',
    screeningJob(context, {
      catalogue: () => ({ revision: 7, catalogue, satcat: new Map(), fromPartners: new Map() }),
      maxAgeDays: () => 30,
      startScreening,
      threadCount: 1,
      finished: async () => undefined,
    }),
  )
  return jobs
}

function ended(jobs: JobService, context: NodeContext): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      const [job] = jobs.list()
      if (job !== undefined && ['finished', 'failed', 'cancelled'].includes(job.state)) resolve(job.state)
    }
    context.live.subscribe(look)
    look()
  })
}

async function rowsOf(context: NodeContext, jobs: JobService): Promise<Float64Array> {
  expect(await ended(jobs, context)).toBe('finished')
  return inSlices(readRows(context.store, jobs.list()[0]?.id ?? ''))
}

async function uninterrupted(): Promise<Float64Array> {
  const { context } = await testNode(nowMs)
  const jobs = openJobs(context)
  await jobs.start('screening', request, 'Sato')
  return rowsOf(context, jobs)
}

test('a screening gives the rows that the command gives for the same population', async () => {
  const rows = await uninterrupted()
  const demo = ['space', 'demo', '--objects', String(objectCount), '--start', '2026-01-01T00:00:00Z']
  const { stdout } = await runYagura([...demo, '--days', '1', '--within-km', '10', '--format', 'ndjson'])
  const expected = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.length / 9).toBe(expected.length)
  expect(expected.length).toBeGreaterThan(10)
  for (const [i, row] of expected.entries()) {
    const [id1, id2, , missKm, speed, maxPc, dilutionKm] = rows.subarray(i * 9)
    expect([id1, id2, missKm, speed, maxPc, dilutionKm]).toEqual([
      ...[row.id1, row.id2, row.miss_km, row.rel_speed_km_s, row.max_pc, row.dilution_km],
    ])
  }
})

test('a screening whose process ended goes on by itself and gives the rows of one that was never interrupted', async () => {
  const node = await testNode(nowMs)
  let enough: () => void = () => undefined
  const someDone = new Promise<void>((resolve) => {
    enough = resolve
  })
  const first = openJobs(node.context, (done) => done === 5 && enough())
  await first.start('screening', request, 'Sato')
  await someDone
  await first.close()
  const { context } = await node.restart()
  let fewest = Infinity
  const again = openJobs(context, (done) => {
    fewest = Math.min(fewest, done)
  })
  const rows = await rowsOf(context, again)
  expect(rows).toEqual(await uninterrupted())
  expect(fewest).toBeGreaterThan(4)
  const kinds = context.store.readLog({ kind: 'job', newestFirst: false, limit: 100 }).records.map(({ kind }) => kind)
  expect(kinds).toEqual(['job/queued', 'job/started', 'job/resumed', 'job/finished'])
})

test('a cancelled screening keeps its slices, and resuming it ends with the same rows', async () => {
  const { context } = await testNode(nowMs)
  const caller = { officer: 'Suzuki', role: 'officer' } as const
  let enough: () => void = () => undefined
  const someDone = new Promise<void>((resolve) => {
    enough = resolve
  })
  const jobs = openJobs(context, (done) => done === 3 && enough())
  const { id } = await jobs.start('screening', request, 'Sato')
  await someDone
  const ask = { params: { id }, query: undefined, body: undefined }
  const cancelled = await jobs.handlers.cancelJob(ask, caller)
  expect(cancelled).toMatchObject({ state: 'cancelled', resumable: true })
  await expect(jobs.handlers.cancelJob(ask, caller)).rejects.toMatchObject({ code: 'jobs/wrong-state' })
  await jobs.handlers.resumeJob(ask, caller)
  expect(await rowsOf(context, jobs)).toEqual(await uninterrupted())
})

test('a primary that is not in the catalogue fails the job and names it', async () => {
  const { context } = await testNode(nowMs)
  const jobs = openJobs(context)
  await jobs.start('screening', { ...request, primaries: [25544] }, 'Sato')
  expect(await ended(jobs, context)).toBe('failed')
  expect(jobs.list()[0]?.error).toMatchObject({
    code: 'space/unknown-primary',
    message: expect.stringContaining('25544'),
  })
})
