import { expect, test } from 'vitest'
import type { Alert } from '../../src/api/contract/alerts.ts'
import { createSubjectReader } from '../../src/node/releases/release-subject.ts'
import { alertNode, detection, officer } from '../alerts/alert-node.ts'
import { releaseNode, sato, signerOf, toUsa } from './release-node.ts'

const never = async (): Promise<never> => {
  throw new Error('not asked for')
}

/** An alert of a watch, and how it is shared. */
async function shared(watchId: string, more: Partial<ReturnType<typeof detection>> = {}) {
  const alerts = await alertNode()
  await alerts.judge(watchId, [detection('a', { watchId, ...more })])
  const { items } = await alerts.handlers.listAlerts({ params: undefined, query: {}, body: undefined }, officer)
  const [alert] = items as readonly Alert[]
  const read = createSubjectReader({
    ...{ casePart: never, encounter: never, elements: () => [], sourceName: () => '', keepBlob: never },
    alert: async (id) => alerts.handlers.readAlert({ params: { id }, query: undefined, body: undefined }, officer),
  })
  return read({ kind: 'alert', id: alert?.id ?? '' }, toUsa)
}

test('an alert of a watch that has no record kind of its own is told by its words, and leaves as any record does', async () => {
  const subject = await shared('other', { reason: 'x'.repeat(2001) })
  expect(subject).toMatchObject({
    ...{ kind: 'alert.told', title: 'title a' },
    data: {
      ...{ watch: 'other', priority: 'caution', title: 'title a', consequence: 'debris' },
      ...{ firstUtc: '2026-11-22T03:00:00.000Z', actByUtc: '2026-11-22T04:00:00.000Z' },
    },
  })
  expect((subject.data as { readonly reason: string }).reason).toBe(`${'x'.repeat(1999)}…`)
  const node = await releaseNode()
  node.setSubject(subject)
  const key = signerOf('sato')
  await node.certify('Sato', key, ['release'])
  const preview = await node.preview({ keyId: key.keyId, leaveOut: ['/reason'] }, sato)
  expect(preview).toMatchObject({ refusal: null, origin: 'jp.ncc.example/ch/JPN-USA' })
})

test('an alert about the node itself is shared with nobody', async () => {
  await expect(shared('node')).rejects.toMatchObject({ faultCode: 'release/not-shared' })
})
