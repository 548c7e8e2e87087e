import type { ReleaseRequest } from '../../api/models.ts'

/** What is released: a thing of this node's own picture. */
export type Subject = ReleaseRequest['subject']

/** The subject that an address names: `?alert=ID` or `?approach=ID`. */
export function subjectOf(query: URLSearchParams): Subject | undefined {
  const alert = query.get('alert')
  if (alert !== null && alert !== '') return { kind: 'alert', id: alert }
  const approach = query.get('approach')
  return approach === null || approach === '' ? undefined : { kind: 'approach', id: approach }
}

/** Where a release of something is written. */
export function draftAddress({ kind, id }: Subject): string {
  return `/release/new?${new URLSearchParams({ [kind]: id })}`
}

/** Where the thing itself is shown. */
export function subjectAddress({ kind, id }: Subject): string {
  return kind === 'alert' ? `/a/${encodeURIComponent(id)}` : `/space/ca/${encodeURIComponent(id)}`
}
