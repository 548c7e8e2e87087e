import type { ApproachRow } from './models.ts'

/** Slower than that is docked or flies in formation: such pairs are kept, and labelled. */
const FORMATION_KM_PER_S = 0.01

/** A word of the state column. */
type StateId = 'new' | 'acknowledged' | 'cleared' | 'none' | 'formation'

/** What the state column says: where the alert stands, and whether the two fly together, which stands for "no alert". */
export function stateIds(row: Pick<ApproachRow, 'state' | 'relativeSpeedKmPerS'>): readonly StateId[] {
  const isFormation = row.relativeSpeedKmPerS < FORMATION_KM_PER_S
  const { state } = row
  if (state !== 'new' && state !== 'acknowledged' && state !== 'cleared') return [isFormation ? 'formation' : 'none']
  return isFormation ? [state, 'formation'] : [state]
}
