import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeLabel } from '../../src/space/picture/place-label.ts'

const room = { widthPx: 307, heightPx: 380, coveredBelowPx: 32 }
const label = { widthPx: 200, heightPx: 40 }

test('a label stands right of its object where there is room, else left of it', () => {
  expect(placeLabel({ xPx: 50, yPx: 100 }, label, room, false)).toEqual({ left: 68, right: 268, top: 74, bottom: 114 })
  expect(placeLabel({ xPx: 280, yPx: 100 }, label, room, true)).toEqual({ left: 62, right: 262, top: 110, bottom: 150 })
})

test('no label is cut by the edge of the canvas, the card or the legend, wherever its object is', () => {
  const at = fc.record({
    xPx: fc.double({ min: 0, max: 307, noNaN: true }),
    yPx: fc.double({ min: 0, max: 380, noNaN: true }),
  })
  fc.assert(
    fc.property(at, fc.boolean(), (where, isBelow) => {
      const box = placeLabel(where, label, room, isBelow)
      return box !== undefined && box.left >= 0 && box.right <= 307 && box.top >= 0 && box.bottom <= 348
    }),
  )
})

test('an object under the card has no label on the globe', () => {
  expect(placeLabel({ xPx: 308, yPx: 100 }, label, room, false)).toBeUndefined()
})
