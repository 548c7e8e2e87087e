import type { Operations } from '../../api/types.ts'

/** Everything that the encounter view draws. */
export type Encounter = Operations['readEncounter']['answer']
/** The encounter plane. */
export type EncounterPlaneData = Encounter['plane']
/** The secondary from the primary at an offset from TCA. */
export type TrackPoint = Encounter['track'][number]
