import type { StixObject } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { createDiamondHandlers } from '../../../src/node/cyber/handlers/diamond-handlers.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { cyberNode, importInto, sato, sharedObjects } from './cyber-node.ts'

const thread = stixThreadBundle()
const ics = sharedObjects('cyber/stix/ics-attack-18.1.json.gz')
const times = { spec_version: '2.1', created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }
const uuid = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, '0')}`

const made = (type: string, no: number, name: string, more = {}): StixObject => ({
  ...{ type, id: `${type}--${uuid(no)}`, ...times, name, ...more },
})
const [group, other] = [made('intrusion-set', 1, 'Group'), made('intrusion-set', 2, 'Other group')] as const
const wiper = made('malware', 3, 'Wiper', { is_family: true })
const [phishing, wiping] = [made('attack-pattern', 4, 'Phishing'), made('attack-pattern', 5, 'Wiping')] as const
const tool = made('tool', 6, 'Tool')
const campaign = made('campaign', 7, 'Campaign')
const server = made('infrastructure', 8, 'Server')
const utility = made('identity', 9, 'Utility', { identity_class: 'organization' })
const relations = [
  [group, 'uses', wiper],
  [group, 'uses', phishing],
  [other, 'uses', wiper],
  [other, 'uses', phishing],
  [wiper, 'uses', wiping],
  [campaign, 'attributed-to', group],
  [campaign, 'uses', tool],
  [campaign, 'targets', utility],
  [server, 'delivers', wiper],
] as const
const objects: readonly StixObject[] = [
  ...[group, other, wiper, phishing, wiping, tool, campaign, server, utility],
  ...relations.map(([source, kind, target], index) => ({
    ...{ type: 'relationship', id: `relationship--${uuid(20 + index)}`, ...times, relationship_type: kind },
    ...{ source_ref: source.id, target_ref: target.id },
  })),
]

async function diamondOf(all: readonly StixObject[]) {
  const { store } = await cyberNode(thread())
  await importInto(store, all)
  const { readStixDiamond } = createDiamondHandlers(store)
  return async (id: string) => {
    const { vertices } = await readStixDiamond({ params: { id }, query: undefined, body: undefined }, sato)
    return Object.fromEntries(Object.entries(vertices).map(([name, all]) => [name, all.map(({ title }) => title)]))
  }
}

test('the diamond of an adversary holds what it and its campaigns did, and no other adversary that has the same tools', async () => {
  const read = await diamondOf(objects)
  expect(await read(group.id)).toEqual({
    adversary: ['Group'],
    capability: ['Phishing', 'Tool', 'Wiper', 'Wiping'],
    infrastructure: ['Server'],
    victim: ['Utility'],
  })
})

test('the diamond of a campaign holds not all that its adversary ever did', async () => {
  const read = await diamondOf(objects)
  expect(await read(campaign.id)).toEqual({
    ...{ adversary: ['Group'], capability: ['Tool'], infrastructure: [], victim: ['Utility'] },
  })
})

test.skipIf(ics === undefined)('of a group of ATT&CK that group alone is the adversary', async () => {
  const read = await diamondOf(ics ?? [])
  const { adversary, capability } = await read('intrusion-set--381fcf73-60f6-4ab2-9991-6af3cbc35192')
  expect(adversary).toEqual(['Sandworm Team'])
  expect(capability).toContain('Industroyer')
  expect(capability).not.toContain('Triton')
})
