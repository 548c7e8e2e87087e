// Screening, part: minima of the range of a pair, decided on exact SGP4.

// The relative state of the pair in hand, from relativeState.
let relX: f64 = 0
let relY: f64 = 0
let relZ: f64 = 0
let relU: f64 = 0
let relV: f64 = 0
let relW: f64 = 0

/** Exact relative state at a time; false where SGP4 refuses one of the two. */
function relativeState(a: usize, b: usize, atS: f64): bool {
  if (exactState(a, atS, stateA) || exactState(b, atS, stateB)) return false
  relX = load<f64>(stateB) - load<f64>(stateA)
  relY = load<f64>(stateB, 8) - load<f64>(stateA, 8)
  relZ = load<f64>(stateB, 16) - load<f64>(stateA, 16)
  relU = load<f64>(stateB, 24) - load<f64>(stateA, 24)
  relV = load<f64>(stateB, 32) - load<f64>(stateA, 32)
  relW = load<f64>(stateB, 40) - load<f64>(stateA, 40)
  return true
}

/** Range times range rate of the state in hand, km²/s. */
function rangeRateProduct(): f64 {
  return relX * relU + relY * relV + relZ * relW
}

function relativeSpeed2(): f64 {
  return relU * relU + relV * relV + relW * relW
}

function range2(): f64 {
  return relX * relX + relY * relY + relZ * relZ
}

/** Derivative of the product: speed² plus range times relative gravity, km²/s². */
function productRate(): f64 {
  let rate = relativeSpeed2()
  weigh(stateB)
  rate += relX * load<f64>(stateB) * pullAcross
  rate += relY * load<f64>(stateB, 8) * pullAcross
  rate += relZ * load<f64>(stateB, 16) * pullAlong
  weigh(stateA)
  rate -= relX * load<f64>(stateA) * pullAcross
  rate -= relY * load<f64>(stateA, 8) * pullAcross
  rate -= relZ * load<f64>(stateA, 16) * pullAlong
  return rate
}

function report(a: usize, b: usize, atS: f64): void {
  if (eventCount < eventCapacity) {
    const to = eventsAt + <usize>eventCount * 32
    store<u32>(to, <u32>a)
    store<u32>(to, <u32>b, 4)
    store<f64>(to, atS, 8)
    store<f64>(to, sqrt<f64>(range2()), 16)
    store<f64>(to, sqrt<f64>(relativeSpeed2()), 24)
  }
  eventCount += 1
}

function isClose(): bool {
  return range2() <= thresholdKm * thresholdKm
}

/** Product of range and range rate at a step's end from the Hermite pieces, or NaN where one has none. */
function hermiteProduct(a: usize, b: usize, s: f64): f64 {
  if ((load<u8>(mode + a) | load<u8>(mode + b)) & (IS_ROUGH | IS_EXACT)) return NaN
  const h = nodeS
  const a0 = nodeState(a, intervalNode)
  const b0 = nodeState(b, intervalNode)
  const a1 = nodeState(a, intervalNode + 1)
  const b1 = nodeState(b, intervalNode + 1)
  let product: f64 = 0
  for (let axis = 0; axis < 3; axis++) {
    const i = (<usize>axis) << 3
    const p0 = load<f64>(b0 + i) - load<f64>(a0 + i)
    const p1 = load<f64>(b1 + i) - load<f64>(a1 + i)
    const v0 = (load<f64>(b0 + i, 24) - load<f64>(a0 + i, 24)) * h
    const v1 = (load<f64>(b1 + i, 24) - load<f64>(a1 + i, 24)) * h
    const g0 = (gravity(b0, axis) - gravity(a0, axis)) * h * h
    const g1 = (gravity(b1, axis) - gravity(a1, axis)) * h * h
    const d = p1 - p0
    const c3 = 10.0 * d - 6.0 * v0 - 4.0 * v1 - 1.5 * g0 + 0.5 * g1
    const c4 = -15.0 * d + 8.0 * v0 + 7.0 * v1 + 1.5 * g0 - g1
    const c5 = 6.0 * d - 3.0 * (v0 + v1) + 0.5 * (g1 - g0)
    const p = p0 + s * (v0 + s * (0.5 * g0 + s * (c3 + s * (c4 + s * c5))))
    const v = v0 + s * (g0 + s * (3.0 * c3 + s * (4.0 * c4 + s * 5.0 * c5)))
    product += p * v
  }
  return product / h
}

/**
 * Step of the differences that give a velocity from positions, s: short where the two bend differently, long where rounding
 * is what counts.
 */
const FAST_DIFFERENCE_S: f64 = 0.5
const SLOW_DIFFERENCE_S: f64 = 8

/**
 * Range times the rate at which positions change it, km²/s; NaN where SGP4 refuses. SGP4's velocity is not quite the
 * derivative of its position: for a pair at 1 m/s the two put the minimum minutes apart. Leaves the state at the time in
 * hand. Source: central difference of the fourth order.
 */
function positionProduct(a: usize, b: usize, atS: f64, differenceS: f64): f64 {
  let u: f64 = 0
  let v: f64 = 0
  let w: f64 = 0
  for (let i = -2; i <= 2; i++) {
    if (i == 0) continue
    if (!relativeState(a, b, atS + <f64>i * differenceS)) return NaN
    const weight: f64 = (i == -2 || i == 1 ? 1.0 : -1.0) * (i == 1 || i == -1 ? 8.0 : 1.0)
    u += weight * relX
    v += weight * relY
    w += weight * relZ
  }
  if (!relativeState(a, b, atS)) return NaN
  return (relX * u + relY * v + relZ * w) / (12.0 * differenceS)
}

/** The product at an end of the step: from the pieces where their sign is sure, else exact; NaN where SGP4 refuses. */
function productAt(a: usize, b: usize, atS: f64, doubt: f64): f64 {
  if (atS == 0 || atS == durationS) return positionProduct(a, b, atS, FAST_DIFFERENCE_S)
  const quick = hermiteProduct(a, b, (atS - intervalStart) / nodeS)
  if (abs<f64>(quick) > doubt) return quick
  return positionProduct(a, b, atS, FAST_DIFFERENCE_S)
}

/** A pair that may come close within the step: an end of the whole interval, or a minimum inside the step. */
function examinePair(a: usize, b: usize, speed2: f32): void {
  if (speed2 < SLOW_SPEED_SQUARED) {
    rememberSlow(a, b)
    return
  }
  const speed = sqrt<f64>(<f64>speed2)
  const doubt = 0.03 * speed + 3e-4 * (speed * <f64>halfS + thresholdKm)
  const low = productAt(a, b, stepLow, doubt)
  const high = productAt(a, b, stepHigh, doubt)
  if (low < 0 && high >= 0) reportMinimum(a, b, fastRoot(a, b, stepLow, stepHigh, low, high))
  reportEnds(a, b, stepLow, stepHigh, low, high)
}

/** The ends of the whole interval count where the range rises into it there; the products there are by positions. */
function reportEnds(a: usize, b: usize, lowS: f64, highS: f64, low: f64, high: f64): void {
  if (lowS == 0 && low >= 0) reportMinimum(a, b, lowS)
  if (highS == durationS && high < 0) reportMinimum(a, b, highS)
}

function reportMinimum(a: usize, b: usize, atS: f64): void {
  if (isNaN(atS) || !relativeState(a, b, atS)) return
  if (isClose()) report(a, b, atS)
}

/** Newton's next estimate of a root, or the middle of its bracket where that leaves it. */
function nextEstimate(at: f64, product: f64, left: f64, right: f64): f64 {
  const rate = productRate()
  const next = at - product / rate
  return rate > 0 && next >= left && next <= right ? next : 0.5 * (left + right)
}

/** The time of a minimum in a bracket, s: first by SGP4's velocities, then set right by positions; NaN where SGP4 refuses. */
function fastRoot(a: usize, b: usize, lowS: f64, highS: f64, low: f64, high: f64): f64 {
  let left = lowS
  let right = highS
  let at = lowS - (low * (highS - lowS)) / (high - low)
  for (let i = 0; i < 60; i++) {
    if (!relativeState(a, b, at)) return NaN
    const product = rangeRateProduct()
    if (product < 0) left = at
    else right = at
    const next = nextEstimate(at, product, left, right)
    const step = abs<f64>(next - at)
    at = next
    if (step < 1e-6) break
  }
  for (let i = 0; i < 4; i++) {
    const product = positionProduct(a, b, at, FAST_DIFFERENCE_S)
    if (isNaN(product)) return at
    const next = max<f64>(0, min<f64>(durationS, nextEstimate(at, product, at - SLOW_GRID_S, at + SLOW_GRID_S)))
    const step = abs<f64>(next - at)
    at = next
    if (step < 1e-7) break
  }
  return at
}

/** The time of a minimum of a slow pair in a bracket, s, by positions alone; NaN where SGP4 refuses. */
function slowRoot(a: usize, b: usize, lowS: f64, highS: f64): f64 {
  let left = lowS
  let right = highS
  let at = 0.5 * (lowS + highS)
  for (let i = 0; i < 60; i++) {
    const product = positionProduct(a, b, at, SLOW_DIFFERENCE_S)
    if (isNaN(product)) return NaN
    if (product < 0) left = at
    else right = at
    const next = nextEstimate(at, product, left, right)
    const step = abs<f64>(next - at)
    at = next
    if (step < 1e-7) break
  }
  return at
}

/** Remembers a slow pair for the node interval, once. */
function rememberSlow(a: usize, b: usize): void {
  const key = ((a < b ? <u64>a : <u64>b) << 32) | (a < b ? <u64>b : <u64>a)
  let slot = <i32>((key * 0x9e3779b97f4a7c15) >> 48) & (SLOW_TABLE - 1)
  while (true) {
    const known = load<u64>(slowKeys + ((<usize>slot) << 3))
    if (known == key) return
    if (known == 0) break
    slot = (slot + 1) & (SLOW_TABLE - 1)
  }
  if (slowCount >= SLOW_TABLE - SLOW_TABLE / 4) settleSlow()
  store<u64>(slowKeys + ((<usize>slot) << 3), key)
  store<u64>(slowList + ((<usize>slowCount) << 3), key)
  slowCount += 1
}

/** Searches every remembered pair exactly over the whole node interval. */
function settleSlow(): void {
  for (let i = 0; i < slowCount; i++) {
    const key = load<u64>(slowList + ((<usize>i) << 3))
    searchSlow(<usize>(key >> 32), <usize>(key & 0xffffffff))
  }
  if (slowCount > 0) memory.fill(slowKeys, 0, <usize>SLOW_TABLE * 8)
  slowCount = 0
}

/** Every minimum of a pair within the node interval, between the points of a grid that no choice of steps moves. */
function searchSlow(a: usize, b: usize): void {
  const end = min<f64>(intervalStart + nodeS, durationS)
  let left = intervalStart
  let low = positionProduct(a, b, left, SLOW_DIFFERENCE_S)
  while (left < end) {
    const right = min<f64>(left + SLOW_GRID_S, end)
    const high = positionProduct(a, b, right, SLOW_DIFFERENCE_S)
    if (low < 0 && high >= 0) reportMinimum(a, b, slowRoot(a, b, left, right))
    reportEnds(a, b, left, right, low, high)
    left = right
    low = high
  }
}
