// Screening, part: exact states at nodes, and which objects take part in an interval between two nodes.

/** Exact SGP4 state of an object at seconds since the start; returns its status. */
function exactState(object: usize, atS: f64, out: usize): i32 {
  const record = jobRecords + ((<usize>load<u32>(jobStarts + (object << 2))) << 3)
  const state = jobStates + <usize>load<u32>(jobSlots + (object << 2)) * 48
  return propagateOne(record, load<f64>(jobMinutes + (object << 3)) + atS / 60.0, state, out)
}

// Of the state last given to weigh: J2 gravity as acceleration = position times these, across and along the axis, 1/s²;
// and how far a Hermite piece next to it may be off for a circular orbit, km.
let pullAcross: f64 = 0
let pullAlong: f64 = 0
let circularError: f64 = 0

/** Weighs a state of the theory's TEME frame. */
function weigh(at: usize): void {
  const x = load<f64>(at)
  const y = load<f64>(at, 8)
  const z = load<f64>(at, 16)
  const u = load<f64>(at, 24)
  const v = load<f64>(at, 32)
  const w = load<f64>(at, 40)
  const r2 = x * x + y * y + z * z
  const inverse2 = 1.0 / r2
  const inverse = sqrt<f64>(inverse2)
  const m = -398600.8 * inverse2 * inverse
  const k = 1.5 * 0.001082616 * 6378.135 * 6378.135 * inverse2
  const z2 = 5.0 * z * z * inverse2
  pullAcross = m * (1.0 + k * (1.0 - z2))
  pullAlong = m * (1.0 + k * (3.0 - z2))
  const turn2 = (u * u + v * v + w * w) * inverse2 * nodeS * nodeS
  circularError = (turn2 * turn2 * turn2 * r2 * inverse) / 46080.0
}

/** Acceleration by axis of a state, km/s². */
function gravity(at: usize, axis: i32): f64 {
  weigh(at)
  return load<f64>(at + (<usize>axis << 3)) * (axis == 2 ? pullAlong : pullAcross)
}

/** States lie node by node, so that an interval reads them in one sweep. */
function nodeState(object: usize, node: i32): usize {
  return nodes + (<usize>node * <usize>objects + object) * 48
}

/** Middle of a Hermite piece against exact SGP4, km; negative where a state is missing. */
function measuredError(object: usize, node: i32): f64 {
  if (exactState(object, intervalStart + <f64>node * nodeS + 0.5 * nodeS, stateA)) return -1
  const first = nodeState(object, node)
  const last = nodeState(object, node + 1)
  let sum: f64 = 0
  for (let axis = 0; axis < 3; axis++) {
    const i = (<usize>axis) << 3
    const middle =
      0.5 * (load<f64>(first + i) + load<f64>(last + i)) +
      ((5.0 * nodeS) / 32.0) * (load<f64>(first + i, 24) - load<f64>(last + i, 24)) +
      ((nodeS * nodeS) / 64.0) * (gravity(first, axis) + gravity(last, axis))
    const off = middle - load<f64>(stateA + i)
    sum += off * off
  }
  return sqrt<f64>(sum)
}

/** Estimate of the error of an object's Hermite piece next to a state: higher harmonics grow with eccentricity, km. */
function estimatedError(object: usize, at: usize): f64 {
  weigh(at)
  return circularError * <f64>load<f32>(harmonics + (object << 2))
}

/** Reads the slice's nodes and marks objects that no Hermite piece of this slice may carry. */
function readNodes(firstNode: i32, intervals: i32): void {
  for (let j = 0; j <= intervals; j++) {
    store<f64>(offsets + (<usize>j << 3), (<f64>(firstNode + j) * nodeS) / 60.0)
  }
  intervalStart = <f64>firstNode * nodeS
  const looksAhead = primaries > 0 && primaries <= MOST_NEAR_PRIMARIES
  const halfSliceS = 0.5 * <f64>intervals * nodeS
  if (looksAhead) readPrimaryOrbits(intervalStart + halfSliceS)
  for (let object: usize = 0; object < <usize>objects; object++) {
    if (looksAhead) {
      const crossed = crossedPrimaries(object, intervalStart + halfSliceS, halfSliceS)
      store<u32>(crossings + (object << 2), crossed)
      if (crossed == 0) {
        store<u8>(mode + object, IS_ABSENT)
        continue
      }
    }
    store<u8>(mode + object, 0)
    readObjectNodes(object, intervals)
  }
}

function readObjectNodes(object: usize, intervals: i32): void {
  const status = nodeStatus + object * <usize>maxNodes
  propagateBatch(
    jobRecords,
    jobStarts,
    jobStates,
    jobSlots,
    jobMinutes,
    offsets,
    intervals + 1,
    <i32>object,
    <i32>object + 1,
    trail,
    status,
    scratch,
  )
  let failure = load<u8>(failures + object)
  for (let j = 0; j <= intervals; j++) {
    memory.copy(nodeState(object, j), trail + <usize>j * 48, 48)
    if (failure == 0) failure = load<u8>(status + j)
  }
  store<u8>(failures + object, failure)
  // Drag bends an orbit off the pieces' gravity the more, the farther from the epoch: that end of the slice is measured.
  const middleMin = load<f64>(jobMinutes + (object << 3)) + (intervalStart + 0.5 * <f64>intervals * nodeS) / 60.0
  const node = middleMin < 0 ? 0 : intervals - 1
  const isRough =
    measuredError(object, node) > TRUSTED_MEASURED && estimatedError(object, nodeState(object, node)) < TRUSTED_ERROR
  if (isRough) store<u8>(mode + object, IS_ROUGH)
}

/** Where a row's coefficients start: blocks of four rows, in each the 18 coefficients one after the other. */
function coefficientsOf(row: usize): usize {
  return coefficients + (row >> 2) * COEFFICIENT_BLOCK_BYTES + ((row & 3) << 2)
}

/** Writes the quintic of one object between two nodes, in s from 0 to 1, as single precision; false where it errs too far. */
function writeQuintic(row: usize, object: usize, first: usize, last: usize): bool {
  const h = nodeS
  const h2 = h * h
  if (estimatedError(object, first) > TRUSTED_ERROR) return false
  const firstAcross = pullAcross * h2
  const firstAlong = pullAlong * h2
  if (estimatedError(object, last) > TRUSTED_ERROR) return false
  const lastAcross = pullAcross * h2
  const lastAlong = pullAlong * h2
  let at = coefficientsOf(row)
  for (let i: usize = 0; i < 24; i += 8) {
    const p0 = load<f64>(first + i)
    const p1 = load<f64>(last + i)
    const v0 = load<f64>(first + i, 24) * h
    const v1 = load<f64>(last + i, 24) * h
    const a0 = p0 * (i == 16 ? firstAlong : firstAcross)
    const a1 = p1 * (i == 16 ? lastAlong : lastAcross)
    const d = p1 - p0
    store<f32>(at, <f32>p0)
    store<f32>(at, <f32>v0, 16)
    store<f32>(at, <f32>(0.5 * a0), 32)
    store<f32>(at, <f32>(10.0 * d - 6.0 * v0 - 4.0 * v1 - 1.5 * a0 + 0.5 * a1), 48)
    store<f32>(at, <f32>(-15.0 * d + 8.0 * v0 + 7.0 * v1 + 1.5 * a0 - a1), 64)
    store<f32>(at, <f32>(6.0 * d - 3.0 * (v0 + v1) + 0.5 * (a1 - a0)), 80)
    at += 96
  }
  return true
}

/** Chooses the objects of a node interval and how each is carried through it: Hermite piece, or exact at each step. */
function readInterval(node: i32): void {
  exactCount = 0
  rows = 0
  const looksNear = primaries > 0 && primaries <= MOST_NEAR_PRIMARIES
  for (let object: usize = 0; object < <usize>objects; object++) {
    if (load<u8>(mode + object) & IS_ABSENT) continue
    const status = nodeStatus + object * <usize>maxNodes + <usize>node
    const first = nodeState(object, node)
    const last = nodeState(object, node + 1)
    const startsWell = load<u8>(status) == 0
    const endsWell = load<u8>(status, 1) == 0
    if (!startsWell && !endsWell) {
      store<u8>(mode + object, load<u8>(mode + object) | IS_EXACT)
      continue
    }
    if (looksNear && startsWell && endsWell && !comesNear(object, node)) continue
    const row = <usize>rows
    const wasRough = load<u8>(mode + object) & IS_ROUGH
    const isExact = wasRough != 0 || !startsWell || !endsWell || !writeQuintic(row, object, first, last)
    store<u32>(rowObject + (row << 2), <u32>object)
    store<u8>(rowMode + row, 0)
    store<u8>(mode + object, wasRough | (isExact ? IS_EXACT : 0))
    if (isExact) {
      store<u32>(exactList + (<usize>exactCount << 2), <u32>row)
      exactCount += 1
    }
    rows += 1
  }
  rowsBytes = (<usize>rows * 4 + 15) & ~(<usize>15)
}
