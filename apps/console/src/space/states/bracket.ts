/** Numbers of one object in a bracket: position and velocity at its start, then at its end. */
export const BRACKET_STRIDE = 12

/**
 * States of all movers at two instants, between which a cubic Hermite polynomial holds.
 * An object that SGP4 refuses at either instant has zeros throughout and is not drawn.
 */
export type Bracket = {
  /** Start, Unix ms. */
  readonly fromMs: number
  readonly spacingS: number
  /** Shape [n, 12]: ITRF position, km, and velocity relative to the turning Earth, km/s, at the start; the same at the end. */
  readonly statesItrfKm: Float32Array<ArrayBuffer>
}

const REAL_TIME_SPACING_S = 60
/** At 600 s the error in low orbit is about 3 km, a tenth of a pixel of a globe that fills the screen. */
const LARGEST_SPACING_S = 600
/** A worker needs about 40 ms on a slow core for 30,000 objects; a bracket shall last longer than that many times over. */
const LEAST_WALL_S = 0.6

/**
 * Spacing of brackets for a speed of playback: 60 s where that lasts long enough (0.4 m of error in low orbit), up to 600 s.
 * @param speed - Shown seconds per second, of either sign.
 */
export function bracketSpacingS(speed: number): number {
  const neededS = Math.abs(speed) * LEAST_WALL_S
  const steps = Math.ceil(neededS / REAL_TIME_SPACING_S)
  return Math.min(LARGEST_SPACING_S, Math.max(1, steps) * REAL_TIME_SPACING_S)
}

/** Start of the bracket of a spacing that holds an instant, Unix ms. */
export function bracketStartMs(shownMs: number, spacingS: number): number {
  const spacingMs = spacingS * 1000
  return Math.floor(shownMs / spacingMs) * spacingMs
}

/** Weights of the four vectors of a bracket at a share of its spacing. */
export type HermiteWeights = { readonly p0: number; readonly v0: number; readonly p1: number; readonly v1: number }

/**
 * Weights of the cubic Hermite polynomial; those of velocities carry the spacing, s.
 * @param share - Share of the spacing, [0, 1].
 * Accuracy on an orbit of angular rate ω and radius r: h⁴ω⁴r/384 at most, 0.4 m in low orbit at h = 60 s.
 */
export function hermiteWeights(share: number, spacingS: number): HermiteWeights {
  const square = share * share
  const cube = square * share
  return {
    p0: 2 * cube - 3 * square + 1,
    v0: (cube - 2 * square + share) * spacingS,
    p1: 3 * square - 2 * cube,
    v1: (cube - square) * spacingS,
  }
}

/** Share of a bracket's spacing at an instant, held within [0, 1]. */
export function bracketShare(bracket: Pick<Bracket, 'fromMs' | 'spacingS'>, shownMs: number): number {
  return Math.min(1, Math.max(0, (shownMs - bracket.fromMs) / (bracket.spacingS * 1000)))
}

/**
 * ITRF position of one object of a bracket.
 * @param out - Three numbers, km.
 * @returns Whether the object has a state.
 */
export function positionItrfKm(bracket: Bracket, weights: HermiteWeights, index: number, out: Float64Array): boolean {
  const states = bracket.statesItrfKm
  const at = index * BRACKET_STRIDE
  for (let axis = 0; axis < 3; axis++) {
    const from = at + axis
    out[axis] =
      weights.p0 * (states[from] ?? 0) +
      weights.v0 * (states[from + 3] ?? 0) +
      weights.p1 * (states[from + 6] ?? 0) +
      weights.v1 * (states[from + 9] ?? 0)
  }
  return out[0] !== 0 || out[1] !== 0 || out[2] !== 0
}
