import type { ElementSet, RecordProblem } from '@yagura/formats'
import { createPropagator, type Sgp4Mode, type Sgp4Propagator } from '@yagura/kernels'
import { sgp4Elements } from '@yagura/space'

/**
 * A propagator of one object, or why SGP4 must not or cannot propagate it.
 *
 * @param elementSet - As read; its origin is named in a problem.
 */
export function createObjectPropagator(elementSet: ElementSet, mode: Sgp4Mode): Sgp4Propagator | RecordProblem {
  if (elementSet.ephemerisType === 4) {
    const reason = 'type 4 is SGP4-XP, which SGP4 must not propagate; an SGP4 element set is needed'
    return { ...elementSet.origin, field: 'EPHEMERIS_TYPE', reason }
  }
  try {
    return createPropagator(sgp4Elements(elementSet), mode)
  } catch (error) {
    // The kernel refuses, at its door, elements that are no orbit; the record is at fault and the others go on.
    if (error instanceof RangeError) return { ...elementSet.origin, field: 'record', reason: error.message }
    throw error
  }
}
