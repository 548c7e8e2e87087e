import type { ElementSet, UtcInstant } from '@yagura/formats'
import {
  type AgeRules,
  describeObject,
  judgeElementSet,
  type ObjectDescription,
  type OrbitalRegime,
  type OrbitFacts,
  orbitalRegime,
  orbitFacts,
  type SatcatEntry,
} from '@yagura/space'
import type { ReceivedSet } from './archived-set.ts'
import { foldText } from './fold-text.ts'
import type { SetProvenance } from './set-provenance.ts'

/** What the node holds in memory of one object: its newest element set and what follows from it. */
export type ObjectRecord = {
  readonly id: number
  /** The newest; its name is the newest that any set of the object stated. */
  readonly set: ElementSet
  /** The same set as the history of a catalogue. */
  readonly history: readonly ElementSet[]
  readonly sourceId: string
  readonly receivedMs: number
  /** The partner's record that the set came with; absent where it is this node's own. */
  readonly provenance: SetProvenance | undefined
  readonly name: string | undefined
  readonly internationalDesignator: string | undefined
  readonly description: ObjectDescription
  /** Absent where the elements are of no orbit. */
  readonly facts: OrbitFacts | undefined
  readonly regime: OrbitalRegime | undefined
  readonly satcat: SatcatEntry | undefined
  /** Name and designator as `foldText` has them, for searching. */
  readonly folded: string
}

/** Publishers predict epochs to the next node or the next day; more than that ahead is worth a word. */
const MAX_FUTURE_DAYS = 1

/** Makes the record of an object from its newest element set. */
export function objectRecordOf(
  received: ReceivedSet,
  satcat: SatcatEntry | undefined,
  provenance?: SetProvenance,
): ObjectRecord {
  const { set, sourceId, receivedMs } = received
  const name = set.name ?? satcat?.name
  const internationalDesignator = set.internationalDesignator ?? satcat?.internationalDesignator
  const hasOrbit = set.meanMotionRevPerDay > 0 && set.eccentricity >= 0 && set.eccentricity < 1
  const facts = hasOrbit ? orbitFacts(set) : undefined
  return {
    id: set.id,
    set,
    history: [set],
    sourceId,
    receivedMs,
    provenance,
    name,
    internationalDesignator,
    description: describeObject(name, satcat),
    facts,
    regime: facts && orbitalRegime(facts, set.inclinationDeg),
    satcat,
    folded: foldText(`${name ?? ''} ${internationalDesignator ?? ''}`),
  }
}

/** How element sets are judged on a screen: by the age that the settings allow. */
export function ageRules(maxAgeDays: number): AgeRules {
  return { maxAgeDays, maxFutureDays: MAX_FUTURE_DAYS }
}

/** Whether an object takes part in automatic judgement at an instant. */
export function isUsable(record: ObjectRecord, atUtc: UtcInstant, maxAgeDays: number): boolean {
  return judgeElementSet(record.set, atUtc, ageRules(maxAgeDays)).every(({ verdict }) => verdict !== 'exclude')
}
