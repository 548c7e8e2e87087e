/** A rectangle on a chart or a canvas. */
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** Whether two rectangles lie on one another. */
export function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}
