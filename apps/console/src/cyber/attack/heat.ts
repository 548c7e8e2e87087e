/** How many shades a cell can have besides none. */
export const SHADES = 5

/** From which count on a cell has which shade; the first shade begins at 1. */
export type HeatScale = readonly number[]

/**
 * Shades for counts, so that about as many of the counted cells have each: a few techniques that everybody uses do not leave all
 * others pale.
 *
 * @param counts - Of all cells; zeros have no shade.
 * @returns The least count of each shade, rising; fewer than `SHADES` where there are fewer different counts.
 */
export function heatScale(counts: readonly number[]): HeatScale {
  const counted = counts.filter((count) => count > 0).sort((a, b) => a - b)
  const steps = Array.from({ length: SHADES }, (_, shade) => counted[Math.floor((shade * counted.length) / SHADES)])
  return [...new Set(steps.flatMap((step) => step ?? []))]
}

/** @returns 0 for none, else 1 … `SHADES`, the darkest for the most. */
export function shadeOf(count: number, scale: HeatScale): number {
  const step = scale.filter((least) => count >= least).length
  // Few different counts are spread over all shades, so that the most is always the strongest.
  return step === 0 ? 0 : Math.ceil((step * SHADES) / scale.length)
}

/** Least and most of each step of a scale, for its legend. @param most - The highest count. */
export function stepsOf(scale: HeatScale, most: number): readonly { readonly low: number; readonly high: number }[] {
  return scale.map((low, index) => ({ low, high: (scale[index + 1] ?? most + 1) - 1 }))
}
