import type { Box } from '../charts/box.ts'

/** Width and height of a label or of the room for labels, CSS pixels. */
type Size = { readonly widthPx: number; readonly heightPx: number }

/** Between the middle of an object and its label. */
const BESIDE_PX = 18
const ABOVE_PX = 26
const BELOW_PX = 10
/** Between a label and the edge of its room. */
const EDGE_PX = 4

function held(wantedPx: number, sizePx: number, roomPx: number): number {
  return Math.max(EDGE_PX, Math.min(roomPx - EDGE_PX - sizePx, wantedPx))
}

/**
 * Where a label stands beside its object: right of it, left where there is no room, and never over the edge.
 * @param room - The canvas from its upper left corner as far as the card; the legend covers some of it below.
 * @param isBelow - Whether it stands a little below in place of above.
 * @returns Nothing where the object itself is outside the room.
 */
export function placeLabel(
  at: { readonly xPx: number; readonly yPx: number },
  label: Size,
  room: Size & { readonly coveredBelowPx: number },
  isBelow: boolean,
): Box | undefined {
  if (at.xPx < 0 || at.xPx > room.widthPx || at.yPx < 0 || at.yPx > room.heightPx) return undefined
  const rightward = at.xPx + BESIDE_PX
  const leftward = at.xPx - BESIDE_PX - label.widthPx
  const isOver = rightward + label.widthPx > room.widthPx - EDGE_PX
  const left = held(isOver && leftward >= EDGE_PX ? leftward : rightward, label.widthPx, room.widthPx)
  const top = held(at.yPx + (isBelow ? BELOW_PX : -ABOVE_PX), label.heightPx, room.heightPx - room.coveredBelowPx)
  return { left, right: left + label.widthPx, top, bottom: top + label.heightPx }
}
