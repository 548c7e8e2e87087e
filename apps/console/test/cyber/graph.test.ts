import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeLabels } from '../../src/cyber/object/graph-labels.ts'
import { boxAround, layOut, nodeTowards } from '../../src/cyber/object/graph-layout.ts'

const goOn = async () => 'go-on' as const

/** A wheel: one in the middle, the others around it. */
function wheel(spokes: number) {
  const nodes = Array.from({ length: spokes + 1 }, (_, index) => ({ id: `n${index}`, distance: index === 0 ? 0 : 1 }))
  const relations = nodes.slice(1).map(({ id }) => ({ sourceId: 'n0', targetId: id }))
  return { nodes, relations }
}

describe('the arrangement of a graph', () => {
  test('is the same each time', async () => {
    const [first, second] = [await layOut(wheel(60), goOn), await layOut(wheel(60), goOn)]
    expect(second).toEqual(first)
  })

  test('keeps the first object in the middle and lets no two lie on each other', async () => {
    const placed = (await layOut(wheel(199), goOn)) ?? []
    expect(placed).toHaveLength(200)
    expect(placed[0]).toEqual({ id: 'n0', x: 0, y: 0 })
    const apart = placed.flatMap((a, index) => placed.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)))
    expect(Math.min(...apart)).toBeGreaterThan(16)
  })

  test('stops where it is told to', async () => {
    let asked = 0
    const placed = await layOut(wheel(20), async () => (++asked === 3 ? 'stop' : 'go-on'))
    expect([placed, asked]).toEqual([undefined, 3])
  })
})

describe('arrows in a graph', () => {
  const nodes = [
    { id: 'middle', x: 0, y: 0 },
    { id: 'right', x: 50, y: 5 },
    { id: 'far right', x: 120, y: 0 },
    { id: 'up', x: 3, y: -60 },
  ]

  test('go to the nearest object that way, and nowhere where there is none', () => {
    expect(nodeTowards(nodes, 'middle', 'ArrowRight')).toBe('right')
    expect(nodeTowards(nodes, 'right', 'ArrowRight')).toBe('far right')
    expect(nodeTowards(nodes, 'middle', 'ArrowUp')).toBe('up')
    expect(nodeTowards(nodes, 'middle', 'ArrowLeft')).toBeUndefined()
    expect(nodeTowards(nodes, 'middle', 'Enter')).toBeUndefined()
  })
})

test('the box holds every object with its margin, and is no smaller than asked', () => {
  expect(boxAround([{ id: 'a', x: 10, y: 0 }], 5, { width: 100, height: 50 })).toEqual([-45, -25, 100, 50])
  expect(boxAround([{ id: 'a', x: 200, y: -80 }], 10, { width: 50, height: 50 })).toEqual([-10, -90, 220, 100])
})

const everywhere = { left: -9000, right: 9000, top: -9000, bottom: 9000 }

test('a label that would leave the picture is left out', () => {
  const nodes = [{ id: 'a', x: 90, y: 0, title: 'A long name at the very edge' }]
  const bounds = { left: -100, right: 100, top: -100, bottom: 100 }
  expect([placeLabels(nodes, bounds, 1).size, placeLabels(nodes, everywhere, 1).size]).toEqual([0, 1])
})

test('no label lies over another label or over an object that it does not name', () => {
  const point = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -200, max: 200 }) })
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), fc.double({ min: 0.5, max: 4, noNaN: true }), (points, scale) => {
      const nodes = points.map(({ x, y }, index) => ({ id: `n${index}`, x, y, title: `Object number ${index}` }))
      const labels = [...placeLabels(nodes, everywhere, scale)].map(([id, { text, x, y, anchor }]) => {
        const node = nodes.find((one) => one.id === id) ?? { x: 0, y: 0 }
        // A letter is at least five px wide at 12 px; the test takes less than the label was given.
        const width = text.length * 5 * scale
        const left = node.x + x - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2)
        return { id, left, right: left + width, bottom: node.y + y, top: node.y + y - 9 * scale }
      })
      for (const [index, a] of labels.entries())
        for (const b of labels.slice(index + 1))
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
    }),
  )
})
