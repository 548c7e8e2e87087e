import type { PlacedNode } from './graph-layout.ts'

/** A label beside its node: where it begins or ends, from the middle of the node, px. */
export type PlacedLabel = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Left, right, top and bottom of something in the picture, px. */
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const MOST_CHARACTERS = 26
/** Of a letter of 12 px. */
const LETTER_PX = 6.2
const WIDE_LETTER_PX = 12
const HEIGHT_PX = 14
const NODE_PX = 10

/** A title as a label holds it. */
function shortened(title: string): string {
  const characters = [...title]
  return characters.length <= MOST_CHARACTERS ? title : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
}

function widthPx(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u3000-\uffef]/.test(letter) ? WIDE_LETTER_PX : LETTER_PX), 0)
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** Places that a label may have, the best first: outwards from the middle, then below, then above. */
function placesOf(text: string, { x }: PlacedNode, scale: number): readonly PlacedLabel[] {
  const right: PlacedLabel = { text, x: NODE_PX + 2, y: 4 * scale, anchor: 'start' }
  const left: PlacedLabel = { text, x: -NODE_PX - 2, y: 4 * scale, anchor: 'end' }
  const below: PlacedLabel = { text, x: 0, y: NODE_PX + HEIGHT_PX * scale, anchor: 'middle' }
  const above: PlacedLabel = { text, x: 0, y: -NODE_PX - 2, anchor: 'middle' }
  return x === 0 ? [below, right, left, above] : x > 0 ? [right, below, above] : [left, below, above]
}

function boxOf(label: PlacedLabel, node: PlacedNode, scale: number): Box {
  const width = widthPx(label.text) * scale
  const begin = label.anchor === 'start' ? 0 : label.anchor === 'end' ? -width : -width / 2
  const left = node.x + label.x + begin
  const bottom = node.y + label.y + 3 * scale
  return { left, right: left + width, top: bottom - HEIGHT_PX * scale, bottom }
}

/**
 * Labels that lie over no other label and over no node, and within the picture; where one has no room it is left out, and the list
 * says it.
 *
 * @param nodes - The most important first: theirs are placed first.
 * @param bounds - Of the picture.
 * @param scale - How many px of the picture one of the screen is: letters stay as large as they are read.
 */
export function placeLabels(
  nodes: readonly (PlacedNode & { readonly title: string })[],
  bounds: Box,
  scale: number,
): ReadonlyMap<string, PlacedLabel> {
  const taken: Box[] = nodes.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }))
  const placed = new Map<string, PlacedLabel>()
  for (const node of nodes) {
    for (const label of placesOf(shortened(node.title), node, scale)) {
      const box = boxOf(label, node, scale)
      const isWithin = box.left >= bounds.left && box.right <= bounds.right
      if (!isWithin || taken.some((one) => overlaps(one, box))) continue
      taken.push(box)
      placed.set(node.id, label)
      break
    }
  }
  return placed
}
