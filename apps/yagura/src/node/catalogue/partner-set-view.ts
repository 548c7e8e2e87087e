import { formatUtc, type UtcInstant } from '@yagura/formats'
import type { Policies } from '@yagura/record'
import { compareUtc, daysBetween } from '@yagura/space'
import type { PartnerElementSet } from '../../api/contract/space-views.ts'
import { wordsOf } from '../marking-words.ts'
import { relativeRtnKm } from '../screening/approach-rows.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { elementSetView } from './element-set-view.ts'
import type { ObjectRecord } from './object-record.ts'
import { createStateAt } from './object-states.ts'
import { type PartnerSet, partnerSourceId } from './partner-sets.ts'

/** What partners sent of an object beside the set that is in use, newest epoch first. */
export function partnerSetViews(
  record: ObjectRecord,
  sets: readonly PartnerSet[],
  nowUtc: UtcInstant,
  policies: Policies,
): PartnerElementSet[] {
  const newestFirst = sets.toSorted((one, other) => compareUtc(other.set.epochUtc, one.set.epochUtc))
  return newestFirst.map((one) => {
    const { set, receivedMs, provenance } = one
    const { recordId, node, party, origin, position, mark } = provenance
    return {
      ...{ recordId, node, party, origin, index: position, mark, ...wordsOf(mark, policies) },
      receivedUtc: isoOfUnixMs(receivedMs),
      elements: elementSetView({ set, sourceId: partnerSourceId(node), receivedMs }),
      ageDays: daysBetween(set.epochUtc, nowUtc),
      difference: record.set === set ? null : differenceAt(record, one, nowUtc),
    }
  })
}

/** Undefined states, as of an object that has decayed by one of the two sets, leave nothing to compare. */
function differenceAt(record: ObjectRecord, { set }: PartnerSet, atUtc: UtcInstant): PartnerElementSet['difference'] {
  const [inUse, theirs] = [record.set, set].map((each) => stateOf(each, atUtc))
  if (inUse === undefined || theirs === undefined) return null
  const [radialKm = 0, inTrackKm = 0, crossTrackKm = 0] = relativeRtnKm(inUse, theirs)
  return { atUtc: formatUtc(atUtc, 3), radialKm, inTrackKm, crossTrackKm }
}

function stateOf(set: ObjectRecord['set'], atUtc: UtcInstant): Float64Array | undefined {
  const stateAt = createStateAt(set)
  const state = typeof stateAt === 'string' ? undefined : stateAt(atUtc)
  return state && Float64Array.of(...state.positionTemeKm, ...state.velocityTemeKmPerS)
}
