// Drives the translated theory over many objects and times. Compiled after it by build.ts as one AssemblyScript module.

/** Bytes of scratch a call needs: four resonance states as lanes, then one state for the scalar tail. */
const STATE_DOUBLES: usize = 6

function statusByte(lanes: v128, lane: i32): u8 {
  return <u8>(lane == 0 ? f64x2.extract_lane(lanes, 0) : f64x2.extract_lane(lanes, 1))
}

function zeroState(out: usize): void {
  memory.fill(out, 0, 48)
}

/** Writes four status bytes; the states of rows with an error become zeros. */
function settle(out: usize, status: usize): void {
  if (!v128.any_true(v128.or(result_0, result_1))) {
    store<u32>(status, 0)
    return
  }
  for (let lane = 0; lane < 4; lane++) {
    const byte = statusByte(lane < 2 ? result_0 : result_1, lane & 1)
    store<u8>(status + lane, byte)
    if (byte) zeroState(out + lane * 48)
  }
}

/** Brings the resonance to each of four times and lays the states out as lanes. */
function spreadResonance(record: usize, state: usize, lanes: usize, minutes0: f64, offsets: usize): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    scalar_advanceResonance(record, minutes0 + load<f64>(offsets + (lane << 3)), state)
    const to = lanes + (lane >> 1) * 16 * STATE_DOUBLES + ((lane & 1) << 3)
    for (let i: usize = 0; i < STATE_DOUBLES; i++) store<f64>(to + (i << 4), load<f64>(state + (i << 3)))
  }
}

function fourNearEarth(record: usize, t0: v128, t1: v128, out: usize): void {
  wide_nearEarth(record, t0, t1, out)
}

function fourNearEarthSimple(record: usize, t0: v128, t1: v128, out: usize): void {
  wide_nearEarthSimple(record, t0, t1, out)
}

function fourDeepSpace(record: usize, t0: v128, t1: v128, lanes: usize, out: usize): void {
  wide_deepSpace(record, t0, t1, lanes, out)
}

/** One state; see propagate.ts. `record`, `state` and `out` are byte addresses. */
export function propagateOne(record: usize, minutes: f64, state: usize, out: usize): i32 {
  return <i32>scalar_propagate(record, minutes, state, out)
}

/**
 * Propagates objects `from` to `to` (exclusive) to the minutes `minutes0[object] + offsets[j]`.
 * All arguments are byte addresses: `starts` holds each record's first double as u32, `slots` each record's resonance
 * state. `out` receives [to - from, times, 6] doubles, `status` [to - from, times] bytes. `scratch` is 192 bytes.
 */
export function propagateBatch(
  records: usize,
  starts: usize,
  states: usize,
  slots: usize,
  minutes0: usize,
  offsets: usize,
  times: i32,
  from: i32,
  to: i32,
  out: usize,
  status: usize,
  scratch: usize,
): void {
  for (let object: usize = from; object < <usize>to; object++) {
    const record = records + ((<usize>load<u32>(starts + (object << 2))) << 3)
    const state = states + <usize>load<u32>(slots + (object << 2)) * 8 * STATE_DOUBLES
    const first = load<f64>(minutes0 + (object << 3))
    const kind = load<f64>(record)
    const isResonant = kind == 2.0 && load<f64>(record, RECORD_RESONANCE * 8) > 0
    let j = 0
    for (; j + 4 <= times; j += 4) {
      const at = offsets + ((<usize>j) << 3)
      const t0 = f64x2.add(f64x2.splat(first), v128.load(at))
      const t1 = f64x2.add(f64x2.splat(first), v128.load(at, 16))
      if (kind == 1.0) {
        fourNearEarth(record, t0, t1, out)
      } else if (kind == 0.0) {
        fourNearEarthSimple(record, t0, t1, out)
      } else {
        if (isResonant) spreadResonance(record, state, scratch, first, at)
        fourDeepSpace(record, t0, t1, scratch, out)
      }
      settle(out, status)
      out += 4 * 48
      status += 4
    }
    for (; j < times; j++) {
      store<u8>(status, <u8>propagateOne(record, first + load<f64>(offsets + ((<usize>j) << 3)), state, out))
      out += 48
      status += 1
    }
  }
}
