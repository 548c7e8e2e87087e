import { useEffect, useState } from 'preact/hooks'
import { type Asked, useAsk } from '../../state/ask.ts'
import { useConsole } from '../../state/console.ts'
import type { AuditEntry } from './audit-columns.tsx'
import type { AuditQuery } from './audit-query.ts'

const LINES = 200

type Answer = { readonly items: readonly AuditEntry[]; readonly next: string | null }

/** The newest lines, kept up to date, and the older ones that were asked for behind them. */
export function useAudit(query: AuditQuery): Asked<Answer> & { readonly askOlder: () => void } {
  const { client } = useConsole()
  const asked = useAsk('listAudit', { query: { ...query, limit: LINES } }, ['audit/'])
  const [older, setOlder] = useState<Answer | undefined>(undefined)
  const question = JSON.stringify(query)
  useEffect(() => setOlder(undefined), [question])
  const { answer } = asked
  const next = older === undefined ? (answer?.next ?? null) : older.next
  // Lines that came meanwhile push others over from the newest to the older ones.
  const seen = new Set(answer?.items.map(({ seq }) => seq))
  const items = [...(answer?.items ?? []), ...(older?.items ?? []).filter(({ seq }) => !seen.has(seq))]
  const askOlder = () => {
    if (next === null) return
    void client.ask('listAudit', { query: { ...query, limit: LINES, after: next } }).then((result) => {
      if (!result.ok) return asked.reload()
      setOlder({ items: [...items, ...result.answer.items], next: result.answer.next })
    })
  }
  return { ...asked, answer: answer === undefined ? undefined : { items, next }, askOlder }
}
