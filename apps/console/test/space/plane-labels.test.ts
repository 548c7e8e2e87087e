import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlaps } from '../../src/space/charts/box.ts'
import { atEllipse, besidePoint, freeCorner, placeLabels } from '../../src/space/encounter/plane-labels.ts'

const bounds = { left: 48, right: 410, top: 14, bottom: 266 }
const within = fc.record({
  x: fc.double({ min: 48, max: 410, noNaN: true }),
  y: fc.double({ min: 14, max: 266, noNaN: true }),
})
const radius = fc.double({ min: 0.5, max: 60, noNaN: true })

test('no label of an encounter plane lies on another, on the enlarged hard body or over the edge, whatever the geometry', () => {
  fc.assert(
    fc.property(within, within, radius, radius, (primary, secondary, radiusX, radiusY) => {
      const inset = freeCorner(bounds, 140, 92, [primary, secondary])
      const placed = placeLabels(
        [
          { id: 'secondary', words: 'secondary, miss 0.039 km', places: besidePoint(secondary, 'above') },
          { id: 'primary', words: '主物体', places: besidePoint(primary, 'below') },
          { id: 'sigma-1', words: '1σ assumed', places: atEllipse(secondary, radiusX, radiusY) },
          { id: 'sigma-3', words: '3σ', places: atEllipse(secondary, 3 * radiusX, 3 * radiusY) },
        ],
        bounds,
        [inset],
      )
      const boxes = [inset, ...placed.map(({ box }) => box)]
      const isClear = boxes.every((one, index) => boxes.slice(index + 1).every((other) => !overlaps(one, other)))
      const isInside = boxes.every(
        ({ left, right, top, bottom }) => left >= 48 && right <= 410 && top >= 14 && bottom <= 266,
      )
      return isClear && isInside
    }),
  )
})

test('a label takes its first place where that is free, and a full chart leaves it out', () => {
  const wanted = [{ id: 'primary', words: 'primary', places: besidePoint({ x: 200, y: 100 }, 'below') }]
  expect(placeLabels(wanted, bounds, []).map(({ x, y }) => [x, y])).toEqual([[208, 116]])
  expect(placeLabels(wanted, bounds, [bounds])).toEqual([])
})
