import type { ElementSet } from '@yagura/formats'
import { sgp4Elements } from '@yagura/space'

/*
 * docs/guide/positions.md draws both layouts: a head of 32 bytes, then rows; little-endian throughout.
 *
 *   0 magic and version, 8 characters | 8 count, uint32 | 12 revision, uint32 | 16 Unix time ms, float64 | 24 zero
 */
const HEAD_BYTES = 32
const ELEMENTS_MAGIC = 'YGELEM01'
const POSITIONS_MAGIC = 'YGPOSN01'
/** Doubles of a row of elements: the id and nine elements. */
const ELEMENTS_LENGTH = 10
/** Floats of the state of an object. */
export const STATE_LENGTH = 6

/** Elements of SGP4, a row for each object. Yields between rows. */
export function* elementsAnswer(
  revision: number,
  madeMs: number,
  sets: readonly ElementSet[],
): Generator<void, Uint8Array> {
  const { bytes, view } = answerOf(ELEMENTS_MAGIC, revision, sets.length, madeMs, sets.length * ELEMENTS_LENGTH * 8)
  let at = HEAD_BYTES
  for (const set of sets) {
    const elements = sgp4Elements(set)
    const row = [
      ...[set.id, elements.epochDays1950, elements.epochDayFraction, elements.meanMotionRadPerMin],
      ...[elements.eccentricity, elements.inclinationRad, elements.rightAscensionRad],
      ...[elements.argumentOfPerigeeRad, elements.meanAnomalyRad, elements.bstar],
    ]
    for (const value of row) {
      view.setFloat64(at, value, true)
      at += 8
    }
    yield
  }
  return bytes
}

/**
 * Positions and velocities at an instant.
 *
 * @param ids - Shape [n].
 * @param statesItrf - Shape [n, STATE_LENGTH]: km and km/s; NaN where there is no state.
 */
export function positionsAnswer(
  revision: number,
  atMs: number,
  ids: Uint32Array,
  statesItrf: Float32Array,
): Uint8Array {
  const { bytes, view } = answerOf(POSITIONS_MAGIC, revision, ids.length, atMs, ids.byteLength + statesItrf.byteLength)
  let at = HEAD_BYTES
  for (const id of ids) {
    view.setUint32(at, id, true)
    at += 4
  }
  for (const value of statesItrf) {
    view.setFloat32(at, value, true)
    at += 4
  }
  return bytes
}

function answerOf(magic: string, revision: number, count: number, atMs: number, bodyBytes: number) {
  const bytes = new Uint8Array(HEAD_BYTES + bodyBytes)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < magic.length; i++) view.setUint8(i, magic.charCodeAt(i))
  view.setUint32(8, count, true)
  view.setUint32(12, revision, true)
  view.setFloat64(16, atMs, true)
  return { bytes, view }
}
