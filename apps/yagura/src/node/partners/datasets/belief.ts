import type { KeyHistory } from '@yagura/record'
import { restoreHistory } from '../channels/key-records.ts'
import type { HeldLog } from '../channels/stored-log.ts'
import { viewRecord } from '../record-view.ts'
import type { NamedDataset } from './dataset-index.ts'
import type { DatasetParts } from './dataset-parts.ts'

/**
 * Whether the record of a dataset is believed now. That is a matter of its log alone (recall, keys), so that it is judged once for each
 * size of the log.
 */
export function createBelief({
  context,
  book,
  kinds,
  identity,
  partners,
  verify,
}: DatasetParts): (dataset: NamedDataset) => boolean {
  const judged = new Map<string, { readonly size: number; readonly counts: boolean }>()
  const historyOf = (held: HeldLog): KeyHistory | undefined => {
    const { node } = held.head
    const card = node === identity.card.node ? identity.card : partners.find(node)?.card
    return card === undefined ? undefined : restoreHistory(context.store, held, card, verify)
  }
  return ({ origin, position, recordId }) => {
    const held = book.get(origin)
    if (held === undefined) return false
    const known = judged.get(recordId)
    if (known?.size === held.head.size) return known.counts
    const counts = viewRecord({ context, kinds, historyOf }, held, position)?.state === 'believed'
    judged.set(recordId, { size: held.head.size, counts })
    return counts
  }
}
