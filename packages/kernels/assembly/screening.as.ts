// All-on-all search for close approaches. For each step of time: positions from quintic Hermite pieces between exact
// SGP4 nodes, cells of direction on the sphere, radial windows, linear closest approach; then exact SGP4 for the few left.
// See ARCHITECTURE.md, "Screening", for the pipeline and the margins.

const MU: f32 = 398600.8
const PI: f32 = 3.14159274
/** Step halves on which the direction cells are built turn by at most this, rad/s; faster objects probe more cells. */
const CELL_RATE: f32 = 1.2e-3
/** Pairs slower than this somewhere in a node interval are searched exactly on a fixed grid, km²/s². */
const SLOW_SPEED_SQUARED: f32 = 4e-4
const SLOW_GRID_S: f64 = 60
/** What positions from Hermite pieces in single precision may be off by for a pair, km. */
const POSITION_MARGIN: f32 = 0.08
/** Largest estimate of a Hermite piece's error that is trusted, km. */
const TRUSTED_ERROR: f64 = 0.01
/** Largest measured error of a Hermite piece that is trusted, km. */
const TRUSTED_MEASURED: f64 = 0.02
const SLOW_TABLE: i32 = 1 << 16
/** Up to so many primaries, only what may come near one of them takes part in a node interval. */
const MOST_NEAR_PRIMARIES: i32 = 8
/** Bits of an object's mode: no Hermite piece of the slice is to be trusted; none of this interval is. */
const IS_ROUGH: u8 = 1
const IS_EXACT: u8 = 2
/** No node of the slice was read: the object cannot meet a primary in it. */
const IS_ABSENT: u8 = 4
/** What two-body planes leave out within half a slice, km, and two-body passing times, s. */
const PLANE_ROOM_KM: f64 = 30
const PASS_ROOM_S: f64 = 20
const PAD: i32 = 8
const COEFFICIENT_BLOCK_BYTES: usize = 18 * 16
/** Bands of rows that are in no cell: refused by SGP4, or to be looked after apart. */
const NO_BAND: i32 = -1
const APART_BAND: i32 = -2

// The job, set by prepareScreening. Byte addresses, kilometres, seconds since the job's start.
let jobRecords: usize, jobStarts: usize, jobStates: usize, jobSlots: usize, jobMinutes: usize, jobProbes: usize
let objects: i32 = 0
let primaries: i32 = 0
let rowBytes: usize = 0
let thresholdKm: f64 = 0
let nodeS: f64 = 0
let stepsPerNode: i32 = 0
let durationS: f64 = 0
let maxNodes: i32 = 0

// The workspace.
let offsets: usize, nodes: usize, nodeStatus: usize, scratch: usize, trail: usize, mode: usize, exactList: usize
let coefficients: usize, state32: usize, radius: usize, window: usize, latitude: usize, longitude: usize
let bandOfRow: usize, cellOf: usize, order: usize, sortedRadius: usize, sortedWindow: usize, sortedLongitude: usize
let rowObject: usize, rowMode: usize, failures: usize, primaryList: usize, harmonics: usize
let primaryOrbits: usize, orbitInHand: usize
let cellStart: usize, bandFirst: usize, bandColumns: usize, bandReach: usize, probeList: usize
let slowKeys: usize, slowList: usize, stateA: usize, stateB: usize
const MAX_BANDS: i32 = 4096
const MAX_CELLS: i32 = 1 << 20
/** A step much shorter than the others reaches less far than this; its cells (25 / reach² of them) would not fit. */
const LEAST_REACH_RAD: f32 = 8e-3

// The step in hand. Objects that take part in a node interval stand in rows.
let rows: i32 = 0
let rowsBytes: usize = 0
let laidReachRad: f32 = 0
let bands: i32 = 0
let cells: i32 = 0
let reachRad: f32 = 0
let halfS: f32 = 0
let stepLow: f64 = 0
let stepHigh: f64 = 0
let intervalStart: f64 = 0
let intervalNode: i32 = 0
let exactCount: i32 = 0
let probeCount: i32 = 0
let slowCount: i32 = 0
let eventsAt: usize = 0
let eventCount: i32 = 0
let eventCapacity: i32 = 0
let approachKm: f32 = 0

function place(at: usize, bytes: usize): usize {
  return (at + bytes + 63) & ~(<usize>63)
}

/** Lays the workspace out from an address; returns its end. */
function layOut(from: usize, n: i32, nodeCapacity: i32): usize {
  const count = <usize>n
  const padded = <usize>((n + PAD + 3) & ~3)
  let at = place(from, 0)
  offsets = at
  at = place(at, <usize>(nodeCapacity + 4) * 8)
  nodes = at
  at = place(at, count * <usize>nodeCapacity * 48)
  nodeStatus = at
  at = place(at, count * <usize>nodeCapacity + 16)
  scratch = at
  at = place(at, 192)
  trail = at
  at = place(at, <usize>nodeCapacity * 48)
  mode = at
  at = place(at, count)
  harmonics = at
  at = place(at, count * 4)
  primaryOrbits = at
  at = place(at, <usize>MOST_NEAR_PRIMARIES * ORBIT_BYTES)
  orbitInHand = at
  at = place(at, ORBIT_BYTES)
  primaryList = at
  at = place(at, count * 4)
  failures = at
  at = place(at, count)
  rowObject = at
  at = place(at, count * 4)
  rowMode = at
  at = place(at, count)
  exactList = at
  at = place(at, count * 4)
  coefficients = at
  at = place(at, (padded >> 2) * COEFFICIENT_BLOCK_BYTES)
  state32 = at
  at = place(at, padded * 6 * 4)
  radius = at
  at = place(at, padded * 4)
  window = at
  at = place(at, padded * 4)
  latitude = at
  at = place(at, padded * 4)
  longitude = at
  at = place(at, padded * 4)
  bandOfRow = at
  at = place(at, padded * 4)
  cellOf = at
  at = place(at, padded * 4)
  order = at
  at = place(at, padded * 4)
  sortedRadius = at
  at = place(at, padded * 4 + 64)
  sortedWindow = at
  at = place(at, padded * 4 + 64)
  sortedLongitude = at
  at = place(at, padded * 4 + 64)
  cellStart = at
  at = place(at, <usize>(MAX_CELLS + 2) * 4)
  bandFirst = at
  at = place(at, <usize>(MAX_BANDS + 2) * 4)
  bandColumns = at
  at = place(at, <usize>(MAX_BANDS + 2) * 4)
  bandReach = at
  at = place(at, <usize>(MAX_BANDS + 2) * 8)
  probeList = at
  at = place(at, count * 4)
  slowKeys = at
  at = place(at, <usize>SLOW_TABLE * 8)
  slowList = at
  at = place(at, <usize>SLOW_TABLE * 8)
  stateA = at
  at = place(at, 48)
  stateB = at
  at = place(at, 48)
  return at
}

/** Bytes of workspace that screening so many objects with so many nodes in hand takes. */
export function screeningWorkspaceBytes(n: i32, nodeCapacity: i32): usize {
  return layOut(0, n, nodeCapacity)
}

/**
 * Sets the job and the workspace of this instance. All addresses are in bytes.
 * `probes` holds a byte an object: 1 marks a primary; all zero screens everything against everything.
 */
export function prepareScreening(
  records: usize,
  starts: usize,
  states: usize,
  slots: usize,
  minutes0: usize,
  probes: usize,
  n: i32,
  threshold: f64,
  nodeSpacingS: f64,
  steps: i32,
  duration: f64,
  workspace: usize,
  nodeCapacity: i32,
): void {
  jobRecords = records
  jobStarts = starts
  jobStates = states
  jobSlots = slots
  jobMinutes = minutes0
  jobProbes = probes
  objects = n
  thresholdKm = threshold
  nodeS = nodeSpacingS
  stepsPerNode = steps
  durationS = duration
  maxNodes = nodeCapacity
  layOut(workspace, n, nodeCapacity)
  rowBytes = <usize>((n + PAD + 3) & ~3) * 4
  laidReachRad = 0
  memory.fill(failures, 0, <usize>n)
  primaries = 0
  for (let object: usize = 0; object < <usize>n; object++) {
    const record = records + (<usize>load<u32>(starts + (object << 2)) << 3)
    store<f32>(harmonics + (object << 2), <f32>(1.0 + 50.0 * load<f64>(record, 11 * 8)))
    if (!load<u8>(probes + object)) continue
    store<u32>(primaryList + (<usize>primaries << 2), <u32>object)
    primaries += 1
  }
}

// ---- states -------------------------------------------------------------------------------------------------------

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
    if (looksAhead && !mayCross(object, intervalStart + halfSliceS, halfSliceS)) {
      store<u8>(mode + object, IS_ABSENT)
      continue
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
  const early = measuredError(object, 0)
  const late = measuredError(object, intervals - 1)
  const isRough =
    (early > TRUSTED_MEASURED && estimatedError(object, nodeState(object, 0)) < TRUSTED_ERROR) ||
    (late > TRUSTED_MEASURED && estimatedError(object, nodeState(object, intervals)) < TRUSTED_ERROR)
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

// ---- a few primaries ----------------------------------------------------------------------------------------------

/** Bytes of an orbit: state, angular momentum (three), least and greatest turn rate, rad/s, and whether it is usable. */
const ORBIT_BYTES: usize = 96

/** Reads the orbits of the primaries in the middle of the slice. */
function readPrimaryOrbits(atS: f64): void {
  for (let i = 0; i < primaries; i++) {
    const orbit = primaryOrbits + <usize>i * ORBIT_BYTES
    readOrbit(<usize>load<u32>(primaryList + (<usize>i << 2)), atS, orbit)
  }
}

/** The osculating orbit of an object; one that is not nearly circular, or that SGP4 refuses, is marked unusable. */
function readOrbit(object: usize, atS: f64, orbit: usize): void {
  store<f64>(orbit, 0, 88)
  if (exactState(object, atS, orbit)) return
  const x = load<f64>(orbit)
  const y = load<f64>(orbit, 8)
  const z = load<f64>(orbit, 16)
  const u = load<f64>(orbit, 24)
  const v = load<f64>(orbit, 32)
  const w = load<f64>(orbit, 40)
  const hx = y * w - z * v
  const hy = z * u - x * w
  const hz = x * v - y * u
  const h2 = hx * hx + hy * hy + hz * hz
  const r = sqrt<f64>(x * x + y * y + z * z)
  const inverseAxis = 2.0 / r - (u * u + v * v + w * w) / 398600.8
  const e2 = 1.0 - (h2 * inverseAxis) / 398600.8
  if (!(inverseAxis > 0) || e2 > 0.01) return
  const e = sqrt<f64>(max<f64>(e2, 0)) + 0.003
  const h = sqrt<f64>(h2)
  const axis = 1.0 / inverseAxis
  store<f64>(orbit, hx, 48)
  store<f64>(orbit, hy, 56)
  store<f64>(orbit, hz, 64)
  store<f64>(orbit, h / (axis * axis * (1.0 + e) * (1.0 + e)), 72)
  store<f64>(orbit, h / (axis * axis * (1.0 - e) * (1.0 - e)), 80)
  store<f64>(orbit, 1, 88)
}

/**
 * Whether an object may meet a primary within half a slice of a time: both have to pass the line in which their planes
 * cross on the same side at the same time. Angles are turned into times by the least and greatest rate of the orbits.
 * Source of the idea: Hoots, Crawford & Roehrich 1984, time filter; the room is for what a two-body orbit leaves out.
 */
function mayCross(object: usize, atS: f64, halfSliceS: f64): bool {
  if (load<u8>(jobProbes + object)) return true
  readOrbit(object, atS, orbitInHand)
  for (let i = 0; i < primaries; i++) {
    const primary = primaryOrbits + <usize>i * ORBIT_BYTES
    if (load<f64>(primary, 88) == 0 || load<f64>(orbitInHand, 88) == 0) return true
    if (planesMeet(primary, orbitInHand, halfSliceS)) return true
  }
  return false
}

function planesMeet(a: usize, b: usize, halfSliceS: f64): bool {
  const ax = load<f64>(a, 48)
  const ay = load<f64>(a, 56)
  const az = load<f64>(a, 64)
  const bx = load<f64>(b, 48)
  const by = load<f64>(b, 56)
  const bz = load<f64>(b, 64)
  const lx = ay * bz - az * by
  const ly = az * bx - ax * bz
  const lz = ax * by - ay * bx
  const sine2 = (lx * lx + ly * ly + lz * lz) / ((ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz))
  if (sine2 < 0.01) return true
  const reach = (thresholdKm + PLANE_ROOM_KM) / (6378.0 * sqrt<f64>(sine2))
  if (reach > 0.3) return true
  const angleA = angleTo(a, lx, ly, lz)
  const angleB = angleTo(b, lx, ly, lz)
  for (let half = -3; half <= 3; half++) {
    const first = angleA + <f64>half * 3.141592653589793
    const earliest = max<f64>(earliestPass(a, first - reach) - PASS_ROOM_S, -halfSliceS)
    const latest = min<f64>(latestPass(a, first + reach) + PASS_ROOM_S, halfSliceS)
    if (earliest > latest) continue
    for (let other = half - 4; other <= half + 4; other += 2) {
      const second = angleB + <f64>other * 3.141592653589793
      if (earliestPass(b, second - reach) > latest || latestPass(b, second + reach) < earliest) continue
      return true
    }
  }
  return false
}

/** Angle in the orbit's plane from a state to a direction, rad in (-π, π]. */
function angleTo(orbit: usize, lx: f64, ly: f64, lz: f64): f64 {
  const x = load<f64>(orbit)
  const y = load<f64>(orbit, 8)
  const z = load<f64>(orbit, 16)
  const hx = load<f64>(orbit, 48)
  const hy = load<f64>(orbit, 56)
  const hz = load<f64>(orbit, 64)
  const tx = hy * z - hz * y
  const ty = hz * x - hx * z
  const tz = hx * y - hy * x
  const h = sqrt<f64>(hx * hx + hy * hy + hz * hz)
  return scalar_atan2((lx * tx + ly * ty + lz * tz) / h, lx * x + ly * y + lz * z)
}

/** Earliest time at which an object may have turned by an angle from its state, s; `latestPass` the latest. */
function earliestPass(orbit: usize, angle: f64): f64 {
  return angle > 0 ? angle / load<f64>(orbit, 80) : angle / load<f64>(orbit, 72)
}

function latestPass(orbit: usize, angle: f64): f64 {
  return angle > 0 ? angle / load<f64>(orbit, 72) : angle / load<f64>(orbit, 80)
}

/** Whether an object may come within the threshold of a primary between two nodes, or is one. */
function comesNear(object: usize, node: i32): bool {
  if (load<u8>(jobProbes + object)) return true
  for (let i = 0; i < primaries; i++) {
    const primary = <usize>load<u32>(primaryList + (<usize>i << 2))
    const status = nodeStatus + primary * <usize>maxNodes + <usize>node
    if (load<u8>(status) || load<u8>(status, 1)) return true
    const a = nodeState(primary, node)
    const b = nodeState(object, node)
    if (mayMeet(a, b, 1) || mayMeet(nodeState(primary, node + 1), nodeState(object, node + 1), -1)) return true
  }
  return false
}

function pullSize(at: usize): f64 {
  const x = load<f64>(at)
  const y = load<f64>(at, 8)
  const z = load<f64>(at, 16)
  return 398600.8 / (x * x + y * y + z * z)
}

/**
 * Whether two objects may meet within half a node interval of their states, forward or backward: linear closest approach
 * with room for what gravity bends off, 60 % more than it does at the states.
 */
function mayMeet(a: usize, b: usize, direction: f64): bool {
  const x = load<f64>(b) - load<f64>(a)
  const y = load<f64>(b, 8) - load<f64>(a, 8)
  const z = load<f64>(b, 16) - load<f64>(a, 16)
  const u = (load<f64>(b, 24) - load<f64>(a, 24)) * direction
  const v = (load<f64>(b, 32) - load<f64>(a, 32)) * direction
  const w = (load<f64>(b, 40) - load<f64>(a, 40)) * direction
  const half = 0.5 * nodeS
  const speed2 = u * u + v * v + w * w + 1e-12
  const at = max<f64>(0, min<f64>(half, -(x * u + y * v + z * w) / speed2))
  const dx = x + u * at
  const dy = y + v * at
  const dz = z + w * at
  const room = thresholdKm + 0.8 * (pullSize(a) + pullSize(b)) * half * half
  return dx * dx + dy * dy + dz * dz <= room * room
}

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

// ---- cells --------------------------------------------------------------------------------------------------------

/** Angle of (x, y) within 2e-5 rad. Source: Abramowitz & Stegun 4.4.49. */
function atan2x4(y: v128, x: v128): v128 {
  const absX = f32x4.abs(x)
  const absY = f32x4.abs(y)
  const isSteep = f32x4.gt(absY, absX)
  const ratio = f32x4.div(f32x4.min(absX, absY), f32x4.max(f32x4.max(absX, absY), f32x4.splat(1e-6)))
  const z = f32x4.mul(ratio, ratio)
  let p = f32x4.add(f32x4.splat(-0.085133), f32x4.mul(z, f32x4.splat(0.0208351)))
  p = f32x4.add(f32x4.splat(0.180141), f32x4.mul(z, p))
  p = f32x4.add(f32x4.splat(-0.3302995), f32x4.mul(z, p))
  p = f32x4.mul(ratio, f32x4.add(f32x4.splat(0.999866), f32x4.mul(z, p)))
  const inQuadrant = v128.bitselect(f32x4.sub(f32x4.splat(PI * 0.5), p), p, isSteep)
  const inHalf = v128.bitselect(f32x4.sub(f32x4.splat(PI), inQuadrant), inQuadrant, f32x4.lt(x, f32x4.splat(0)))
  return v128.bitselect(f32x4.neg(inHalf), inHalf, f32x4.lt(y, f32x4.splat(0)))
}

/** asin from above: x + (π/2 - 1)x³ bounds it on [0, 1]. */
function asinAbove(x: f64): f64 {
  return x >= 1.0 ? 4.0 : x + 0.5708 * x * x * x
}

/** Cosine of a latitude from below, from its distance to the pole. */
function cosLatitudeBelow(latitudeRad: f64): f64 {
  const fromPole = 1.5707963 - abs<f64>(latitudeRad)
  return fromPole <= 0.0 ? 0.0 : scalarSinBelow(fromPole)
}

/** Sine on [0, π/2] from below, within 2e-4. Source: Taylor series to the seventh power. */
function scalarSinBelow(x: f64): f64 {
  const z = x * x
  return x * (1.0 - (z / 6.0) * (1.0 - (z / 20.0) * (1.0 - z / 42.0)))
}

/** How far in longitude a direction within `rad` of a latitude may be at another latitude, rad; above π: all around. */
function longitudeReach(rad: f64, cosFirst: f64, cosSecond: f64): f64 {
  const product = cosFirst * cosSecond
  if (product <= 0.0) return 4.0
  return 2.0 * asinAbove((0.5 * rad) / sqrt<f64>(product)) + 1e-4
}

function lowerEdge(band: i32): f64 {
  return -1.5707963 + (<f64>band * 3.14159265) / <f64>bands
}

/** Smallest cosine of latitude within a band. */
function bandCosine(band: i32): f64 {
  return min<f64>(cosLatitudeBelow(lowerEdge(band)), cosLatitudeBelow(lowerEdge(band + 1)))
}

/** Bands of latitude as high as the reach, each with columns about half as wide; how far to look in each and the next. */
function layCells(): void {
  if (laidReachRad == reachRad) return
  laidReachRad = reachRad
  const reach = <f64>reachRad
  bands = min<i32>(MAX_BANDS, max<i32>(1, <i32>(3.14159265 / reach)))
  cells = 0
  for (let band = 0; band < bands; band++) {
    const cosine = bandCosine(band)
    const own = longitudeReach(reach, cosine, cosine)
    const above = band + 1 < bands ? longitudeReach(reach, cosine, bandCosine(band + 1)) : 4.0
    const columns = max<i32>(1, <i32>(6.2831853 / (0.5 * min<f64>(own, 6.0))))
    store<i32>(bandFirst + ((<usize>band) << 2), cells)
    store<i32>(bandColumns + ((<usize>band) << 2), columns)
    store<f32>(bandReach + ((<usize>band) << 3), own > 2.9 ? 1.0 : <f32>(own / 6.2831853))
    store<f32>(bandReach + ((<usize>band) << 3), above > 2.9 ? 1.0 : <f32>(above / 6.2831853), 4)
    cells += columns
  }
  store<i32>(bandFirst + ((<usize>bands) << 2), cells)
}

function bandOf(latitudeRad: f32): i32 {
  const band = <i32>((latitudeRad + PI * 0.5) * (<f32>bands / PI))
  return min<i32>(bands - 1, max<i32>(0, band))
}

/** Column of a longitude given in turns from 0 to 1. */
function columnOf(band: i32, turns: f32): i32 {
  const columns = load<i32>(bandColumns + ((<usize>band) << 2))
  return min<i32>(columns - 1, max<i32>(0, <i32>(turns * <f32>columns)))
}

/** Radius, radial window, longitude and band of four rows; those that turn faster than the cells allow go apart. */
function describeRows(i: usize): void {
  const x = v128.load(axisRow(0) + i)
  const y = v128.load(axisRow(1) + i)
  const z = v128.load(axisRow(2) + i)
  const u = v128.load(axisRow(3) + i)
  const v = v128.load(axisRow(4) + i)
  const w = v128.load(axisRow(5) + i)
  const half = f32x4.splat(halfS)
  const xy2 = f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y))
  const r = f32x4.sqrt(f32x4.add(f32x4.add(xy2, f32x4.mul(z, z)), f32x4.splat(1e-3)))
  const inverse = f32x4.div(f32x4.splat(1), r)
  const along = f32x4.add(f32x4.add(f32x4.mul(x, u), f32x4.mul(y, v)), f32x4.mul(z, w))
  const radial = f32x4.mul(along, inverse)
  const speed2 = f32x4.add(f32x4.add(f32x4.mul(u, u), f32x4.mul(v, v)), f32x4.mul(w, w))
  const across2 = f32x4.sub(speed2, f32x4.mul(radial, radial))
  const pull = f32x4.mul(f32x4.sub(across2, f32x4.mul(f32x4.splat(MU), inverse)), inverse)
  const bend = f32x4.mul(f32x4.abs(pull), f32x4.splat(halfS * halfS * 0.575))
  const reach = f32x4.add(f32x4.mul(f32x4.abs(radial), half), bend)
  v128.store(radius + i, r)
  v128.store(window + i, f32x4.add(reach, f32x4.add(f32x4.splat(0.1), f32x4.mul(r, f32x4.splat(2e-6)))))
  const phi = atan2x4(z, f32x4.sqrt(xy2))
  v128.store(latitude + i, phi)
  const turns = f32x4.mul(f32x4.add(atan2x4(y, x), f32x4.splat(PI)), f32x4.splat(0.15915494))
  v128.store(longitude + i, turns)
  const bandPlace = f32x4.mul(f32x4.add(phi, f32x4.splat(PI * 0.5)), f32x4.splat(<f32>bands / PI))
  const inside = i32x4.max_s(i32x4.splat(0), i32x4.min_s(i32x4.splat(bands - 1), i32x4.trunc_sat_f32x4_s(bandPlace)))
  const fastest = f32x4.splat((CELL_RATE * CELL_RATE) / (1.03 * 1.03))
  const isFast = f32x4.gt(f32x4.mul(across2, f32x4.mul(inverse, inverse)), fastest)
  v128.store(bandOfRow + i, v128.bitselect(i32x4.splat(APART_BAND), inside, isFast))
}

/** Puts rows that SGP4 refuses, and primaries, where they belong before the others are sorted. */
function markApart(): void {
  for (let e = 0; e < exactCount; e++) {
    const row = <usize>load<u32>(exactList + (<usize>e << 2))
    if (load<u8>(rowMode + row)) store<i32>(bandOfRow + (row << 2), NO_BAND)
  }
  if (primaries == 0) return
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!load<u8>(jobProbes + objectOf(row)) || load<u8>(rowMode + row)) continue
    store<i32>(bandOfRow + (row << 2), APART_BAND)
  }
}

/** Sorts the rows by cell; those apart are listed as probes. */
function sortIntoCells(): void {
  memory.fill(cellStart, 0, <usize>(cells + 2) * 4)
  probeCount = 0
  for (let row: usize = 0; row < <usize>rows; row++) {
    const at = row << 2
    const band = load<i32>(bandOfRow + at)
    if (band < 0) {
      store<i32>(cellOf + at, -1)
      if (band == NO_BAND) continue
      store<u32>(probeList + (<usize>probeCount << 2), <u32>row)
      probeCount += 1
      continue
    }
    const cell = load<i32>(bandFirst + (<usize>band << 2)) + columnOf(band, load<f32>(longitude + at))
    store<i32>(cellOf + at, cell)
    const counter = cellStart + (<usize>(cell + 1) << 2)
    store<i32>(counter, load<i32>(counter) + 1)
  }
  for (let cell: usize = 0; cell < <usize>cells; cell++) {
    const at = cellStart + (cell << 2)
    store<i32>(at, load<i32>(at) + load<i32>(at, 4), 4)
  }
  const threshold = <f32>thresholdKm
  for (let row: usize = 0; row < <usize>rows; row++) {
    const cell = load<i32>(cellOf + (row << 2))
    if (cell < 0) continue
    const counter = cellStart + (<usize>cell << 2)
    const to = <usize>load<i32>(counter)
    store<i32>(counter, <i32>to + 1)
    store<u32>(order + (to << 2), <u32>row)
    store<f32>(sortedRadius + (to << 2), load<f32>(radius + (row << 2)))
    store<f32>(sortedWindow + (to << 2), load<f32>(window + (row << 2)) + threshold)
    store<f32>(sortedLongitude + (to << 2), load<f32>(longitude + (row << 2)))
  }
  // Each counter now holds its cell's end; moved up by one place, the counters hold the starts.
  memory.copy(cellStart + 4, cellStart, <usize>cells * 4)
  store<i32>(cellStart, 0)
}

// ---- pairs --------------------------------------------------------------------------------------------------------

/** Tests the sorted rows from `low` to `high` (exclusive) against one row's radius and window. */
function scan(row: usize, low: i32, high: i32): void {
  const r = f32x4.splat(load<f32>(radius + (row << 2)))
  const own = f32x4.splat(load<f32>(window + (row << 2)))
  for (let at = low; at < high; at += 4) {
    const place = (<usize>at) << 2
    const apart = f32x4.abs(f32x4.sub(v128.load(sortedRadius + place), r))
    let mask = i32x4.bitmask(f32x4.le(apart, f32x4.add(v128.load(sortedWindow + place), own)))
    if (high - at < 4) mask &= (1 << (high - at)) - 1
    while (mask) {
      const lane = ctz<i32>(mask)
      mask &= mask - 1
      considerPair(row, <usize>load<u32>(order + ((<usize>(at + lane)) << 2)))
    }
  }
}

/** Scans the columns of a band that lie within a reach (in turns) of a longitude. */
function scanBand(row: usize, band: i32, turns: f32, reach: f32): void {
  const first = load<i32>(bandFirst + ((<usize>band) << 2))
  const last = load<i32>(bandFirst + ((<usize>(band + 1)) << 2))
  const bandLow = load<i32>(cellStart + ((<usize>first) << 2))
  const bandHigh = load<i32>(cellStart + ((<usize>last) << 2))
  const low = turns - reach
  const high = turns + reach
  if (reach >= 0.45) {
    scan(row, bandLow, bandHigh)
    return
  }
  const lowCell = first + columnOf(band, low < 0 ? low + 1 : low)
  const highCell = first + columnOf(band, high >= 1 ? high - 1 : high)
  const from = load<i32>(cellStart + ((<usize>lowCell) << 2))
  const to = load<i32>(cellStart + ((<usize>(highCell + 1)) << 2))
  if (low >= 0 && high < 1) {
    scan(row, from, to)
  } else if (highCell >= lowCell) {
    scan(row, bandLow, bandHigh)
  } else {
    scan(row, from, bandHigh)
    scan(row, bandLow, to)
  }
}

/** Pairs within a band: each object with those after it, around the end of the band where need be. */
function scanForward(row: usize, band: i32, position: i32, turns: f32, reach: f32): void {
  const first = load<i32>(bandFirst + ((<usize>band) << 2))
  const last = load<i32>(bandFirst + ((<usize>(band + 1)) << 2))
  const bandHigh = load<i32>(cellStart + ((<usize>last) << 2))
  if (reach >= 0.22) {
    scan(row, position + 1, bandHigh)
    return
  }
  const high = turns + reach
  if (high < 1) {
    const cell = first + columnOf(band, high)
    scan(row, position + 1, load<i32>(cellStart + ((<usize>(cell + 1)) << 2)))
    return
  }
  scan(row, position + 1, bandHigh)
  const cell = first + columnOf(band, high - 1)
  scan(row, load<i32>(cellStart + ((<usize>first) << 2)), load<i32>(cellStart + ((<usize>(cell + 1)) << 2)))
}

/** Column of a longitude in turns, given a band's number of columns. */
function columnAmong(columns: f32, last: i32, turns: f32): i32 {
  return min<i32>(last, <i32>(turns * columns))
}

/** Radius of a sorted row; rows that are not there lie out of reach of all others. */
function radiusOrFar(position: i32, high: i32): v128 {
  return f32x4.splat(position < high ? load<f32>(sortedRadius + (<usize>position << 2)) : <f32>-1e12)
}

function ownWindow(position: i32): v128 {
  return f32x4.splat(load<f32>(sortedWindow + (<usize>position << 2)) - <f32>thresholdKm)
}

function considerLanes(position: i32, at: i32, lanes: v128): void {
  let mask = i32x4.bitmask(lanes)
  if (mask == 0) return
  const row = <usize>load<u32>(order + (<usize>position << 2))
  while (mask) {
    const lane = ctz<i32>(mask)
    mask &= mask - 1
    considerPair(row, <usize>load<u32>(order + (<usize>(at + lane) << 2)))
  }
}

/**
 * Tests the sorted rows from `low` to `high` (exclusive) against four rows from `position` on, at most up to `last`; where
 * `low` is `position`, each of the four only against those after it.
 */
function scanFour(position: i32, last: i32, low: i32, high: i32): void {
  const r0 = radiusOrFar(position, last)
  const r1 = radiusOrFar(position + 1, last)
  const r2 = radiusOrFar(position + 2, last)
  const r3 = radiusOrFar(position + 3, last)
  const w0 = ownWindow(position)
  const w1 = ownWindow(position + 1)
  const w2 = ownWindow(position + 2)
  const w3 = ownWindow(position + 3)
  for (let at = low; at < high; at += 4) {
    const place = <usize>at << 2
    const radii = v128.load(sortedRadius + place)
    const windows = v128.load(sortedWindow + place)
    const m0 = f32x4.le(f32x4.abs(f32x4.sub(radii, r0)), f32x4.add(windows, w0))
    const m1 = f32x4.le(f32x4.abs(f32x4.sub(radii, r1)), f32x4.add(windows, w1))
    const m2 = f32x4.le(f32x4.abs(f32x4.sub(radii, r2)), f32x4.add(windows, w2))
    const m3 = f32x4.le(f32x4.abs(f32x4.sub(radii, r3)), f32x4.add(windows, w3))
    if (!v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) continue
    const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(high - at))
    if (at == position) {
      considerLanes(position, at, v128.and(v128.and(m0, inside), i32x4(0, -1, -1, -1)))
      considerLanes(position + 1, at, v128.and(v128.and(m1, inside), i32x4(0, 0, -1, -1)))
      considerLanes(position + 2, at, v128.and(v128.and(m2, inside), i32x4(0, 0, 0, -1)))
      continue
    }
    considerLanes(position, at, v128.and(m0, inside))
    considerLanes(position + 1, at, v128.and(m1, inside))
    considerLanes(position + 2, at, v128.and(m2, inside))
    considerLanes(position + 3, at, v128.and(m3, inside))
  }
}

/**
 * Every pair of rows in cells near each other, once: rows by fours with those after them in their band, and with those of
 * the band above. Where the reach goes around the end of a band, or is wide as near the poles, rows go one by one.
 */
function scanCells(): void {
  for (let band = 0; band < bands; band++) {
    const first = load<i32>(bandFirst + (<usize>band << 2))
    const aboveFirst = load<i32>(bandFirst + (<usize>(band + 1) << 2))
    const low = load<i32>(cellStart + (<usize>first << 2))
    const high = load<i32>(cellStart + (<usize>aboveFirst << 2))
    const own = load<f32>(bandReach + (<usize>band << 3))
    const above = load<f32>(bandReach + (<usize>band << 3), 4)
    const ownLast = aboveFirst - first - 1
    const ownColumns = <f32>(ownLast + 1)
    const ownStart = cellStart + (<usize>(first + 1) << 2)
    const isTop = band + 1 >= bands
    const aboveLast = isTop ? 0 : load<i32>(bandColumns + (<usize>(band + 1) << 2)) - 1
    const aboveColumns = <f32>(aboveLast + 1)
    const aboveStart = cellStart + (<usize>aboveFirst << 2)
    const isWide = own >= 0.22 || above >= 0.45
    const widest = max<f32>(own, above)
    for (let position = low; position < high; position += 4) {
      const last = min<i32>(position + 4, high)
      let west: f32 = 1
      let east: f32 = 0
      for (let p = position; p < last; p++) {
        const turns = load<f32>(sortedLongitude + (<usize>p << 2))
        west = min<f32>(west, turns)
        east = max<f32>(east, turns)
      }
      if (isWide || west < widest || east + widest >= 1) {
        scanOneByOne(band, position, last, own, above, isTop)
        continue
      }
      scanFour(position, last, position, load<i32>(ownStart + (<usize>columnAmong(ownColumns, ownLast, east + own) << 2)))
      if (isTop) continue
      const from = columnAmong(aboveColumns, aboveLast, west - above)
      const to = columnAmong(aboveColumns, aboveLast, east + above)
      const start = load<i32>(aboveStart + (<usize>from << 2))
      scanFour(position, last, start, load<i32>(aboveStart + (<usize>to << 2), 4))
    }
  }
}

function scanOneByOne(band: i32, position: i32, last: i32, own: f32, above: f32, isTop: bool): void {
  for (let p = position; p < last; p++) {
    const row = <usize>load<u32>(order + (<usize>p << 2))
    const turns = load<f32>(sortedLongitude + (<usize>p << 2))
    scanForward(row, band, p, turns, own)
    if (!isTop) scanBand(row, band + 1, turns, above)
  }
}

/** Probes look around as far as they and the fastest other object may turn, and at each other. */
function scanProbes(): void {
  let fastest: f32 = CELL_RATE
  for (let p = 0; p < probeCount; p++) fastest = max<f32>(fastest, turnRate(probeAt(p)))
  for (let p = 0; p < probeCount; p++) {
    const row = probeAt(p)
    // With primaries, an object that only turns fast has nothing to do with the others in the cells.
    const isWanted = primaries == 0 || load<u8>(jobProbes + objectOf(row)) != 0
    for (let q = p + 1; q < probeCount; q++) {
      if (isWanted || load<u8>(jobProbes + objectOf(probeAt(q)))) considerProbes(row, probeAt(q))
    }
    if (!isWanted) continue
    const reach = <f64>((turnRate(row) + CELL_RATE) * halfS * 1.03 + (reachRad - 2 * CELL_RATE * halfS * 1.03))
    const phi = <f64>load<f32>(latitude + (row << 2))
    const lowBand = bandOf(<f32>(phi - reach))
    const highBand = bandOf(<f32>(phi + reach))
    const cosine = min<f64>(cosLatitudeBelow(phi - 1e-4), cosLatitudeBelow(phi + 1e-4))
    for (let band = lowBand; band <= highBand; band++) {
      const radians = longitudeReach(reach, cosine, bandCosine(band))
      const turns = radians > 2.9 ? <f32>1 : <f32>(radians / 6.2831853)
      scanBand(row, band, load<f32>(longitude + (row << 2)), turns)
    }
  }
}

function probeAt(p: i32): usize {
  return <usize>load<u32>(probeList + ((<usize>p) << 2))
}

function turnRate(row: usize): f32 {
  const at = row << 2
  const u = load<f32>(axisRow(3) + at)
  const v = load<f32>(axisRow(4) + at)
  const w = load<f32>(axisRow(5) + at)
  return sqrt<f32>(u * u + v * v + w * w) / load<f32>(radius + at)
}

function considerProbes(a: usize, b: usize): void {
  const apart = abs<f32>(load<f32>(radius + (a << 2)) - load<f32>(radius + (b << 2)))
  if (apart <= load<f32>(window + (a << 2)) + load<f32>(window + (b << 2)) + <f32>thresholdKm) considerPair(a, b)
}

/** Linear closest approach within the step, with a margin for curvature and for the positions' own error. */
function considerPair(a: usize, b: usize): void {
  const i = a << 2
  const j = b << 2
  const x = load<f32>(axisRow(0) + j) - load<f32>(axisRow(0) + i)
  const y = load<f32>(axisRow(1) + j) - load<f32>(axisRow(1) + i)
  const z = load<f32>(axisRow(2) + j) - load<f32>(axisRow(2) + i)
  const u = load<f32>(axisRow(3) + j) - load<f32>(axisRow(3) + i)
  const v = load<f32>(axisRow(4) + j) - load<f32>(axisRow(4) + i)
  const w = load<f32>(axisRow(5) + j) - load<f32>(axisRow(5) + i)
  const range2 = x * x + y * y + z * z
  const speed2 = u * u + v * v + w * w + <f32>1e-12
  const along = abs<f32>(x * u + y * v + z * w)
  const margin = approachKm + load<f32>(radius + i) * <f32>3e-6
  const margin2 = margin * margin
  const isWithin =
    along <= halfS * <f32>1.02 * speed2
      ? (range2 - margin2) * speed2 - along * along <= <f32>1e-5 * range2 * speed2
      : range2 - <f32>2.04 * halfS * along + halfS * halfS * <f32>1.0404 * speed2 <= margin2
  if (isWithin) examinePair(objectOf(a), objectOf(b), speed2)
}

// ---- minima -------------------------------------------------------------------------------------------------------

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

/** The product at an end of the step: from the pieces where their sign is sure, else exact; NaN where SGP4 refuses. */
function productAt(a: usize, b: usize, atS: f64, doubt: f64): f64 {
  const quick = hermiteProduct(a, b, (atS - intervalStart) / nodeS)
  if (abs<f64>(quick) > doubt) return quick
  return relativeState(a, b, atS) ? rangeRateProduct() : NaN
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
  if (low < 0 && high >= 0) refine(a, b, stepLow, stepHigh, low, high)
  reportEnds(a, b, stepLow, stepHigh, low, high)
}

/** The ends of the whole interval count where the range rises into it there. */
function reportEnds(a: usize, b: usize, lowS: f64, highS: f64, low: f64, high: f64): void {
  if (lowS == 0 && low >= 0 && relativeState(a, b, lowS) && rangeRateProduct() >= 0 && isClose()) report(a, b, lowS)
  if (highS == durationS && high < 0 && relativeState(a, b, highS) && rangeRateProduct() < 0 && isClose()) {
    report(a, b, highS)
  }
}

/** The root of the product in a bracket by Newton's method on exact SGP4, kept within the bracket by bisection. */
function refine(a: usize, b: usize, lowS: f64, highS: f64, low: f64, high: f64): void {
  let left = lowS
  let right = highS
  let at = lowS - (low * (highS - lowS)) / (high - low)
  for (let i = 0; i < 60; i++) {
    if (!relativeState(a, b, at)) return
    const product = rangeRateProduct()
    if (product < 0) left = at
    else right = at
    const rate = productRate()
    let next = at - product / rate
    if (!(rate > 0) || !(next >= left) || !(next <= right)) next = 0.5 * (left + right)
    const step = abs<f64>(next - at)
    if (step < 2e-8) break
    at = next
    if (right - left < 2e-8) break
  }
  if (!relativeState(a, b, at)) return
  if (isClose()) report(a, b, at)
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
  let low = relativeState(a, b, left) ? rangeRateProduct() : NaN
  while (left < end) {
    const right = min<f64>(left + SLOW_GRID_S, end)
    const high = relativeState(a, b, right) ? rangeRateProduct() : NaN
    if (low < 0 && high >= 0) refine(a, b, left, right, low, high)
    reportEnds(a, b, left, right, low, high)
    left = right
    low = high
  }
}

// ---- the slice ----------------------------------------------------------------------------------------------------

function screenStep(lowS: f64, highS: f64): void {
  stepLow = lowS
  stepHigh = highS
  halfS = <f32>((highS - lowS) * 0.5)
  const middleS = 0.5 * (lowS + highS)
  const threshold = <f32>thresholdKm
  approachKm = threshold + POSITION_MARGIN + <f32>1.4e-6 * halfS * halfS * (threshold + <f32>16 * halfS)
  reachRad = 2 * CELL_RATE * halfS * <f32>1.03 + <f32>asinAbove(thresholdKm / 6400.0) + <f32>2e-4
  reachRad = max<f32>(reachRad, LEAST_REACH_RAD)
  layCells()
  evaluatePieces(<f32>((middleS - intervalStart) / nodeS))
  evaluateExact(middleS)
  markApart()
  sortIntoCells()
  if (primaries == 0) scanCells()
  scanProbes()
}

/**
 * Screens the node intervals `firstNode` to `firstNode + intervals` (exclusive) and writes the events found there.
 * An event is 32 bytes: two object indices (u32), seconds since the start, distance, km, and relative speed, km/s (f64).
 * Returns how many events there are; more than `capacity` means that only those that fit were written.
 */
export function screenSlice(firstNode: i32, intervals: i32, events: usize, capacity: i32): i32 {
  eventsAt = events
  eventCapacity = capacity
  eventCount = 0
  memory.fill(slowKeys, 0, <usize>SLOW_TABLE * 8)
  slowCount = 0
  readNodes(firstNode, intervals)
  const sliceStart = <f64>firstNode * nodeS
  for (let node = 0; node < intervals; node++) {
    intervalNode = node
    intervalStart = sliceStart + <f64>node * nodeS
    if (intervalStart >= durationS) break
    readInterval(node)
    for (let step = 0; step < stepsPerNode; step++) {
      const lowS = intervalStart + (<f64>step * nodeS) / <f64>stepsPerNode
      if (lowS >= durationS) break
      const highS = min<f64>(intervalStart + (<f64>(step + 1) * nodeS) / <f64>stepsPerNode, durationS)
      screenStep(lowS, highS)
    }
    settleSlow()
  }
  return eventCount
}

/** Address of a byte for each object: 0, or the first error that SGP4 gave at a node of the slices screened so far. */
export function screeningFailures(): usize {
  return failures
}
