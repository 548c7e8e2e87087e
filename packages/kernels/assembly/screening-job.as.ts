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
/** Up to so many primaries, a bit each, only what may come near one of them takes part in a node interval. */
const MOST_NEAR_PRIMARIES: i32 = 32
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
let jobRecords: usize, jobStarts: usize, jobStates: usize, jobSlots: usize, jobMinutes: usize, jobPrimaryMarks: usize
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
let primaryOrbits: usize, orbitInHand: usize, crossings: usize
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
  crossings = at
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
 * `primaryMarks` holds a byte an object: 1 marks a primary; all zero screens everything against everything.
 */
export function prepareScreening(
  records: usize,
  starts: usize,
  states: usize,
  slots: usize,
  minutes0: usize,
  primaryMarks: usize,
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
  jobPrimaryMarks = primaryMarks
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
    store<f32>(harmonics + (object << 2), <f32>(1.0 + 50.0 * load<f64>(record, RECORD_ECCENTRICITY * 8)))
    if (!load<u8>(primaryMarks + object)) continue
    store<u32>(primaryList + (<usize>primaries << 2), <u32>object)
    primaries += 1
  }
}
