import type { Store } from '@yagura/core'
import { expect, test } from 'vitest'
import type { JobRunner, NodeContext } from '../../src/node/context.ts'
import { createJobService, type JobService } from '../../src/node/jobs/job-service.ts'
import { testNode } from '../catalogue/node-context.ts'

const nowMs = Date.UTC(2026, 0, 1)
const caller = { officer: 'Sato', role: 'officer' } as const

/** A job that ends when a test says so. */
function openHeld(context: NodeContext) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const waiting = new Map<string, () => void>()
  const run: JobRunner<string> = ({ jobId, request, signal, report }) =>
    new Promise((resolve, reject) => {
      begun.push(request)
      signal.addEventListener('abort', () => reject(signal.reason))
      ends.set(jobId, () => resolve({ summary: `done ${request}`, link: '/' }))
      report(0.5, 'half')
      waiting.get(jobId)?.()
    })
  const jobs = createJobService(context)
  jobs.register('held', { parse: String, title: (request) => `Job ${request}`, run })
  /** Resolves when a job has begun in this process. */
  const begins = (id: string) =>
    new Promise<void>((resolve) => {
      if (ends.has(id)) resolve()
      else waiting.set(id, resolve)
    })
  return { jobs, begun, ends, begins }
}

function state(jobs: JobService, context: NodeContext, id: string, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (jobs.list().some((job) => job.id === id && (job.state === wanted || job.stage === wanted))) resolve()
    }
    context.live.subscribe(look)
    look()
  })
}

test('heavy jobs run one at a time, in the order in which they were asked for', async () => {
  const { context } = await testNode(nowMs)
  const { jobs, begun, ends } = openHeld(context)
  const first = await jobs.start('held', 'a', 'Sato')
  const second = await jobs.start('held', 'b', 'Suzuki')
  await state(jobs, context, first.id, 'half')
  expect(begun).toEqual(['a'])
  expect(jobs.runningCount()).toBe(1)
  ends.get(first.id)?.()
  await state(jobs, context, second.id, 'half')
  expect(begun).toEqual(['a', 'b'])
  expect(jobs.list().map(({ id, state: now }) => [id, now])).toContainEqual([first.id, 'finished'])
})

test('a queued job that is cancelled never begins', async () => {
  const { context } = await testNode(nowMs)
  const { jobs, begun, ends } = openHeld(context)
  const first = await jobs.start('held', 'a', 'Sato')
  const second = await jobs.start('held', 'b', 'Sato')
  const ask = { params: { id: second.id }, query: undefined, body: undefined }
  expect(await jobs.handlers.cancelJob(ask, caller)).toMatchObject({ state: 'cancelled' })
  await state(jobs, context, first.id, 'half')
  ends.get(first.id)?.()
  await state(jobs, context, first.id, 'finished')
  expect(begun).toEqual(['a'])
})

test('a job that fails says why, and may be resumed', async () => {
  const { context } = await testNode(nowMs)
  const jobs = createJobService(context)
  let attempts = 0
  jobs.register('fails', {
    parse: String,
    title: () => 'Fails once',
    run: async () => {
      attempts += 1
      if (attempts === 1) throw new Error('the disk went away')
      return { summary: 'fine', link: '/' }
    },
  })
  const { id } = await jobs.start('fails', '', 'Sato')
  await state(jobs, context, id, 'failed')
  const ask = { params: { id }, query: undefined, body: undefined }
  expect(await jobs.handlers.readJob(ask, caller)).toMatchObject({
    error: { code: 'jobs/defect', message: 'the disk went away' },
    resumable: true,
  })
  await jobs.handlers.resumeJob(ask, caller)
  await state(jobs, context, id, 'finished')
  expect(await jobs.handlers.readJob(ask, caller)).toMatchObject({ error: null, resumable: false, progress: 1 })
})

test('progress is shown at most four times a second', async () => {
  const node = await testNode(nowMs)
  const { context, events } = node
  const jobs = createJobService(context)
  jobs.register('steps', {
    parse: String,
    title: () => 'Steps',
    run: async ({ report }) => {
      for (let step = 0; step < 1000; step++) {
        node.setNow(nowMs + 1000 + step)
        report(step / 1000, 'stepping')
      }
      return { summary: 'done', link: '/' }
    },
  })
  const { id } = await jobs.start('steps', '', 'Sato')
  await state(jobs, context, id, 'finished')
  const shown = events.filter((event) => event.kind === 'job' && event.job.stage === 'stepping')
  expect(shown.length).toBeGreaterThan(2)
  expect(shown.length).toBeLessThanOrEqual(5)
})

test('an end that the disk does not take is shown, and the next job still runs', async () => {
  const { context } = await testNode(nowMs)
  let isFull = false
  const commit: Store['commit'] = (change) =>
    isFull ? Promise.reject(new Error('no space left')) : context.store.commit(change)
  const { jobs, ends } = openHeld({ ...context, store: { ...context.store, commit } })
  const first = await jobs.start('held', 'a', 'Sato')
  const second = await jobs.start('held', 'b', 'Sato')
  await state(jobs, context, first.id, 'half')
  isFull = true
  ends.get(first.id)?.()
  await state(jobs, context, first.id, 'failed')
  expect(jobs.list().find(({ id }) => id === first.id)?.error?.message).toBe('no space left')
  isFull = false
  await state(jobs, context, second.id, 'half')
  expect(jobs.runningCount()).toBe(1)
})

test('what waited when the process ended begins after the restart', async () => {
  const node = await testNode(nowMs)
  const before = openHeld(node.context)
  const first = await before.jobs.start('held', 'a', 'Sato')
  const second = await before.jobs.start('held', 'b', 'Sato')
  await state(before.jobs, node.context, first.id, 'half')
  await before.jobs.close()
  const { context } = await node.restart()
  const { jobs, begun, ends, begins } = openHeld(context)
  await begins(first.id)
  ends.get(first.id)?.()
  await state(jobs, context, second.id, 'half')
  expect(begun).toEqual(['a', 'b'])
})
