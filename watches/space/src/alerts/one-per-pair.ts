import { compareUrgency, type Detection } from '@yagura/core'
import { formatUtc } from '@yagura/formats'
import { compareUtc } from '../catalogue/epoch.ts'
import type { CloseApproach } from '../close-approach.ts'
import type { CloseApproachEvidence } from './assess-close-approaches.ts'

type PairDetection = Detection<CloseApproachEvidence>

/** Key of what all rules together say of a pair. */
export function pairKey({ id1, id2 }: Pick<CloseApproach, 'id1' | 'id2'>): string {
  return `space/${id1}-${id2}`
}

/**
 * Makes one detection a pair of what several rules found of it: the most urgent rule speaks (of equally urgent ones that by
 * which the action is due first, then the earlier one), the others are named in its reason. One condition that calls for a
 * person is one alert. The key is the pair's, so that it is the same matter when another rule takes over.
 * Source: ISA-18.2 practice of rationalised alarms (no two alarms for one condition).
 *
 * @param detections - As `assessCloseApproaches` gives them: at most one of a rule and pair.
 * @returns In the order in which the pairs come first.
 */
export function onePerPair(detections: readonly PairDetection[]): readonly PairDetection[] {
  const ofPair = new Map<string, [PairDetection, ...PairDetection[]]>()
  for (const detection of detections) {
    const key = pairKey(detection.evidence.closest)
    const others = ofPair.get(key)
    if (others === undefined) ofPair.set(key, [detection])
    else others.push(detection)
  }
  return [...ofPair].map(([key, found]) => {
    const speaks = found.reduce((first, next) => (comesBefore(next, first) ? next : first))
    const others = found.filter((detection) => detection !== speaks)
    return { ...speaks, key, reason: [speaks.reason, ...others.map(alsoSaid)].join(' ') }
  })
}

function comesBefore(detection: PairDetection, other: PairDetection): boolean {
  const byUrgency = compareUrgency(detection.priority, other.priority)
  return byUrgency > 0 || (byUrgency === 0 && compareUtc(detection.evidence.actByUtc, other.evidence.actByUtc) < 0)
}

function alsoSaid({ ruleId, priority, evidence: { closest } }: PairDetection): string {
  return `Rule ${ruleId} (${priority}) fires too, for ${closest.missKm.toFixed(3)} km at ${formatUtc(closest.tcaUtc, 3)}.`
}
