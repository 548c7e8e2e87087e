import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownOriginator, type StixObject } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMarksOf, type FoundThings } from '../../../src/node/cyber/handlers/marks-of.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { detectionNode, indicator, startMs, tanaka } from '../detection/detection-node.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'

const thread = stixThreadBundle()
const secret: Marking = { pol: 'US', lvl: 2, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL' }

function found(detections: Readonly<Record<string, ReturnType<FoundThings['get']>>>): FoundThings {
  const all = Object.values(detections).flatMap((each) => each ?? [])
  return { get: (id) => detections[id], foundBy: (id) => all.filter(({ indicator: by }) => by === id) }
}

test('what an alert or a link names is marked as the intelligence is by which it was found, under its originator', async () => {
  const clock = { nowMs: () => startMs }
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  const own: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'REAL' }
  const [theirs, ours] = [1, 2].map((no) => indicator(no, `[domain-name:value = 'c${no}.example']`))
  if (theirs === undefined || ours === undefined) throw new Error('there are two')
  await store.add([
    { object: theirs, marking: secret, originator: 'USA', source: 'partner' },
    { object: ours, marking: own, originator: ownOriginator, source: 'officer/sato' },
  ])
  const marksOf = createMarksOf(
    store,
    found({ found: { indicator: theirs.id }, byRule: { indicator: undefined } }),
    () => 'JPN',
  )
  const ofTheirs = { mark: secret, originator: 'USA', approvals: [] }
  expect(
    await marksOf([
      { type: 'subject', id: '192.0.2.1' },
      { type: 'subject', id: theirs.id },
    ]),
  ).toEqual([ofTheirs])
  expect(await marksOf([{ type: 'stix', id: ours.id }])).toEqual([{ mark: own, originator: 'JPN', approvals: [] }])
  expect(await marksOf([{ type: 'detection', id: 'found' }])).toEqual([ofTheirs])
  expect(await marksOf([{ type: 'detection', id: 'byRule' }])).toEqual([])
  await expect(marksOf([{ type: 'detection', id: 'forgotten' }])).rejects.toMatchObject({
    faultCode: 'release/source-not-held',
  })
})

describe('an indicator that its bringer took back', () => {
  const clock = { nowMs: () => startMs }
  const theirs = indicator(1, "[domain-name:value = 'c1.example']")
  const asked = [
    { type: 'subject', id: theirs.id },
    { type: 'stix', id: theirs.id },
  ]

  /** A node that had it of a partner, found it in a log, and has it no more. */
  async function tookBack(left: readonly StixObject[]) {
    const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
    onTestFinished(() => store.close())
    const { service, folder } = await detectionNode([], { stix: store })
    const brought = { originator: 'USA', source: 'taxii/usa' }
    await store.add(left.map((object) => ({ object, marking: { pol: 'TLP', lvl: 0, mode: 'REAL' }, ...brought })))
    await store.add([{ object: { ...theirs, modified: '2026-02-01T00:00:00.000Z' }, marking: secret, ...brought }])
    const location = join(folder, 'dns.log')
    writeFileSync(location, `${JSON.stringify({ _path: 'dns', ts: startMs / 1000, query: 'c1.example' })}\n`)
    const body = { name: 'DNS', kind: 'file', format: 'zeek', location, fromStart: true } as const
    await service.handlers.addLogInput({ params: undefined, query: undefined, body }, tanaka)
    await service.round()
    await store.call('takeBack', brought.source, theirs.id, ['last'])
    const { items } = await service.handlers.listDetections({ params: undefined, query: {}, body: undefined }, tanaka)
    return { store, service, items, marksOf: createMarksOf(store, service.found, () => 'JPN') }
  }
  const ofTheirs = { mark: secret, originator: 'USA', approvals: [] }

  test('is marked as it was when it was found', async () => {
    const { marksOf, items } = await tookBack([])
    expect(items).toMatchObject([{ mark: secret }])
    expect(await marksOf(asked)).toEqual([ofTheirs])
    expect(await marksOf([{ type: 'detection', id: items[0]?.id ?? '' }])).toEqual([ofTheirs])
  })

  test('is not marked lower by an older version that is left', async () => {
    const { marksOf } = await tookBack([theirs])
    expect(await marksOf(asked)).toContainEqual(ofTheirs)
  })

  test('that nothing says any more how it was marked keeps back what names it', async () => {
    const { store } = await tookBack([])
    const marksOf = createMarksOf(store, found({}), () => 'JPN')
    await expect(marksOf(asked)).rejects.toMatchObject({ faultCode: 'release/source-not-held' })
  })
})
