import type { JudgedEntry, LogDraft, Store, StoredDocument } from '@yagura/core'

const collection = 'partner-recalled'
const idOf = (origin: string, bodySha256: string): string => `${origin} ${bodySha256}`

/** @returns Whether a record of a log is hidden because its node asked for that. */
export function isRecalled(store: Store, origin: string, bodySha256: string): boolean {
  return store.get(collection, idOf(origin, bodySha256)) !== undefined
}

/**
 * What a log's own requests to hide records come to: they are kept whether or not the record has come yet, and count in that log alone,
 * so that nobody hides what another said.
 */
export function recallsOf(
  origin: string,
  node: string,
  entries: readonly JudgedEntry[],
  atMs: number,
): { readonly put: readonly StoredDocument[]; readonly append: readonly LogDraft[] } {
  const asked = entries.flatMap(({ checked, fault }) => {
    const body = checked?.record.body
    if (fault !== undefined || checked === undefined || body?.kind !== 'recall.ask') return []
    const { data } = body
    const record = typeof data === 'object' && data !== null && 'record' in data ? data.record : undefined
    return typeof record === 'string' ? [{ record, ask: checked.bodySha256 }] : []
  })
  return {
    put: asked.map(({ record, ask }) => ({ collection, id: idOf(origin, record), body: { record, ask, atMs } })),
    append: asked.map(({ record, ask }) => {
      const text = `${node} recalls a record of ${origin}: its body is hidden here`
      return { atMs, kind: 'partner/recalled', subject: node, by: 'node', text, body: { origin, record, ask } }
    }),
  }
}
