/** A stream of numbers that looks random and is the same for the same seed, on every machine. */
export type SeededRandom = {
  /** The next number, uniform in [0, 1). */
  readonly uniform: () => number
  /** The next integer, uniform in [low, high], both included. */
  readonly integer: (low: number, high: number) => number
}

/**
 * A source of repeatable randomness for tests; not for cryptography.
 *
 * @param seed - Any integer; its low 32 bits are used.
 *
 * Source: Steele, Lea & Flood, Fast splittable pseudorandom number generators, OOPSLA 2014 (SplitMix, here with the
 * 32-bit finaliser of MurmurHash3 by A. Appleby).
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0
  const next32 = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
  const uniform = (): number => next32() / 2 ** 32
  return { uniform, integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)) }
}
