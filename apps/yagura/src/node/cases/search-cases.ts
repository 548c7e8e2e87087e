import { foldText } from '../catalogue/fold-text.ts'
import type { FoundHit, SearchProvider } from '../catalogue/search.ts'
import { distinctMarks } from './case-view.ts'
import type { KnownCase, KnownCases } from './known-cases.ts'

/** What is said of a case in the form in which words are compared. */
type CaseWords = { readonly named: string; readonly told: string }

/** Cases in the search over everything: by title, id and owner, then by the words of the parts that hold. */
export function searchCases(cases: Pick<KnownCases, 'all'>): SearchProvider {
  // A case that grows is another value, so that its words are folded anew and those of before are forgotten.
  const folded = new WeakMap<KnownCase, CaseWords>()
  const wordsIn = (known: KnownCase): CaseWords => {
    const before = folded.get(known)
    if (before !== undefined) return before
    const words = caseWords(known)
    folded.set(known, words)
    return words
  }
  return {
    prefix: 'k',
    find: async (words, limit) => {
      const found = (await cases.all()).flatMap((known) => {
        const { named, told } = wordsIn(known)
        if (words.every((word) => named.includes(word))) return [{ known, place: 0 }]
        return words.every((word) => named.includes(word) || told.includes(word)) ? [{ known, place: 1 }] : []
      })
      return found
        .sort((a, b) => a.place - b.place || changedMs(b.known) - changedMs(a.known))
        .slice(0, limit)
        .map(({ known }) => hitOf(known))
    },
  }
}

function hitOf({ id, title, owner, state, parts }: KnownCase): FoundHit {
  const detail = [state, owner].filter((word) => word !== undefined).join(' · ')
  return { kind: 'case', id, title: title ?? id, detail, link: `/case/${id}`, marks: distinctMarks(parts) }
}

function changedMs({ parts }: KnownCase): number {
  return Date.parse(parts.at(-1)?.atUtc ?? '')
}

function caseWords({ id, title, owner, folded }: KnownCase): CaseWords {
  const live = folded.threads.filter(({ isWithdrawn }) => !isWithdrawn)
  const told = live.flatMap(({ heads }) => heads.flatMap(({ what }) => textsIn(what)))
  return { named: foldText([id, title ?? '', owner ?? ''].join(' ')), told: foldText(told.join(' ')) }
}

/** Every text below a value; not what kind it is, nor when. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, held]) => (name === 'kind' || name.endsWith('Utc') ? [] : textsIn(held)))
}
