import type { Marking } from '@yagura/record'
import type { SearchHit } from '../../api/contract/node.ts'
import type { Handlers } from '../context.ts'
import { foldText } from './fold-text.ts'

/** Words of a question, as `foldText` has them; at least one. */
type SearchWords = readonly string[]

/** A hit as who finds it gives it. */
export type FoundHit = Omit<SearchHit, 'marking'> & {
  /** Of what it tells, where that has markings of its own. */
  readonly marks?: readonly Marking[]
}

/** What can be searched for. */
export type SearchProvider = {
  /** Asks for this kind only, without the colon: `o`. */
  readonly prefix: string
  /** Best first; a list at once, or once a store has answered. */
  readonly find: (words: SearchWords, limit: number) => readonly FoundHit[] | Promise<readonly FoundHit[]>
}

const DEFAULT_LIMIT = 20

/**
 * The search over everything. Words are compared without regard to case, width and the two kinds of kana; all must fit.
 *
 * @param providers - In the order in which their hits are listed.
 * @param markingOf - Says how what rests on several marked things is marked.
 */
export function createSearch(
  providers: readonly SearchProvider[],
  markingOf: (marks: readonly Marking[]) => SearchHit['marking'],
): Handlers<'search'> {
  return {
    search: async ({ query: { q, limit = DEFAULT_LIMIT } }) => {
      const text = foldText(q)
      const only = providers.find(({ prefix }) => text.startsWith(`${prefix}:`))
      const words = (only === undefined ? text : text.slice(only.prefix.length + 1)).split(' ').filter(isWord)
      if (words.length === 0) return { items: [] }
      const asked = only === undefined ? providers : [only]
      const hits = shares(await Promise.all(asked.map(({ find }) => find(words, limit))), limit)
      return { items: hits.map(({ marks = [], ...hit }) => ({ ...hit, marking: markingOf(marks) })) }
    },
  }
}

/** A provider over a list that is short enough to be looked through each time. */
export function searchList<Item>(
  prefix: string,
  items: () => Iterable<Item>,
  hitOf: (item: Item) => FoundHit,
): SearchProvider {
  return {
    prefix,
    find: (words, limit) => {
      const hits: FoundHit[] = []
      for (const item of items()) {
        const hit = hitOf(item)
        const text = foldText(`${hit.id} ${hit.title} ${hit.detail}`)
        if (words.every((word) => text.includes(word))) hits.push(hit)
        if (hits.length >= limit) break
      }
      return hits
    },
  }
}

/** Everyone's first hits before anyone's later ones, so that no kind hides the others; grouped by kind again. */
function shares(found: readonly (readonly FoundHit[])[], limit: number): FoundHit[] {
  const taken = found.map(() => 0)
  let left = limit
  for (let place = 0; left > 0 && found.some((hits) => hits.length > place); place++) {
    for (const [kind, hits] of found.entries()) {
      if (hits.length <= place || left === 0) continue
      taken[kind] = place + 1
      left -= 1
    }
  }
  return found.flatMap((hits, kind) => hits.slice(0, taken[kind]))
}

function isWord(word: string): boolean {
  return word !== ''
}
