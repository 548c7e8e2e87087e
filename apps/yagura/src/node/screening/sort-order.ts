const DIGIT_VALUES = 0x1_0000
const DIGITS_PER_DOUBLE = 4

/**
 * Indices in ascending order of values; equal values keep their order. Exact, and a few milliseconds for 200,000 values.
 * Yields between its passes.
 *
 * @param values - None below zero, none NaN: the bits of such doubles are in the order of the numbers.
 * Source: radix sort from the least significant digit, Knuth, TAOCP vol. 3, §5.2.5, algorithm R.
 */
export function* ascendingOrder(values: Float64Array): Generator<void, Uint32Array> {
  const digits = new Uint16Array(values.buffer, values.byteOffset, values.length * DIGITS_PER_DOUBLE)
  let order = Uint32Array.from(values, (_value, index) => index)
  let next = new Uint32Array(values.length)
  for (let digit = 0; digit < DIGITS_PER_DOUBLE; digit++) {
    const starts = new Uint32Array(DIGIT_VALUES)
    for (let i = digit; i < digits.length; i += DIGITS_PER_DOUBLE) {
      const value = digits[i] ?? 0
      starts[value] = (starts[value] ?? 0) + 1
    }
    let start = 0
    for (let value = 0; value < DIGIT_VALUES; value++) {
      const count = starts[value] ?? 0
      starts[value] = start
      start += count
    }
    for (const index of order) {
      const value = digits[index * DIGITS_PER_DOUBLE + digit] ?? 0
      const place = starts[value] ?? 0
      next[place] = index
      starts[value] = place + 1
    }
    const before = order
    order = next
    next = before
    yield
  }
  return order
}
