import type { ContentOf } from '../case-models.ts'

/** Where a thing is shown in this console; only pages of the console itself are led to, whoever wrote the link. */
export function pageOf({ type, id, path }: ContentOf<'link'>['to']): string | undefined {
  if (path !== undefined) return /^\/[A-Za-z0-9]/.test(path) ? path : undefined
  if (type === 'alert') return `/a/${encodeURIComponent(id)}`
  if (type === 'record' && /^[0-9a-f]{64}$/.test(id)) return `/r/${id}`
  return undefined
}
