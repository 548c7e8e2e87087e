import { truncateSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importByNode } from '../../src/cli/cyber-import-by-node.ts'
import type { NodeClient } from '../../src/cli/node-client.ts'
import { scratch } from '../scratch.ts'

const write = scratch()
const given = { originator: '', marking: { pol: 'TLP', lvl: 0, mode: 'REAL' } } as const
const context = {
  messages: { say: () => undefined, progress: () => undefined, end: () => undefined },
  output: { write: () => undefined, drain: async () => undefined, end: async () => undefined },
  signal: new AbortController().signal,
}
const problems = { tell: () => undefined, more: () => undefined }

/** A node that takes a file and then knows of its import only what is said. */
function nodeSaying(answer: unknown, taken = { bytes: 0 }): NodeClient {
  return {
    upload: async (_id: unknown, _asked: unknown, pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) taken.bytes += piece.byteLength
      return { id: 'job1' }
    },
    ask: async () => answer,
  } as unknown as NodeClient
}

test('of an import whose node was started again meanwhile the command says where to see what it did', async () => {
  const restarted = nodeSaying({ job: { id: 'job1', state: 'finished', stage: '', progress: 1 }, outcome: null })
  await expect(importByNode(restarted, write('a.json', '[]'), given, problems, context)).rejects.toMatchObject({
    code: 'cyber/import-lost',
    message: expect.stringMatching(/started again during the import job1, which was completed; its list of jobs/),
  })
})

test('a file that is more than a node takes is not sent on, and the command says what to do', async () => {
  const file = write('large.json', '')
  truncateSync(file, 513 << 20)
  const taken = { bytes: 0 }
  const node = nodeSaying(undefined, taken)
  await expect(importByNode(node, file, given, problems, context)).rejects.toThrow(
    /large\.json: it has more than 536870912 bytes, .* pack it by gzip, split it, or stop the node and run `yagura cyber import`/,
  )
  expect(taken.bytes).toBeLessThanOrEqual(512 << 20)
})
