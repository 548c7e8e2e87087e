import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { createMessageService } from '../../src/node/messages/message-service.ts'
import { bytesOf, testNode } from '../catalogue/node-context.ts'
import { encounterMessage as message } from './encounter-message.ts'

const folder = sharedData('space/ccsds/gehly_cdm')
const caller = { officer: 'sato', role: 'officer' } as const

const nowMs = Date.parse('2010-03-13T00:00:00Z')

const file = (bytes: string | Uint8Array) => ({
  ...{ sourceId: 'operator', name: 'messages.cdm', reads: 'cdm' as const },
  ...{ bytes: bytesOf(bytes), signal: new AbortController().signal },
})

test('a message that came twice is kept once, and survives a restart', async () => {
  const node = await testNode(nowMs)
  const context = node.context
  const service = createMessageService(context)
  expect(await service.ingest(file(message))).toMatchObject({ records: 1, added: 1, known: 0 })
  expect(await service.ingest(file(message))).toMatchObject({ records: 1, added: 0, known: 1 })
  const restarted = createMessageService((await node.restart()).context)
  const asked = { params: undefined, query: { object: 30337 }, body: undefined }
  expect(await restarted.handlers.listMessages(asked, caller)).toMatchObject({ total: 1, items: [{ missKm: 0.715 }] })
})

test('an encounter finds the messages of its pair and its time only', async () => {
  const service = createMessageService((await testNode(nowMs)).context)
  await service.ingest(file(message))
  const tcaMs = Date.parse('2010-03-13T22:37:52.618Z')
  expect(service.about(30337, 12345, tcaMs + 60_000)).toHaveLength(1)
  expect(service.about(30337, 12345, tcaMs + 5_400_000)).toHaveLength(0)
  expect(service.about(30337, 12346, tcaMs)).toHaveLength(0)
})

test('a bad message is reported and the good one beside it kept', async () => {
  const service = createMessageService((await testNode(nowMs)).context)
  const report = await service.ingest(file(`${message.replace('715', 'far')}\n${message}`))
  expect(report).toMatchObject({ added: 1, problemCount: 1, problems: [{ field: 'MISS_DISTANCE', line: 6 }] })
})

test.skipIf(!folder)('the messages of a real operator are listed newest first', async () => {
  const service = createMessageService((await testNode(nowMs)).context)
  const names = readdirSync(folder ?? '')
  for (const name of names) await service.ingest(file(readFileSync(join(folder ?? '', name))))
  const asked = { params: undefined, query: {}, body: undefined }
  const { items, total } = await service.handlers.listMessages(asked, caller)
  expect(total).toBe(names.length)
  const created = items.map(({ createdUtc }) => createdUtc)
  expect(created).toEqual([...created].sort().reverse())
})
