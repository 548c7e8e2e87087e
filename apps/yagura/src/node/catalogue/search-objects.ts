import type { ObjectRecords } from './merge-sets.ts'
import type { ObjectRecord } from './object-record.ts'
import type { FoundHit, SearchProvider } from './search.ts'
import { createWordTest } from './word-fit.ts'

/** Objects by name, designator or number: those whose number it is first, then names that begin so. */
export function searchObjects(records: () => ObjectRecords): SearchProvider {
  return {
    prefix: 'o',
    find: (words, limit) => {
      const tests = words.map(createWordTest)
      const phrase = words.join(' ')
      // Best first, each in the order of the catalogue; more than the limit of one rank are never shown.
      const ranks: readonly ObjectRecord[][] = [[], [], [], []]
      for (const record of records().values()) {
        if (!tests.every((fits) => fits(record))) continue
        const rank = ranks[rankOf(record, phrase)]
        if (rank !== undefined && rank.length < limit) rank.push(record)
      }
      return ranks.flat().slice(0, limit).map(hitOf)
    },
  }
}

/** Smaller is better. */
function rankOf({ id, folded }: ObjectRecord, phrase: string): 0 | 1 | 2 | 3 {
  if (folded.startsWith(phrase)) return 1
  if (folded.includes(phrase)) return 2
  return String(id) === phrase ? 0 : 3
}

function hitOf({ id, name, internationalDesignator, regime, provenance }: ObjectRecord): FoundHit {
  const detail = [String(id), internationalDesignator, regime].filter((part) => part !== undefined).join(' · ')
  const marks = provenance === undefined ? [] : [provenance.mark]
  return { kind: 'object', id: String(id), title: name ?? String(id), detail, link: `/space?sel=${id}`, marks }
}
