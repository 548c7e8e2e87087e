import { describe, expect, test } from 'vitest'
import type { Rule } from '../../src/api/contract/alerts.ts'
import type { Caller } from '../../src/api/contract/operations.ts'
import { defaultRules } from '../../src/node/alerts/default-rules.ts'
import { password, testServer } from '../api/test-server.ts'
import { temporaryStore } from '../store/temporary-store.ts'
import { administrator, alertNode, detection, officer } from './alert-node.ts'

type Node = Awaited<ReturnType<typeof alertNode>>
type Change = Parameters<Node['handlers']['changeRule']>[0]['body']

const critical: Rule = {
  id: 'station',
  objects: { ids: [25544, 48274] },
  maxMissKm: 5,
  minMaxPc: 1e-4,
  leadTimeH: 24,
  priority: 'critical',
  consequence: 'loss of life',
  action: 'call the operator',
  timeAllowedMin: 15,
}
const calm: Rule = { ...critical, id: 'calm', priority: 'caution' }

const add = (node: Node, body: Rule) =>
  node.handlers.addRule({ params: undefined, query: undefined, body }, administrator)
const change = (node: Node, id: string, body: Change) =>
  node.handlers.changeRule({ params: { id }, query: undefined, body }, administrator)
const remove = (node: Node, id: string) =>
  node.handlers.removeRule({ params: { id }, query: undefined, body: undefined }, administrator)
const ids = async (node: Node) => {
  const { items } = await node.handlers.listRules({ params: undefined, query: undefined, body: undefined }, officer)
  return items.map(({ id }) => id)
}

describe('rules', () => {
  test('of a new node are the default ones, and each says consequence, action and time', async () => {
    const node = await alertNode()
    expect(await ids(node)).toEqual(defaultRules.map(({ id }) => id).sort())
    for (const { rationale } of node.rules()) {
      expect(rationale.consequence).not.toBe('')
      expect(rationale.action).not.toBe('')
      expect(rationale.timeAllowedS).toBeGreaterThan(0)
    }
  })

  test('that were all removed do not come back with a restart', async () => {
    const store = await temporaryStore()
    const before = await alertNode({ store, defaultRules: [calm] })
    await remove(before, 'calm')
    await before.close()
    expect(await ids(await alertNode({ store, defaultRules: [calm] }))).toEqual([])
  })

  test('that are added are judged by at once and after a restart, and whoever judges is told', async () => {
    const store = await temporaryStore()
    const node = await alertNode({ store, defaultRules: [] })
    let told = 0
    node.onRulesChanged(() => {
      told += 1
    })
    await add(node, { ...calm, minRelativeSpeedKmPerS: 0.1 })
    expect(told).toBe(1)
    expect(node.rules()[0]).toMatchObject({ id: 'calm', minRelativeSpeedKmPerS: 0.1, rationale: { timeAllowedS: 900 } })
    await node.close()
    expect((await alertNode({ store })).rules().map(({ id }) => id)).toEqual(['calm'])
  })

  test('of one id are one: of two that are added together the second is refused', async () => {
    const node = await alertNode({ defaultRules: [] })
    const [first, second] = await Promise.allSettled([add(node, calm), add(node, calm)])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'rule/unusable' } })
  })

  test('that are removed clear their alerts and no others', async () => {
    const node = await alertNode({ defaultRules: [calm] })
    await node.judge('space', [detection('a', { ruleId: 'calm' }), detection('b', { ruleId: 'other' })])
    await remove(node, 'calm')
    const page = await node.handlers.listAlerts({ params: undefined, query: {}, body: undefined }, officer)
    expect(page.items.map(({ key, state }) => `${key} ${state}`).sort()).toEqual(['a cleared', 'b new'])
  })

  test('that do not exist are not changed or removed, and an id does not change', async () => {
    const node = await alertNode({ defaultRules: [calm] })
    await expect(change(node, 'none', calm)).rejects.toMatchObject({ code: 'rule/unknown' })
    await expect(remove(node, 'none')).rejects.toMatchObject({ code: 'rule/unknown' })
    await expect(change(node, 'calm', { ...calm, id: 'b' })).rejects.toMatchObject({ code: 'rule/unusable' })
  })

  test('leave a line in the log each', async () => {
    const node = await alertNode({ defaultRules: [calm] })
    await change(node, 'calm', { ...calm, maxMissKm: 1 })
    await remove(node, 'calm')
    expect(node.context.logged.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'rule/added node',
      'rule/changed Abe',
      'rule/removed Abe',
    ])
  })
})

describe('loosening a Critical rule', () => {
  test.each([
    ['a lower priority', { priority: 'serious' }],
    ['a shorter distance', { maxMissKm: 4 }],
    ['a higher probability', { minMaxPc: 1e-3 }],
    ['a least relative speed', { minRelativeSpeedKmPerS: 0.1 }],
    ['a shorter lead time', { leadTimeH: 12 }],
    ['more time', { timeAllowedMin: 30 }],
    ['fewer objects', { objects: { ids: [25544] } }],
    ['objects of another kind', { objects: { owner: 'JPN' } }],
  ] as const)('by %s needs a second administrator', async (_, changes) => {
    const node = await alertNode({ defaultRules: [critical] })
    const rule: Change = { ...critical, ...(changes as Partial<Rule>) }
    await expect(change(node, 'station', rule)).rejects.toMatchObject({ code: 'rule/second-signature' })
    expect(await change(node, 'station', { ...rule, second: { name: 'Baker' } })).toEqual(rule)
    expect(node.context.logged.at(-1)?.text).toContain('signed by Abe and Baker')
  })

  test.each([
    ['more distance', { maxMissKm: 6 }],
    ['all objects', { objects: { all: true } }],
    ['more objects', { objects: { ids: [5, 25544, 48274] } }],
    ['another text', { action: 'call both operators' }],
  ] as const)('is not what %s does', async (_, changes) => {
    const node = await alertNode({ defaultRules: [critical] })
    await expect(change(node, 'station', { ...critical, ...(changes as Partial<Rule>) })).resolves.toBeDefined()
  })

  const looser: Rule = { ...critical, priority: 'caution' }

  test.each([
    ['the same person, written otherwise', { name: 'ＡＢＥ ' }],
    ['an officer who is no administrator', { name: 'Sato' }],
    ['a name and password that do not fit', { name: 'Nobody' }],
  ])('is refused with %s', async (_, second) => {
    const node = await alertNode({
      defaultRules: [critical],
      verifyOfficer: async (name) => {
        if (name === 'Nobody') return undefined
        return { officer: name, role: name === 'Sato' ? 'officer' : 'administrator' }
      },
    })
    await expect(change(node, 'station', { ...looser, second })).rejects.toMatchObject({
      code: 'rule/second-signature',
    })
    expect(node.rules()[0]?.priority).toBe('critical')
  })

  test('is refused to one administrator who signs twice, in whatever way their account takes its name', async () => {
    const { officers } = await testServer()
    const twice: Caller = { officer: 'Abe Ichiro', role: 'administrator' }
    const account = { name: twice.officer, role: twice.role, password }
    await officers.handlers.addOfficer({ params: undefined, query: undefined, body: account }, twice)
    const node = await alertNode({ defaultRules: [critical], verifyOfficer: officers.verifyOfficer })
    const body = { ...looser, second: { name: 'abe  Ｉｃｈｉｒｏ', password } }
    const asked = { params: { id: 'station' }, query: undefined, body }
    await expect(node.handlers.changeRule(asked, twice)).rejects.toThrow('both signatures are of one person')
    expect(node.rules()[0]?.priority).toBe('critical')
  })

  test('comes before removing it', async () => {
    const node = await alertNode({ defaultRules: [critical] })
    await expect(remove(node, 'station')).rejects.toMatchObject({ code: 'rule/second-signature' })
    await change(node, 'station', { ...looser, second: { name: 'Baker' } })
    await remove(node, 'station')
    expect(await ids(node)).toEqual([])
  })
})
