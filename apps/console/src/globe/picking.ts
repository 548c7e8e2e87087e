import { BRACKET_STRIDE, type Bracket, bracketShare, hermiteWeights, positionItrfKm } from '../space/states/bracket.ts'
import type { Projector, ScreenPoint } from './projection.ts'

/** How far from the pointer an object may be to be meant, CSS pixels: nobody hits a dot exactly. */
const PICK_RADIUS_PX = 12

/** An object near the pointer. */
export type Candidate = { readonly index: number; readonly distancePx: number }

/**
 * The objects within 12 px of a point of the canvas, nearest first; those behind the Earth or not drawn are left out.
 * @param isDrawn - By index of the mover.
 */
export function pick(
  bracket: Bracket,
  shownMs: number,
  projector: Projector,
  isDrawn: (index: number) => boolean,
  at: { readonly xPx: number; readonly yPx: number },
): readonly Candidate[] {
  const count = bracket.statesItrfKm.length / BRACKET_STRIDE
  const weights = hermiteWeights(bracketShare(bracket, shownMs), bracket.spacingS)
  const position = new Float64Array(3)
  const point: ScreenPoint = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
  const candidates: Candidate[] = []
  for (let index = 0; index < count; index++) {
    if (!isDrawn(index) || !positionItrfKm(bracket, weights, index, position)) continue
    projector(position, point)
    if (point.depth <= 0 || point.isBehindEarth) continue
    const distancePx = Math.hypot(point.xPx - at.xPx, point.yPx - at.yPx)
    if (distancePx <= PICK_RADIUS_PX) candidates.push({ index, distancePx })
  }
  return candidates.sort((one, other) => one.distancePx - other.distancePx)
}
