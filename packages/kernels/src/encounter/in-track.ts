/** The unit in-track vector (along N × R, so across the radius in the orbit's plane) of the TEME state at an index. */
export function inTrack(state: Float64Array, at: number): readonly [number, number, number] {
  const [x = 0, y = 0, z = 0, u = 0, v = 0, w = 0] = state.subarray(at, at + 6)
  const r2 = x * x + y * y + z * z
  const along = (x * u + y * v + z * w) / r2
  const [a, b, c] = [u - along * x, v - along * y, w - along * z]
  const size = Math.sqrt(a * a + b * b + c * c)
  return [a / size, b / size, c / size]
}
