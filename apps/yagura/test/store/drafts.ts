import type { ArchiveRow, LogDraft } from '@yagura/core'

/** A line of the log about nothing in particular. */
export function note(subject: string = ''): LogDraft {
  return { atMs: 1_720_000_000_000, kind: 'note', subject, by: 'node', text: 'a note', body: { subject } }
}

/** Archive rows with keys of their own, of a size like that of an element set. */
export function rows(collection: string, count: number, bytes: number = 600): ArchiveRow[] {
  return Array.from({ length: count }, (_, index) => ({
    collection,
    key: `${String(index).padStart(9, '0')}/2024-07-05T00:00:00.000000Z/${'0'.repeat(40)}`,
    atMs: 1_720_000_000_000,
    body: new Uint8Array(bytes).fill(index),
  }))
}
