import { useEffect, useRef } from 'preact/hooks'
import type { Operations } from '../api/types.ts'
import { type Asked, useAsk } from '../state/ask.ts'
import { useConsole } from '../state/console.ts'

/**
 * Asks again when more of partners' logs has come.
 *
 * @param node - Only of this one's.
 */
export function useReloadWithRecords(reload: () => void, node?: string): void {
  const { partners } = useConsole()
  const logs = (partners.value ?? []).flatMap((one) => (node === undefined || one.card.node === node ? one.logs : []))
  const held = logs.reduce((count, { isOwn, size }) => (isOwn ? count : count + size), 0)
  const before = useRef(held)
  useEffect(() => {
    if (before.current !== held) reload()
    before.current = held
  }, [held, reload])
}

/**
 * The newest records of partners' logs, asked for again when their state changes and when more of them has come.
 *
 * @param limit - How many.
 * @param node - Whose; those of all partners where absent.
 */
export function usePartnerRecords(limit: number, node?: string): Asked<Operations['listPartnerRecords']['answer']> {
  const query = node === undefined ? { limit } : { node, limit }
  const asked = useAsk('listPartnerRecords', { query }, ['partner/'])
  useReloadWithRecords(asked.reload, node)
  return asked
}
