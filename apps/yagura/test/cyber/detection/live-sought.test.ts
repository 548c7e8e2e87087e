import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createDetectionEngine } from '../../../src/node/cyber/detection/detection-engine.ts'
import { openSoughtSource } from '../../../src/node/cyber/detection/live-sought.ts'
import { createSoughtReader } from '../../../src/node/cyber/detection/sought-reader.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const thread = stixThreadBundle()
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'CLEAR' } as const
const nothingAsked = { params: undefined, query: undefined, body: undefined }
const nothingRemembered = { kept: () => [], keepOnly: () => undefined, problem: () => undefined }

/** What a node looks for, of a store that can be added to, and a clock that can be set on. */
async function sought() {
  let nowMs = startMs
  const store = await openStixStore(
    { dataFolder: temporaryFolder(), mode: 'REAL', clock: { nowMs: () => nowMs } },
    thread(),
  )
  onTestFinished(() => store.close())
  const lists = { files: async () => [], readAll: async () => ({ lists: [], problems: [] }) }
  const source = await openSoughtSource(store, temporaryFolder(), lists)
  const engine = createDetectionEngine()
  const loads: number[] = []
  const load: typeof engine.load = async (...asked) => {
    loads.push(nowMs)
    return engine.load(...asked)
  }
  const reader = createSoughtReader(
    source,
    { ...engine, load },
    { ...nothingRemembered, changeFor: () => ({ put: [], remove: [] }) },
    () => nowMs,
  )
  return {
    reader,
    loads: () => loads.length,
    add: (objects: Parameters<typeof store.add>[0][number]['object'][]) =>
      store.add(objects.map((object) => ({ object, marking, originator: '', source: 'test' }))),
    later: (ms: number) => {
      nowMs += ms
    },
  }
}

const named = (number: number) => indicator(number, `[domain-name:value = 'host-${number}.example']`)

test('more indicators than one page holds are all looked for', async () => {
  const { reader, add } = await sought()
  await add(Array.from({ length: 2345 }, (_, number) => named(number)))
  await reader.refresh()
  expect(reader.facts()).toMatchObject({ indicators: 2345, leftOut: 0 })
})

test('what is looked for is read again when an indicator came, and not for any other object', async () => {
  const { reader, loads, add, later } = await sought()
  await add([named(1)])
  await reader.refresh()
  await add([{ type: 'malware', id: 'malware--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061', is_family: false }])
  later(10_000)
  await reader.refresh()
  expect(loads()).toBe(1)
  await add([named(2)])
  later(10_000)
  await reader.refresh()
  expect([loads(), reader.facts().indicators]).toEqual([2, 2])
})

test('an indicator that is revoked is looked for no more', async () => {
  const { reader, add, later } = await sought()
  await add([named(1), named(2)])
  await reader.refresh()
  await add([{ ...named(1), modified: '2026-02-01T00:00:00.000Z', revoked: true }])
  later(10_000)
  await reader.refresh()
  expect(reader.facts().indicators).toBe(1)
})

test('a pattern that turns out too hard is told among what is not looked for, until that is read again', async () => {
  const network = "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"
  const name = "[domain-name:value LIKE '%.evil']"
  const either = `(${network} AND ${name} OR ${network} FOLLOWEDBY ${network})`
  const hard = indicator(1, `(${Array.from({ length: 16 }, () => either).join(' AND ')}) WITHIN 5 SECONDS`)
  const { service, folder, node } = await detectionNode([hard, named(2)])
  const rules = async () => (await service.handlers.listLogInputs(nothingAsked, tanaka)).rules
  const location = join(folder, 'events.log')
  writeFileSync(location, '')
  const body = { name: 'Gate', kind: 'file', format: 'json', location, fromStart: true } as const
  await service.handlers.addLogInput({ ...nothingAsked, body }, tanaka)
  await service.round()
  expect(await rules()).toMatchObject({ indicators: 2, leftOut: 0, problems: [] })
  const lines = Array.from({ length: 40 }, (_, at) => {
    const said = at % 2 === 0 ? { query: 'a.evil' } : { src_ip: `198.51.100.${at}` }
    return `${JSON.stringify({ '@timestamp': new Date(startMs + at * 1000).toISOString(), ...said })}\n`
  })
  writeFileSync(location, lines.join(''))
  node.setNow(startMs + 60_000)
  await service.round()
  const told = [expect.stringMatching(`^${hard.id}: given up: more than 100000 steps`)]
  expect(await rules()).toMatchObject({ indicators: 2, leftOut: 1, problems: told })
})
