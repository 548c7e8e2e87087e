import type { Encounter } from '../../api/contract/space-views.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { unixMsOfUtc } from '../unix-time.ts'
import type { ApproachReading } from './approach-reading.ts'
import type { DecisionBook } from './decisions.ts'
import { encounterUpdates } from './encounter-updates.ts'
import { encounterGeometry } from './encounter-view.ts'
import type { ScreeningDependencies } from './screening-dependencies.ts'
import { summaryOf } from './screening-record.ts'

/** Answers about one close approach. */
export function createEncounterHandlers(
  context: NodeContext,
  { messagesAbout, partnersAbout }: Pick<ScreeningDependencies, 'messagesAbout' | 'partnersAbout'>,
  { find, surroundings }: ApproachReading,
  decisions: DecisionBook,
): Handlers<'readEncounter' | 'decideApproach'> {
  const encounter = async (id: string): Promise<Encounter> => {
    const { shown, index } = find(id)
    const { screening, rows } = shown
    const approach = screening.approach(index)
    const { id1, id2, tcaUtc } = approach
    const tcaMs = unixMsOfUtc(tcaUtc)
    return {
      approach: rows.row(index, surroundings(shown)),
      screening: summaryOf(screening.record),
      ...encounterGeometry(screening, rows, index),
      updates: await inSlices(encounterUpdates(context.store, { id1, id2, tcaMs })),
      decisions: decisions.all(approach),
      messages: [...messagesAbout(id1, id2, tcaMs)],
      fromPartners: [...(await partnersAbout(id1, id2, tcaMs))],
    }
  }
  return {
    readEncounter: async ({ params: { id } }) => encounter(id),
    decideApproach: async ({ params: { id }, body: { decision, reason } }, { officer }) => {
      const { shown, index } = find(id)
      await decisions.decide(shown.screening.approach(index), officer, decision, reason)
      return encounter(id)
    },
  }
}
