import { expect, test } from 'vitest'
import { authorOf, befriend, evidenceAt, markFor, pull, recordBy, recordsAt, startPartner } from './partner-nodes.ts'

test('what one node appends for two nations is verified and listed at the other', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const line = await recordBy(authorOf(jp), markFor('JPN', 'USA'))
  const [appended] = await jp.service.append([line])
  expect(appended).toMatchObject({ origin: 'jp.example/ch/JPN-USA', position: 1 })
  const partner = await pull(us, jp)
  expect(partner).toMatchObject({ state: 'ok', lagEntries: 0, lastComplaint: null, lastFailure: null })
  const records = await recordsAt(us, jp)
  expect(records.map(({ kind, state }) => [kind, state])).toEqual([
    ['dataset.add', 'believed'],
    ['key.add', 'believed'],
  ])
  expect(records[0]?.line).toBe(Buffer.from(line).toString('utf8'))
  expect(await evidenceAt(us)).toEqual([])
})
