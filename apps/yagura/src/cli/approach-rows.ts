import { formatUtc } from '@yagura/formats'
import type { CloseApproach } from '@yagura/space'
import type { Cell } from './table.ts'

/** Columns of a close approach, the same in every command. */
export const approachColumns: readonly string[] = [
  ...['id1', 'id2', 'tca', 'miss_km', 'rel_speed_km_s', 'max_pc', 'dilution_km'],
]

/** A close approach as a row of `approachColumns`. */
export function approachCells(approach: CloseApproach): readonly Cell[] {
  const { id1, id2, tcaUtc, missKm, relativeSpeedKmPerS, maxPc, dilutionKm } = approach
  return [id1, id2, formatUtc(tcaUtc), missKm, relativeSpeedKmPerS, maxPc, dilutionKm]
}
