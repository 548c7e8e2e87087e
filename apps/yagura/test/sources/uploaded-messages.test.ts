import { expect, test } from 'vitest'
import { bytesOf } from '../catalogue/node-context.ts'
import { encounterMessage as message } from '../messages/encounter-message.ts'
import { caller, startNode } from './source-node.ts'

test('conjunction data messages are uploaded as a file of their own kind, and no element set is looked for in it', async () => {
  const node = await startNode()
  const file = { name: 'warning.cdm', reads: 'cdm', by: 'Sato', signal: new AbortController().signal } as const
  const report = await node.sources.upload({ ...file, bytes: bytesOf(message) })
  expect(report).toMatchObject({ sourceId: 'upload', file: 'warning.cdm', records: 1, added: 1, problemCount: 0 })
  const asked = { params: undefined, query: {}, body: undefined }
  expect(await node.messages.handlers.listMessages(asked, caller)).toMatchObject({
    items: [{ id1: 12345, id2: 30337, missKm: 0.715, source: 'upload', file: 'warning.cdm' }],
  })
  expect(node.objectCount()).toBe(0)
})
