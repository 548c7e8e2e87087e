import type { Members } from '../members.ts'
import type { Indicator } from './indicator.ts'

const low = { level: 'low', levelReason: 'its confidence is low, 1 to 29' } as const
const medium = { level: 'medium', levelReason: 'its confidence is medium, 30 to 69' } as const
const high = { level: 'high', levelReason: 'its confidence is high, 70 and up' } as const
const unusual = { level: 'medium', levelReason: 'it tells of what is unusual, not of what is bad' } as const

/**
 * How grave a hit is by what an indicator says of itself: the lower of what its types and its confidence come to. An indicator of which
 * all types are `benign` is a sign of nothing bad; one that is at most of unusual activity is medium.
 *
 * @returns Nothing where it says nothing of that. Source: STIX 2.1, indicator-type-ov, and appendix A, scale None / Low / Med / High.
 */
export function indicatorLevel(object: Members): Pick<Indicator, 'isBenign' | 'level' | 'levelReason'> {
  const types = typesOf(object)
  if (types.length > 0 && types.every((type) => type === 'benign')) return { isBenign: true }
  const isUnusual = types.length > 0 && types.every((type) => type === 'benign' || type === 'anomalous-activity')
  const byConfidence = ofConfidence(object['confidence'])
  return isUnusual && byConfidence?.level !== 'low' ? unusual : (byConfidence ?? {})
}

/** STIX 2.0 has them as labels, which in 2.1 may be any words. */
function typesOf({ indicator_types: types, labels, spec_version: version }: Members): readonly unknown[] {
  const said = types ?? (version === undefined ? labels : undefined)
  return Array.isArray(said) ? said : []
}

/** Zero says that there is none. */
function ofConfidence(confidence: unknown): typeof low | typeof medium | typeof high | undefined {
  if (typeof confidence !== 'number' || !(confidence >= 1)) return undefined
  if (confidence < 30) return low
  return confidence < 70 ? medium : high
}
