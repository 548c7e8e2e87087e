import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeIdentity } from '../../src/node/partners/identity/make-identity.ts'
import { createPartnersService } from '../../src/node/partners/partners-service.ts'
import { testContext } from '../alerts/alert-node.ts'
import { temporaryFolder, temporaryStore } from '../store/temporary-store.ts'
import { byNameAlone, markFor, recordBy } from './partner-nodes.ts'

const mark = markFor('JPN', 'USA')

/** A node as `yagura node init` makes it, without partners. */
async function freshNode() {
  const dataFolder = temporaryFolder()
  await makeIdentity({
    ...{ node: 'jp.example', party: 'JPN', url: 'https://127.0.0.1:1', mode: 'REAL', nowMs: Date.now() },
    ...{ dataFolder, rootsFolder: join(dataFolder, 'roots'), random: randomBytes },
  })
  const context = testContext(await temporaryStore('REAL', dataFolder), 'REAL')
  const options = { dataFolder, listen: undefined }
  const service = await createPartnersService(context, options, { verifyOfficer: byNameAlone })
  if (service.identity === undefined) throw new TypeError('no identity')
  return { append: service.append, author: service.identity.author }
}

test.each([
  ['a dataset', {}],
  ['a recall', { kind: 'recall.ask', data: { act: 'hide', record: 'ab'.repeat(32), why: 'wrong object' } }],
  ['an approval', { kind: 'release.approve', data: { record: 'ab'.repeat(32), to: ['AUS'] } }],
])('the key of a node alone brings %s into no log: a person answers for it', async (_, more) => {
  const { append, author } = await freshNode()
  const line = await recordBy(author, mark, more)
  await expect(append([line])).rejects.toMatchObject({ faultCode: 'record/out-of-scope' })
})

test('the key of a node signs answers and complaints', async () => {
  const { append, author } = await freshNode()
  const ack = { ask: 'ab'.repeat(32), done: 'hidden', record: 'cd'.repeat(32) }
  const complaint = { log: 'us.example/ch/JPN-USA', position: 3, leaf: 'ef'.repeat(32), code: 'record/schema' }
  const lines = [
    await recordBy(author, mark, { kind: 'recall.ack', data: ack }),
    await recordBy(author, mark, { kind: 'evidence.complaint', data: complaint }),
  ]
  expect((await append(lines)).map(({ position }) => position)).toEqual([1, 2])
})
