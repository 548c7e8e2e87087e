// Screening, part: rows evaluated at the middle of a step.

function axisRow(axis: i32): usize {
  return state32 + <usize>axis * rowBytes
}

/** Position of four rows along an axis at s in [0, 1], km, from the coefficients at an address. */
function positionAt(at: usize, s: v128): v128 {
  let p = f32x4.add(v128.load(at, 64), f32x4.mul(s, v128.load(at, 80)))
  p = f32x4.add(v128.load(at, 48), f32x4.mul(s, p))
  p = f32x4.add(v128.load(at, 32), f32x4.mul(s, p))
  p = f32x4.add(v128.load(at, 16), f32x4.mul(s, p))
  return f32x4.add(v128.load(at), f32x4.mul(s, p))
}

/** Velocity of four rows along an axis at s in [0, 1], km/s. */
function velocityAt(at: usize, s: v128, inverseH: v128): v128 {
  let v = f32x4.mul(f32x4.splat(4), v128.load(at, 64))
  v = f32x4.add(v, f32x4.mul(s, f32x4.mul(f32x4.splat(5), v128.load(at, 80))))
  v = f32x4.add(f32x4.mul(f32x4.splat(3), v128.load(at, 48)), f32x4.mul(s, v))
  v = f32x4.add(f32x4.mul(f32x4.splat(2), v128.load(at, 32)), f32x4.mul(s, v))
  return f32x4.mul(inverseH, f32x4.add(v128.load(at, 16), f32x4.mul(s, v)))
}

/** Evaluates all Hermite pieces at s in [0, 1]: positions, km, and velocities, km/s; describes every row. */
function evaluatePieces(s: f32): void {
  const vs = f32x4.splat(s)
  const inverseH = f32x4.splat(<f32>(1.0 / nodeS))
  let from = coefficients
  for (let i: usize = 0; i < rowsBytes; i += 16) {
    v128.store(axisRow(0) + i, positionAt(from, vs))
    v128.store(axisRow(3) + i, velocityAt(from, vs, inverseH))
    v128.store(axisRow(1) + i, positionAt(from + 96, vs))
    v128.store(axisRow(4) + i, velocityAt(from + 96, vs, inverseH))
    v128.store(axisRow(2) + i, positionAt(from + 192, vs))
    v128.store(axisRow(5) + i, velocityAt(from + 192, vs, inverseH))
    describeRows(i)
    from += COEFFICIENT_BLOCK_BYTES
  }
}

/** Puts the exact states of rows without a Hermite piece in place; marks those that SGP4 refuses. */
function evaluateExact(atS: f64): void {
  for (let e = 0; e < exactCount; e++) {
    const row = <usize>load<u32>(exactList + (<usize>e << 2))
    const refused = exactState(objectOf(row), atS, stateA)
    store<u8>(rowMode + row, refused ? 1 : 0)
    if (refused) continue
    for (let axis = 0; axis < 6; axis++) {
      store<f32>(axisRow(axis) + (row << 2), <f32>load<f64>(stateA + (<usize>axis << 3)))
    }
    describeRows((row << 2) & ~(<usize>15))
  }
}

function objectOf(row: usize): usize {
  return <usize>load<u32>(rowObject + (row << 2))
}
