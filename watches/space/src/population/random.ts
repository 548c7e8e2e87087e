const UINT32_RANGE = 2 ** 32
const GOLDEN_RATIO_UINT32 = 0x9e3779b9

/** The state of a generator: four unsigned 32-bit words, not all zero, changed by each draw. */
export type RandomState = Uint32Array

/**
 * The state for one of many independent streams under a seed.
 * @param seed - Unsigned 32-bit integer.
 * @param stream - Unsigned 32-bit integer, such as the number of the object that is generated.
 * @returns Four words: the finalising mix of MurmurHash3 over seed + k × 0x9e3779b9 and the stream.
 * Source: Appleby, MurmurHash3 (`fmix32`, public domain).
 */
export function seedRandom(seed: number, stream: number): RandomState {
  const state = new Uint32Array(4)
  for (let word = 0; word < 4; word += 1) {
    state[word] = mixUint32(mixUint32(seed + Math.imul(word + 1, GOLDEN_RATIO_UINT32)) ^ stream)
  }
  if (state.every((word) => word === 0)) state[0] = GOLDEN_RATIO_UINT32
  return state
}

/**
 * The next 32 bits of a stream: xoshiro128**.
 * @returns Integer in [0, 2³²).
 * Source: Blackman & Vigna 2021, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4).
 */
export function nextUint32(state: RandomState): number {
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = state
  const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0
  const t2 = s2 ^ s0
  const t3 = s3 ^ s1
  state[0] = s0 ^ t3
  state[1] = s1 ^ t2
  state[2] = t2 ^ (s1 << 9)
  state[3] = rotateLeft(t3, 11)
  return result
}

/** The next number of a stream, evenly distributed over [0, 1) with a resolution of 2⁻³². */
export function nextFraction(state: RandomState): number {
  return nextUint32(state) / UINT32_RANGE
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function mixUint32(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
