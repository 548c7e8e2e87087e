import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { neighbourhood, type Relation } from '../../src/index.ts'

function relationsOfAll(all: readonly Relation[]) {
  return async (ids: readonly string[]) =>
    ids.map((id) => all.filter(({ sourceId, targetId }) => sourceId === id || targetId === id))
}

function relation(sourceId: string, kind: string, targetId: string): Relation {
  return { id: `${sourceId} ${kind} ${targetId}`, kind, sourceId, targetId }
}

const group = 'intrusion-set--1'
const many = Array.from({ length: 400 }, (_, index) => relation(group, 'uses', `attack-pattern--${index}`))
const few = ['campaign--1', 'campaign--2'].map((campaign) => relation(campaign, 'attributed-to', group))

describe('what lies around an object', () => {
  test('two campaigns are not pushed out by four hundred techniques', async () => {
    const found = await neighbourhood(group, relationsOfAll([...many, ...few]), { nodes: 200, distance: 1 })
    const ids = found.nodes.map(({ id }) => id)
    expect(ids).toHaveLength(200)
    expect(ids).toContain('campaign--1')
    expect(ids).toContain('campaign--2')
    expect(found.leftOut).toEqual([{ kind: 'uses', type: 'attack-pattern', count: 400 - 197 }])
  })

  test('relations between two neighbours are among those shown', async () => {
    const between = relation('campaign--1', 'uses', 'attack-pattern--3')
    const found = await neighbourhood(group, relationsOfAll([...many.slice(0, 5), ...few, between]), {
      nodes: 200,
      distance: 1,
    })
    expect(found.relations).toContain(between)
    expect(found.leftOut).toEqual([])
  })

  test('the second ring is two relations away', async () => {
    const all = [...few, relation('campaign--1', 'uses', 'malware--1'), relation('malware--1', 'uses', 'tool--1')]
    const found = await neighbourhood(group, relationsOfAll(all), { nodes: 200, distance: 2 })
    expect(found.nodes).toContainEqual({ id: 'malware--1', distance: 2 })
    expect(found.nodes.map(({ id }) => id)).not.toContain('tool--1')
  })

  test('whatever the relations, every neighbour is shown or counted, and no more are shown than there is room for', async () => {
    const id = fc.integer({ min: 0, max: 30 }).map((number) => `malware--${number}`)
    const any = fc.array(fc.record({ from: id, kind: fc.constantFrom('uses', 'related-to'), to: id }), {
      maxLength: 80,
    })
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 20 }), async (drawn, nodes) => {
        const all = drawn.map(({ from, kind, to }) => relation(from, kind, to))
        const root = 'malware--0'
        const found = await neighbourhood(root, relationsOfAll(all), { nodes, distance: 1 })
        const shown = new Set(found.nodes.map(({ id: one }) => one))
        expect(shown.size).toBe(found.nodes.length)
        expect(shown.size).toBeLessThanOrEqual(nodes)
        for (const kind of ['uses', 'related-to']) {
          const near = all.filter((one) => one.kind === kind && (one.sourceId === root || one.targetId === root))
          const others = new Set(near.map(({ sourceId, targetId }) => (sourceId === root ? targetId : sourceId)))
          others.delete(root)
          const missing = [...others].filter((one) => !shown.has(one)).length
          expect(found.leftOut.find((one) => one.kind === kind)?.count ?? 0).toBe(missing)
        }
      }),
    )
  })
})
