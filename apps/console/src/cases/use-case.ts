import { useReloadWithRecords } from '../partners/use-partner-records.ts'
import { type Asked, useAsk } from '../state/ask.ts'
import type { CaseMatrix, CaseView } from './case-models.ts'

/** A case, asked for again when a part is added here and when more of a partner’s logs has come. */
export function useCase(id: string): Asked<CaseView> {
  const asked = useAsk('readCase', { params: { id } }, ['case/'])
  useReloadWithRecords(asked.reload)
  return asked
}

/** Its matrix of evidence and hypotheses, in the same way. */
export function useMatrix(id: string): Asked<CaseMatrix> {
  const asked = useAsk('readCaseMatrix', { params: { id } }, ['case/'])
  useReloadWithRecords(asked.reload)
  return asked
}
