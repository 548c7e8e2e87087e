import * as C from './record.ts'
import { cos, sin } from './trigonometry.ts'

/** Step of the resonance integrator, minutes. Source: AIAA 2006-6753, `dspace`. */
const STEP = 720
const HALF_STEP_SQUARED = 259200

/** Writes the derivatives of a one-day resonance at the state's own time. Source: AIAA 2006-6753, `dspace`, synchronous. */
export function oneDayDerivatives(c: Float64Array, k: number, state: Float64Array, s: number): void {
  const longitude = state[s + C.STATE_LONGITUDE]
  const del1 = c[k + C.RESONANCE_TERMS]
  const del2 = c[k + C.RESONANCE_TERMS + 1]
  const del3 = c[k + C.RESONANCE_TERMS + 2]
  const first = longitude - 0.13130908
  const second = 2 * (longitude - 2.8843198)
  const third = 3 * (longitude - 0.37448087)
  const longitudeDot = state[s + C.STATE_MEAN_MOTION] + c[k + C.XFACT]
  state[s + C.STATE_MEAN_MOTION_DOT] = del1 * sin(first) + del2 * sin(second) + del3 * sin(third)
  state[s + C.STATE_LONGITUDE_DOT] = longitudeDot
  state[s + C.STATE_MEAN_MOTION_DDOT] =
    (del1 * cos(first) + 2 * del2 * cos(second) + 3 * del3 * cos(third)) * longitudeDot
}

/** Writes the derivatives of a half-day resonance at the state's own time. Source: AIAA 2006-6753, `dspace`, 12 h. */
export function halfDayDerivatives(c: Float64Array, k: number, state: Float64Array, s: number): void {
  const w = c[k + C.ARGUMENT] + c[k + C.ARGUMENT_DOT] * state[s + C.STATE_TIME]
  const l = state[s + C.STATE_LONGITUDE]
  const a2201 = w + w + l - 5.7686396
  const a2211 = l - 5.7686396
  const a3210 = w + l - 0.95240898
  const a3222 = -w + l - 0.95240898
  const a4410 = w + w + (l + l) - 1.8014998
  const a4422 = l + l - 1.8014998
  const a5220 = w + l - 1.050833
  const a5232 = -w + l - 1.050833
  const a5421 = w + (l + l) - 4.4108898
  const a5433 = -w + (l + l) - 4.4108898
  const longitudeDot = state[s + C.STATE_MEAN_MOTION] + c[k + C.XFACT]
  state[s + C.STATE_MEAN_MOTION_DOT] =
    c[k + C.RESONANCE_TERMS] * sin(a2201) +
    c[k + C.RESONANCE_TERMS + 1] * sin(a2211) +
    c[k + C.RESONANCE_TERMS + 2] * sin(a3210) +
    c[k + C.RESONANCE_TERMS + 3] * sin(a3222) +
    c[k + C.RESONANCE_TERMS + 4] * sin(a4410) +
    c[k + C.RESONANCE_TERMS + 5] * sin(a4422) +
    c[k + C.RESONANCE_TERMS + 6] * sin(a5220) +
    c[k + C.RESONANCE_TERMS + 7] * sin(a5232) +
    c[k + C.RESONANCE_TERMS + 8] * sin(a5421) +
    c[k + C.RESONANCE_TERMS + 9] * sin(a5433)
  state[s + C.STATE_LONGITUDE_DOT] = longitudeDot
  state[s + C.STATE_MEAN_MOTION_DDOT] =
    (c[k + C.RESONANCE_TERMS] * cos(a2201) +
      c[k + C.RESONANCE_TERMS + 1] * cos(a2211) +
      c[k + C.RESONANCE_TERMS + 2] * cos(a3210) +
      c[k + C.RESONANCE_TERMS + 3] * cos(a3222) +
      c[k + C.RESONANCE_TERMS + 6] * cos(a5220) +
      c[k + C.RESONANCE_TERMS + 7] * cos(a5232) +
      2 *
        (c[k + C.RESONANCE_TERMS + 4] * cos(a4410) +
          c[k + C.RESONANCE_TERMS + 5] * cos(a4422) +
          c[k + C.RESONANCE_TERMS + 8] * cos(a5421) +
          c[k + C.RESONANCE_TERMS + 9] * cos(a5433))) *
    longitudeDot
}

/** Writes the derivatives of whichever resonance the record has. */
export function resonanceDerivatives(c: Float64Array, k: number, state: Float64Array, s: number): void {
  if (c[k + C.RESONANCE] === 1) {
    oneDayDerivatives(c, k, state, s)
  } else {
    halfDayDerivatives(c, k, state, s)
  }
}

/** Sets a resonance state to the record's epoch. */
export function restartResonance(c: Float64Array, k: number, state: Float64Array, s: number): void {
  state[s + C.STATE_TIME] = 0
  state[s + C.STATE_MEAN_MOTION] = c[k + C.MEAN_MOTION]
  state[s + C.STATE_LONGITUDE] = c[k + C.XLAMO]
  resonanceDerivatives(c, k, state, s)
}

/**
 * Brings a resonance state to the last whole step between epoch and a time. The state is a function of that step alone,
 * whatever the state held before, so results do not depend on the order of times.
 * Source: AIAA 2006-6753, `dspace` (Euler–Maclaurin steps of 720 min, restarted from the epoch when time turns back).
 *
 * @param c - Records; this one starts at c[k] (KIND_DEEP_SPACE with a resonance).
 * @param t - Minutes since epoch.
 * @param state - Resonance state at state[s], set by `restartResonance` once.
 */
export function advanceResonance(c: Float64Array, k: number, t: number, state: Float64Array, s: number): void {
  const start = state[s + C.STATE_TIME]
  if (start * t < 0 || Math.abs(t) < Math.abs(start)) {
    restartResonance(c, k, state, s)
  }
  const step = t > 0 ? STEP : -STEP
  while (Math.abs(t - state[s + C.STATE_TIME]) >= STEP) {
    state[s + C.STATE_LONGITUDE] =
      state[s + C.STATE_LONGITUDE] +
      state[s + C.STATE_LONGITUDE_DOT] * step +
      state[s + C.STATE_MEAN_MOTION_DOT] * HALF_STEP_SQUARED
    state[s + C.STATE_MEAN_MOTION] =
      state[s + C.STATE_MEAN_MOTION] +
      state[s + C.STATE_MEAN_MOTION_DOT] * step +
      state[s + C.STATE_MEAN_MOTION_DDOT] * HALF_STEP_SQUARED
    state[s + C.STATE_TIME] = state[s + C.STATE_TIME] + step
    resonanceDerivatives(c, k, state, s)
  }
}
