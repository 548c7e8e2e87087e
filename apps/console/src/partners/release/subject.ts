import type { ReleaseRequest } from '../../api/models.ts'

/** What is released: of this node's own picture. */
export type Subject = ReleaseRequest['subject']

/** A subject that has a page of its own. */
export type NamedSubject = Extract<Subject, { readonly id: string }>

const NAMED = ['alert', 'approach', 'case-part'] as const

/** The subject that an address names: `?alert=ID`, `?approach=ID`, `?case-part=KEY`, or `?elements` with `source=ID` and `objects=1,2`, each as needed. */
export function subjectOf(query: URLSearchParams): Subject | undefined {
  if (query.has('elements')) {
    const sources = query.getAll('source')
    const objects = objectsIn(query.get('objects') ?? '') ?? []
    return {
      kind: 'elements',
      ...(sources.length === 0 ? {} : { sources }),
      ...(objects.length === 0 ? {} : { objects }),
    }
  }
  const kind = NAMED.find((one) => (query.get(one) ?? '') !== '')
  return kind === undefined ? undefined : { kind, id: query.get(kind) ?? '' }
}

/** Where a release of element sets is written. */
export function elementsAddress(sources: readonly string[], objects: readonly number[]): string {
  const query = new URLSearchParams([['elements', ''], ...sources.map((id) => ['source', id])])
  if (objects.length > 0) query.set('objects', objects.join(','))
  return `/release/new?${query}`
}

/** Catalogue numbers with commas between them; undefined where something else stands there. */
export function objectsIn(typed: string): readonly number[] | undefined {
  const words = typed.split(',').map((word) => word.trim())
  if (words.join('') === '') return []
  return words.every((word) => /^[1-9][0-9]{0,8}$/.test(word)) ? [...new Set(words.map(Number))] : undefined
}

/**
 * Where a release of something is written.
 * @param tearLineOf - SHA-256 of the signed record that it is to be a part of.
 */
export function draftAddress({ kind, id }: NamedSubject, tearLineOf?: string): string {
  return `/release/new?${new URLSearchParams({ [kind]: id, ...(tearLineOf === undefined ? {} : { tear: tearLineOf }) })}`
}

/** Where the thing itself is shown; nowhere for what has no page of its own. */
export function subjectAddress(subject: Subject): string | undefined {
  if (!('id' in subject) || subject.kind === 'case-part') return undefined
  const id = encodeURIComponent(subject.id)
  return subject.kind === 'alert' ? `/a/${id}` : `/space/ca/${id}`
}

/** Whether two requests are about the same. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
