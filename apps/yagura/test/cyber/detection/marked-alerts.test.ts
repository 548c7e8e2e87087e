import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StixVersion } from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import { expect, test } from 'vitest'
import type { DetectionOptions } from '../../../src/node/cyber/detection/detection-service.ts'
import { toldOf } from '../../../src/node/cyber/detection/judge-detections.ts'
import { detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const amber: Marking = { pol: 'TLP', lvl: 2, tlp: 'AMBER', ctl: ['ORCON'], aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
const red: Marking = { pol: 'TLP', lvl: 4, tlp: 'RED', mode: 'REAL' }
const object = indicator(1, "[domain-name:value = 'evil.example']")
const held = (marking: Marking, seq: number, originator = 'USA'): StixVersion => ({
  ...{ object, seq, version: '2026-01-01T00:00:00.000Z', addedUs: startMs * 1000, source: 'feed/partner' },
  ...{ originator, marking },
})

/** A store with one indicator whose marking changes, or that is taken back. */
function changingStore(): DetectionOptions['stix'] & { now: StixVersion[] } {
  const store = {
    now: [held(amber, 1)],
    countByType: async () => [{ type: 'indicator' as const, count: store.now.length }],
    list: async () => ({ versions: store.now, cursor: undefined, isCursorGood: true }),
    newest: async () => store.now,
    relationsOfMany: async () => [],
  }
  return store
}

test('what was found by an indicator is told under its marking, also when that changes and when it was taken back', async () => {
  const stix = changingStore()
  const { service, folder, told, node } = await detectionNode([object], { stix })
  const location = join(folder, 'dns.log')
  writeFileSync(
    location,
    `${JSON.stringify({ _path: 'dns', ts: startMs / 1000, 'id.orig_h': '192.0.2.1', query: 'evil.example' })}\n`,
  )
  await service.handlers.addLogInput(
    {
      params: undefined,
      query: undefined,
      body: { name: 'DNS', kind: 'file', format: 'zeek', location, fromStart: true },
    },
    tanaka,
  )
  await service.round()
  expect(told()).toMatchObject([{ mark: amber }])
  const minuteLater = async (now: StixVersion[], minutes: number) => {
    stix.now = now
    node.setNow(startMs + minutes * 60_000)
    await service.round()
    return told().map(({ mark }) => mark)
  }
  expect(await minuteLater([held(red, 2)], 2)).toEqual([red])
  expect(await minuteLater([], 4)).toEqual([amber])
})

test('where another nation marks the same indicator otherwise both hold, and where nobody can say it nothing may leave', async () => {
  const found = {
    ...{ id: 'd', rule: object.id, title: 'Indicator 1', indicator: object.id, asset: '192.0.2.1', level: undefined },
    ...{ techniques: [], firstMs: startMs, lastMs: startMs, seenMs: startMs, count: 1, suppressedCount: 0 },
    ...{ hours: [], lines: [], logs: [] },
  }
  const policies = shippedPolicies()
  const asked = (newest: StixVersion[]) => ({ stix: { newest: async () => newest }, policies, mode: 'REAL' as const })
  const marked = { marking: amber, originator: 'USA', seq: 1 }
  const [both] = await toldOf([{ ...found, marked }], asked([held(red, 2, 'AUS')]))
  // Of both: the higher level and label, the control, and the nations of the one that names any.
  expect(both?.mark).toEqual({ ...amber, lvl: 4, tlp: 'RED' })
  const [unknown] = await toldOf([found], asked([]))
  expect(unknown?.mark).toEqual({ pol: 'TLP', lvl: 4, tlp: 'RED', aud: {}, mode: 'REAL' })
  const [byRule] = await toldOf([{ ...found, indicator: undefined }], asked([]))
  expect(byRule?.mark).toBeUndefined()
})
