import { expect, test } from 'vitest'
import { bytesOf } from '../catalogue/node-context.ts'
import { caller, startNode } from './source-node.ts'

/** Identities, time and distance of the worked example of CCSDS 508.0-B-1. */
const message = [
  'CCSDS_CDM_VERS = 1.0',
  'CREATION_DATE = 2010-03-12T22:31:12.000',
  'ORIGINATOR = JSPOC',
  'MESSAGE_ID = 201113719185',
  'TCA = 2010-03-13T22:37:52.618',
  'MISS_DISTANCE = 715 [m]',
  'OBJECT = OBJECT1',
  'OBJECT_DESIGNATOR = 12345',
  'OBJECT = OBJECT2',
  'OBJECT_DESIGNATOR = 30337',
].join('\n')

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
