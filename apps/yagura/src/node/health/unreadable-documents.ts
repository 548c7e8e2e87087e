import type { Store, UnreadableFacts } from '@yagura/core'

/** By the name of a collection, whether a document of it can be read. */
export type ReadableDocuments = Readonly<Record<string, (body: unknown) => boolean>>

/**
 * Finds, once, the documents of a store that cannot be read; whoever reads them goes on without them.
 * @returns Those of them that still stand: one that was saved anew or removed is none any more.
 */
export function createUnreadableDocuments(store: Store, readable: ReadableDocuments): () => readonly UnreadableFacts[] {
  const found = Object.entries(readable).map(([collection, isReadable]) => {
    const ids = store.list(collection).flatMap(({ id, body }) => (isReadable(body) ? [] : [id]))
    return { collection, ids, isReadable }
  })
  return () =>
    found
      .map(({ collection, ids, isReadable }) => {
        const bodies = ids.map((id) => ({ id, body: store.get(collection, id) }))
        const standing = bodies.filter(({ body }) => body !== undefined && !isReadable(body))
        return { collection, ids: standing.map(({ id }) => id) }
      })
      .filter(({ ids }) => ids.length > 0)
}
