// Screening, part: with few primaries, what cannot meet one of them is left out early.

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
 * Which primaries an object may meet within half a slice of a time, a bit for each in their order: both have to pass the
 * line in which their planes cross on the same side at the same time. Angles are turned into times by the least and
 * greatest rate of the orbits. A primary itself may meet all.
 * Source of the idea: Hoots, Crawford & Roehrich 1984, time filter; the room is for what a two-body orbit leaves out.
 */
function crossedPrimaries(object: usize, atS: f64, halfSliceS: f64): u32 {
  if (load<u8>(jobPrimaryMarks + object)) return 0xffffffff
  readOrbit(object, atS, orbitInHand)
  const isUsable = load<f64>(orbitInHand, 88) != 0
  let crossed: u32 = 0
  for (let i = 0; i < primaries; i++) {
    const primary = primaryOrbits + <usize>i * ORBIT_BYTES
    const isSure = isUsable && load<f64>(primary, 88) != 0
    if (!isSure || planesMeet(primary, orbitInHand, halfSliceS)) crossed |= 1 << i
  }
  return crossed
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
  if (load<u8>(jobPrimaryMarks + object)) return true
  let crossed = load<u32>(crossings + (object << 2))
  while (crossed) {
    const primary = <usize>load<u32>(primaryList + ((<usize>ctz<u32>(crossed)) << 2))
    crossed &= crossed - 1
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
