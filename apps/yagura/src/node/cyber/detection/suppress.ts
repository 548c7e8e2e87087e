import type { Handlers, NodeContext } from '../../context.ts'
import { unixMsOfIso } from '../../unix-time.ts'
import type { DetectionBook } from './detection-book.ts'
import { SuppressionError, UnknownDetectionError } from './errors.ts'
import { type StoredSuppression, suppressionView } from './suppressions.ts'

const mostDays = 366
const dayMs = 86_400_000

/** Keeps hits quiet, and ends that; both stand in the log. */
export function createSuppressionHandlers(
  { clock, newId }: Pick<NodeContext, 'clock' | 'newId'>,
  book: DetectionBook,
): Handlers<'listSuppressions' | 'addSuppression' | 'endSuppression'> {
  const line = (kind: string, { id, rule, indicator, asset, reason }: StoredSuppression, by: string, text: string) => ({
    ...{ atMs: clock.nowMs(), kind, subject: id, by, text },
    body: { rule: rule ?? null, indicator: indicator ?? null, asset: asset ?? null, reason },
  })
  return {
    listSuppressions: async () => {
      const newestFirst = [...book.suppressions()].toSorted((one, other) => other.createdMs - one.createdMs)
      return { items: newestFirst.map((each) => suppressionView(each, clock.nowMs())) }
    },
    addSuppression: async ({ body }, { officer }) => {
      const { expiresUtc, ...said } = body
      const nowMs = clock.nowMs()
      const expiresMs = unixMsOfIso(expiresUtc)
      if (said.rule === undefined && said.indicator === undefined && said.asset === undefined) {
        throw new SuppressionError('a suppression names a rule, an indicator or an asset')
      }
      if (expiresMs === undefined || expiresMs <= nowMs || expiresMs > nowMs + mostDays * dayMs) {
        throw new SuppressionError(`a suppression ends in the future, and within ${mostDays} days`)
      }
      const suppression: StoredSuppression = { ...said, id: newId(), by: officer, createdMs: nowMs, expiresMs, hits: 0 }
      const text = `${namesOf(suppression)} is suppressed until ${expiresUtc}: ${said.reason}`
      await book.putSuppression(suppression, line('cyber/suppressed', suppression, officer, text))
      return suppressionView(suppression, nowMs)
    },
    endSuppression: async ({ params: { id } }, { officer }) => {
      const nowMs = clock.nowMs()
      const known = [...book.suppressions()].find((each) => each.id === id)
      if (known === undefined) throw new UnknownDetectionError(id)
      if (known.expiresMs <= nowMs) return suppressionView(known, nowMs)
      const ended = { ...known, expiresMs: nowMs }
      const text = `${namesOf(ended)} is suppressed no longer`
      await book.putSuppression(ended, line('cyber/suppression-ended', ended, officer, text))
      return suppressionView(ended, nowMs)
    },
  }
}

function namesOf({ rule, indicator, asset }: StoredSuppression): string {
  return [rule, indicator, asset].filter((name) => name !== undefined).join(' · ')
}
