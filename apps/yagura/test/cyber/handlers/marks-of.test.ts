import { ownOriginator } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import { expect, onTestFinished, test } from 'vitest'
import { createMarksOf } from '../../../src/node/cyber/handlers/marks-of.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { indicator, startMs } from '../detection/detection-node.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'

const thread = stixThreadBundle()

test('what an alert or a link names is marked as the intelligence is by which it was found, under its originator', async () => {
  const clock = { nowMs: () => startMs }
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  const secret: Marking = { pol: 'US', lvl: 2, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL' }
  const own: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'REAL' }
  const [theirs, ours] = [1, 2].map((no) => indicator(no, `[domain-name:value = 'c${no}.example']`))
  if (theirs === undefined || ours === undefined) throw new Error('there are two')
  await store.add([
    { object: theirs, marking: secret, originator: 'USA', source: 'partner' },
    { object: ours, marking: own, originator: ownOriginator, source: 'officer/sato' },
  ])
  const detections: Readonly<Record<string, { readonly indicator: string | undefined }>> = {
    found: { indicator: theirs.id },
    byRule: { indicator: undefined },
  }
  const marksOf = createMarksOf(
    store,
    (id) => detections[id],
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
