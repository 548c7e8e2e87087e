import { expect, test } from 'vitest'
import { createOfficersService } from '../../src/node/officers/service.ts'
import { createPartnersService } from '../../src/node/partners/partners-service.ts'
import { testContext } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'
import { keysFor } from './partner-nodes.ts'

const none = { params: undefined, query: undefined, body: undefined }
const ito = { officer: 'Ito', role: 'administrator' } as const
const password = (name: string): string => `the long password of ${name}`
const abe = { name: 'Abe', password: password('Abe') }
const node = 'us.example'

/** A node with two administrators and an officer, and the card of a partner. */
async function nodeWithAccounts() {
  const [own, us] = await Promise.all([keysFor('JPN', 'jp.example'), keysFor('USA', node)])
  const context = testContext(await temporaryStore('REAL', own.dataFolder), 'REAL')
  const officers = createOfficersService(context, { passwordCost: { log2N: 4, r: 8, p: 1 } })
  for (const [name, role] of [
    ['Ito', 'administrator'],
    ['Abe', 'administrator'],
    ['Sato', 'officer'],
  ] as const) {
    await officers.handlers.addOfficer({ ...none, body: { name, role, password: password(name) } }, ito)
  }
  const options = { dataFolder: own.dataFolder, listen: undefined }
  const { handlers } = await createPartnersService(context, options, { verifyOfficer: officers.verifyOfficer })
  const { card, fingerprint } = us
  type Second = typeof abe | { readonly name: string } | undefined
  const withSecond = (second: Second) => (second === undefined ? {} : { second })
  return {
    lines: () => context.store.readLog({ kind: 'partner', newestFirst: false, limit: 10 }).records,
    listed: async () => (await handlers.listPartners(none, ito)).items.map(({ state }) => state),
    add: (second: Second) => handlers.addPartner({ ...none, body: { card, fingerprint, ...withSecond(second) } }, ito),
    change: (suspended: boolean, second?: Second) =>
      handlers.changePartner({ ...none, params: { node }, body: { suspended, ...withSecond(second) } }, ito),
    remove: () => handlers.removePartner({ ...none, params: { node } }, ito),
  }
}

test.each([
  ['by nobody else', undefined],
  ['by the same person', { name: 'ito', password: password('Ito') }],
  ['with a wrong password', { name: 'Abe', password: password('Ito') }],
  ['without a password', { name: 'Abe' }],
  ['by an officer who is no administrator', { name: 'Sato', password: password('Sato') }],
])('a partner’s keys are not pinned where it is signed %s', async (_, second) => {
  const { add, listed } = await nodeWithAccounts()
  await expect(add(second)).rejects.toMatchObject({ code: 'partners/second-signature' })
  expect(await listed()).toEqual([])
})

test('a partner’s keys are pinned by two administrators, after it was removed too, and the log names both', async () => {
  const { add, remove, lines } = await nodeWithAccounts()
  expect(await add(abe)).toMatchObject({ addedBy: 'Ito, Abe', state: 'waiting' })
  await remove()
  await expect(add(undefined)).rejects.toMatchObject({ code: 'partners/second-signature' })
  await add(abe)
  const said = `${node} (USA) is a partner now, signed by Ito and Abe`
  expect(
    lines()
      .filter(({ kind }) => kind === 'partner/added')
      .map(({ by, text }) => `${by}: ${text}`),
  ).toEqual([`Ito: ${said}`, `Ito: ${said}`])
})

test('a partner is suspended by one administrator, and resumed by two', async () => {
  const { add, change, listed, lines } = await nodeWithAccounts()
  await add(abe)
  await change(true)
  await expect(change(false)).rejects.toMatchObject({ code: 'partners/second-signature' })
  expect(await listed()).toEqual(['suspended'])
  await change(false, abe)
  expect(await listed()).toEqual(['waiting'])
  expect(lines().at(-1)?.text).toBe(`${node} may ask and is asked, signed by Ito and Abe`)
})
