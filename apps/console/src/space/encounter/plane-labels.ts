import { type Box, overlaps } from '../charts/box.ts'

type Point = { readonly x: number; readonly y: number }

/** Where a text may stand: its baseline begins, has its middle or ends at a point. */
type Place = Point & { readonly anchor: 'start' | 'middle' | 'end' }

/** A text and the places that it may take, best first. */
export type WantedLabel = { readonly id: string; readonly words: string; readonly places: readonly Place[] }

/** A text where it stands. */
export type PlacedLabel = Place & { readonly id: string; readonly words: string; readonly box: Box }

/** Widths of characters of the charts' 11 px type, rounded up. */
const WIDE = 11.5
const NARROW = 6.4
const ASCENT = 10
const DESCENT = 3

function boxOf(words: string, { x, y, anchor }: Place): Box {
  const width = [...words].reduce((sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? WIDE : NARROW), 0)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT }
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  )
}

/**
 * Gives each text the first of its places where it is within bounds and on nothing else; what finds none is left out, as the
 * table behind the chart has it.
 * @param taken - What no text may cover.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  bounds: Box,
  taken: readonly Box[],
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const { id, words, places } of wanted) {
    const free = places
      .map((place) => ({ ...place, id, words, box: boxOf(words, place) }))
      .find(
        ({ box }) =>
          isWithin(box, bounds) && ![...taken, ...placed.map((one) => one.box)].some((one) => overlaps(box, one)),
      )
    if (free !== undefined) placed.push(free)
  }
  return placed
}

/** Places of a text beside a point, the corners in turn. */
export function besidePoint({ x, y }: Point, first: 'above' | 'below'): readonly Place[] {
  const above = [
    { x: x + 8, y: y - 8, anchor: 'start' },
    { x: x - 8, y: y - 8, anchor: 'end' },
  ] as const
  const below = [
    { x: x + 8, y: y + 16, anchor: 'start' },
    { x: x - 8, y: y + 16, anchor: 'end' },
  ] as const
  return first === 'above' ? [...above, ...below] : [...below, ...above]
}

/** Places of a text at an ellipse: outside of its top, bottom, right and left, then inside. */
export function atEllipse({ x, y }: Point, radiusX: number, radiusY: number): readonly Place[] {
  return [
    { x, y: y - radiusY - 4, anchor: 'middle' },
    { x, y: y + radiusY + 13, anchor: 'middle' },
    { x, y: y - radiusY + 13, anchor: 'middle' },
    { x, y: y + radiusY - 6, anchor: 'middle' },
    { x: x + radiusX + 4, y: y + 4, anchor: 'start' },
    { x: x - radiusX - 4, y: y + 4, anchor: 'end' },
    { x: x + radiusX - 4, y: y + 4, anchor: 'end' },
    { x: x - radiusX + 4, y: y + 4, anchor: 'start' },
  ]
}

/** The corner of a chart that keeps farthest from some points, for what is drawn enlarged. */
export function freeCorner(bounds: Box, width: number, height: number, points: readonly Point[]): Box {
  const corners = [
    { left: bounds.right - width, top: bounds.top },
    { left: bounds.left, top: bounds.top },
    { left: bounds.right - width, top: bounds.bottom - height },
    { left: bounds.left, top: bounds.bottom - height },
  ].map(({ left, top }) => ({ left, right: left + width, top, bottom: top + height }))
  const nearest = (box: Box) =>
    Math.min(
      ...points.map(({ x, y }) =>
        Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)),
      ),
    )
  return corners.reduce((best, one) => (nearest(one) > nearest(best) ? one : best))
}
