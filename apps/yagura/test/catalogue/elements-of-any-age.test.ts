import { expect, test } from 'vitest'
import { createCatalogueService } from '../../src/node/catalogue/catalogue-service.ts'
import { bytesOf, testNode, testSettings } from './node-context.ts'

/** Epoch 2024-07-05; two years later it is past any use. */
const iss = [
  '1 25544U 98067A   24187.38405093  .00017261  00000-0  31137-3 0  9999',
  '2 25544  51.6390 226.0321 0010352  46.9211 313.2698 15.49801374461304',
]
/** The same orbit with a perigee below the surface: SGP4 does not take it at any time. */
const inside = [
  '1 25545U 98067B   24187.38405093  .00017261  00000-0  31137-3 0  9990',
  '2 25545  51.6390 226.0321 2010352  46.9211 313.2698 15.49801374461306',
]
const nowMs = Date.UTC(2026, 6, 5)
const caller = { officer: 'Sato', role: 'officer' } as const
const never = new AbortController().signal

async function openStreams() {
  const { context } = await testNode(nowMs)
  const service = await createCatalogueService(context, { settings: () => testSettings, priorityOf: () => null })
  const bytes = bytesOf([...iss, ...inside, ''].join('\n'))
  await service.ingest({ sourceId: 'S1', name: 'file', reads: 'elements', signal: never, bytes })
  return service.streams
}

/** Ids of an answer. @param rowBytes - From one id to the next. */
function idsOf(body: unknown, rowBytes: number, read: (view: DataView, at: number) => number): readonly number[] {
  if (!(body instanceof Uint8Array)) throw new Error('a whole answer was expected')
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  return Array.from({ length: view.getUint32(8, true) }, (_, row) => read(view, 32 + row * rowBytes))
}

test('elements of two years ago are among the elements, those of no orbit are not', async () => {
  const { readElements } = await openStreams()
  const { body } = await readElements({ params: undefined, query: undefined, body: undefined }, caller, never)
  expect(idsOf(body, 80, (view, at) => view.getFloat64(at, true))).toEqual([25_544])
})

test.each([
  ['are left out now', undefined, []],
  ['are there at their own time', '2024-07-06T00:00:00Z', [25_544]],
  ['are left out 31 days after it, as the settings allow 30', '2024-08-05T10:00:00Z', []],
  ['are left out 31 days before it', '2024-06-04T08:00:00Z', []],
])('positions of elements of two years ago %s', async (_, at, expected) => {
  const { readPositions } = await openStreams()
  const query = at === undefined ? {} : { at }
  const { body } = await readPositions({ params: undefined, query, body: undefined }, caller, never)
  expect(idsOf(body, 4, (view, place) => view.getUint32(place, true))).toEqual(expected)
})
