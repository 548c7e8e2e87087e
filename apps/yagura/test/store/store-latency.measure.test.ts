import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { expect, onTestFinished, test } from 'vitest'
import { note, rows } from './drafts.ts'
import { temporaryStore } from './temporary-store.ts'

/** As many as the public catalogue of 2024-07-05 holds. */
const elementSetCount = 26_389
/** What the store must keep for others while it takes a catalogue in. */
const limitMs = 50

const p99 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0

test('while a catalogue is archived, other commits and HTTP answers stay below 50 ms (p99)', async () => {
  const store = await temporaryStore()
  const server = createServer((_, response) => response.end(JSON.stringify(store.get('settings', 'node'))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const answer = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text()
  await store.commit({ put: [{ collection: 'settings', id: 'node', body: {} }] })
  // The first request of a process loads the client: that is no answer of the store.
  await answer()

  let isDone = false
  const commits: number[] = []
  const answers: number[] = []
  const archived = store.commit({ archive: rows('elements', elementSetCount) }).then((committed) => {
    isDone = true
    return committed.archived
  })
  const timed = async (times: number[], act: () => Promise<unknown>): Promise<void> => {
    while (!isDone) {
      const startMs = performance.now()
      await act()
      times.push(performance.now() - startMs)
    }
  }
  await Promise.all([timed(commits, () => store.commit({ append: [note()] })), timed(answers, answer)])
  expect(await archived).toBe(elementSetCount)
  expect(Math.min(commits.length, answers.length)).toBeGreaterThan(50)
  expect([p99(commits), p99(answers)].map((ms) => ms < limitMs)).toEqual([true, true])
})
