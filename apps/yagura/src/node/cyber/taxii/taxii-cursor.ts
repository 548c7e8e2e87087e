import { createHash } from 'node:crypto'
import type { TaxiiQuery } from '@yagura/cyber'

/**
 * Names the place where a page ended, for one view and one question: with another it is worth nothing.
 *
 * @param shownUs - When the last entry of the page came into view, Unix time in µs.
 */
export function cursorOf(viewKey: string, query: TaxiiQuery, shownUs: number): string {
  return Buffer.from(JSON.stringify([boundTo(viewKey, query), shownUs])).toString('base64url')
}

/** @returns The place that a cursor names; undefined where it is none of this view and question. */
export function placeOf(viewKey: string, query: TaxiiQuery, cursor: string): number | undefined {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(parts) || parts[0] !== boundTo(viewKey, query)) return undefined
  const shownUs: unknown = parts[1]
  return typeof shownUs === 'number' && Number.isSafeInteger(shownUs) ? shownUs : undefined
}

/** How many a page holds may change from page to page. */
function boundTo(viewKey: string, query: TaxiiQuery): string {
  const { limit: _limit, next: _next, ...filters } = query
  const asked = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([viewKey, asked]))
    .digest('base64url')
    .slice(0, 16)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
