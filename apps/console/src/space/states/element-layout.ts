import type { Sgp4Elements } from '@yagura/kernels'

/** SGP4 elements of the usable objects, in the order of their states. */
export type DecodedElements = {
  readonly ids: Int32Array<ArrayBuffer>
  readonly elements: readonly Sgp4Elements[]
}

/** What arrived is no list of elements as the node writes it: another version of the node, or a broken transfer. */
export class ElementLayoutError extends Error {
  constructor(found: string, expected: string) {
    super(`the node's elements cannot be read: found ${found}, expected ${expected}; reload the page`)
    this.name = 'ElementLayoutError'
  }
}

/** Names the kind and its version. */
const MAGIC = 'YGELEM01'
const HEADER_BYTES = 32
/** Doubles of one object: its catalogue number and the nine elements. */
const ROW_DOUBLES = 10

function rowCount(bytes: ArrayBuffer): number {
  const magic = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(MAGIC.length, bytes.byteLength)))
  if (magic !== MAGIC || bytes.byteLength < HEADER_BYTES) throw new ElementLayoutError(`“${magic}”`, `“${MAGIC}”`)
  const count = new DataView(bytes).getUint32(8, true)
  const expectedBytes = HEADER_BYTES + count * ROW_DOUBLES * 8
  if (bytes.byteLength !== expectedBytes) {
    throw new ElementLayoutError(`${bytes.byteLength} bytes`, `${expectedBytes} bytes for ${count} objects`)
  }
  return count
}

/**
 * Reads the answer of /api/v1/space/elements: little-endian, drawn in docs/guide/positions.md.
 * @throws ElementLayoutError where the magic word or the length is not as drawn.
 */
export function decodeElements(bytes: ArrayBuffer): DecodedElements {
  const count = rowCount(bytes)
  const rows = new DataView(bytes, HEADER_BYTES)
  const ids = new Int32Array(count)
  const elements = Array.from({ length: count }, (_, row) => {
    const double = (column: number) => rows.getFloat64((row * ROW_DOUBLES + column) * 8, true)
    ids[row] = double(0)
    return {
      epochDays1950: double(1),
      epochDayFraction: double(2),
      meanMotionRadPerMin: double(3),
      eccentricity: double(4),
      inclinationRad: double(5),
      rightAscensionRad: double(6),
      argumentOfPerigeeRad: double(7),
      meanAnomalyRad: double(8),
      bstar: double(9),
    }
  })
  return { ids, elements }
}
