import { expect, test } from 'vitest'
import { UnknownAlertError } from '../../src/node/alerts/errors.ts'
import { detectionBehind, type ReadAlert } from '../../src/node/releases/thing-bindings.ts'

/** Alerts by their ids, with nothing but their evidence. */
const alerts: Readonly<Record<string, unknown>> = { logs: { detection: 'd1' }, sky: { closest: { id: 'x' } } }
const readAlert = async (id: string): Promise<ReadAlert> => {
  if (!Object.hasOwn(alerts, id)) throw new UnknownAlertError(id)
  return { evidence: alerts[id] } as ReadAlert
}

test('behind an alert about what was found in logs stands what was found; behind another thing, and an alert that is gone, nothing', async () => {
  const behind = (type: string, id: string) => detectionBehind({ type, id }, { readAlert })
  expect(await behind('alert', 'logs')).toEqual({ type: 'detection', id: 'd1' })
  expect(await behind('alert', 'sky')).toBeUndefined()
  expect(await behind('alert', 'gone')).toBeUndefined()
  expect(await behind('detection', 'logs')).toBeUndefined()
})
