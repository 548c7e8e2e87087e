import { markedSimulated, observableId, type StixObject, simulatedMarking } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { contributions, ids, malware, members, relationship, shared, type TaxiiNode, taxiiNode } from './taxii-node.ts'

const thread = stixThreadBundle()
const address = { type: 'ipv4-addr', spec_version: '2.1', value: '198.51.100.7' }
const [hidden, absent] = [address, { ...address, value: '198.51.100.8' }].map(
  (each): StixObject => ({ ...each, id: observableId(each) ?? '' }),
) as [StixObject, StixObject]
/** A definition under which nobody but this node's own nation may see what it marks, in a policy without words for TLP. */
const definition: StixObject = {
  ...{ type: 'marking-definition', spec_version: '2.1', created: '2024-01-01T00:00:00.000Z' },
  id: 'marking-definition--33333333-3333-4333-8333-333333333333',
  extensions: {
    'extension-definition--44444444-4444-4444-8444-444444444444': {
      extension_type: 'property-extension',
      marking: { pol: 'JP', lvl: 3, mode: 'REAL', aud: { JPN: 2 } },
    },
  },
}
const absentDefinition = 'marking-definition--55555555-5555-4555-8555-555555555555'

/** A node with things that no partner may see, and two partners that may add. */
async function guardedNode(): Promise<TaxiiNode> {
  const node = await taxiiNode(thread())
  await node.account({ name: 'usa', contributes: 'read-and-write' })
  await node.account({ name: 'aus', nation: 'AUS', contributes: 'read-and-write' })
  await node.share([hidden, definition, malware(1), malware(2)], ['JPN'])
  return node
}

/** Adds one object. @returns What the status says of it, without what differs between any two. */
async function added(node: TaxiiNode, as: string, object: StixObject): Promise<string> {
  const body = JSON.stringify({ objects: [object] })
  const response = await node.ask(as, `${contributions}/objects/`, { method: 'POST', body })
  const status = members(response)
  return JSON.stringify({ ...status, id: '', code: response.statusCode }).replaceAll(object.id, 'ID')
}

test('adding answers the same whether the node has such an object that is kept from the client, or none', async () => {
  const node = await guardedNode()
  const unknown = await added(node, 'usa', malware(3, { name: 'of the client' }))
  expect(await added(node, 'usa', malware(1))).toBe(unknown)
  expect(await added(node, 'usa', malware(2, { name: 'of the client' }))).toBe(unknown)
  expect(ids(await node.ask('usa', `${contributions}/objects/`))).toEqual([3, 1, 2].map((no) => malware(no).id))
})

test('adding under a definition answers the same whether the node has it, or nobody', async () => {
  const node = await guardedNode()
  const unknown = await added(node, 'usa', malware(5, { object_marking_refs: [absentDefinition] }))
  expect(await added(node, 'usa', malware(6, { object_marking_refs: [definition.id] }))).toBe(unknown)
})

test('a node of real data refuses what says that it is generated', async () => {
  const node = await guardedNode()
  expect(await added(node, 'usa', markedSimulated(malware(5)))).toContain('"failure_count":1')
  expect(await added(node, 'usa', simulatedMarking)).toContain('"failure_count":1')
  expect((await node.ask('usa', `${contributions}/objects/`)).body).toBe('{}')
})

test('what a client added does not come back as shared, so that nothing can be asked by adding it', async () => {
  const node = await guardedNode()
  await node.account({ name: 'other', contributes: 'no' })
  const [toAbsent, toHidden] = [relationship(1, malware(9), absent), relationship(2, malware(9), hidden)]
  for (const object of [hidden, absent, malware(1), malware(9), toAbsent, toHidden]) await added(node, 'usa', object)
  for (const as of ['usa', 'other']) expect((await node.ask(as, `${shared}/objects/`)).body).toBe('{}')
  expect(ids(await node.ask('usa', `${contributions}/objects/`))).toHaveLength(6)
})

test('what is shared may refer to what the client added, and what was shared before stays when it is added again', async () => {
  const node = await guardedNode()
  await node.share([malware(7)], ['USA'])
  for (const object of [malware(7), malware(9)]) await added(node, 'usa', object)
  const link = relationship(1, malware(7), malware(9))
  await node.share([link], ['USA'])
  expect(ids(await node.ask('usa', `${shared}/objects/`))).toEqual([malware(7).id, link.id])
})

test('what this node’s own programs added is shared with its others', async () => {
  const node = await guardedNode()
  await node.account({ name: 'sandbox', nation: null, contributes: 'write' })
  await node.account({ name: 'siem', nation: null })
  await added(node, 'sandbox', malware(9))
  expect(ids(await node.ask('siem', `${shared}/objects/`))).toContain(malware(9).id)
})

test('taking back answers the same for what others added, what is kept from the client, and what is nowhere', async () => {
  const node = await guardedNode()
  await added(node, 'aus', malware(3))
  const answers = new Set<string>()
  for (const no of [1, 3, 4]) {
    const { id } = malware(no)
    const { statusCode, body } = await node.ask('usa', `${contributions}/objects/${id}/`, { method: 'DELETE' })
    answers.add(`${statusCode} ${body.replaceAll(id, 'ID').replace(/"error_id":"[^"]*"/, '')}`)
  }
  expect(answers.size).toBe(1)
  expect(ids(await node.ask('aus', `${contributions}/objects/`))).toEqual([malware(3).id])
})

test('the status of what another client added answers as one that is nowhere', async () => {
  const node = await guardedNode()
  const body = JSON.stringify({ objects: [malware(3)] })
  const { id } = members(await node.ask('aus', `${contributions}/objects/`, { method: 'POST', body }))
  const told = async (status: string): Promise<string> => {
    const response = await node.ask('usa', `/taxii2/api/status/${status}/`)
    return `${response.statusCode} ${response.body.replace(/"error_id":"[^"]*"/, '')}`
  }
  expect(await told(String(id))).toBe(await told('66666666-6666-4666-8666-666666666666'))
})
