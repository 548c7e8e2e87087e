import type { SearchHit } from '../../api/contract/node.ts'
import type { ObjectRecords } from './merge-sets.ts'
import type { ObjectRecord } from './object-record.ts'
import type { SearchProvider } from './search.ts'

/** Objects by name, designator or number: those whose number it is first, then names that begin so. */
export function searchObjects(records: () => ObjectRecords): SearchProvider {
  return {
    prefix: 'o',
    find: (words, limit) => {
      const ranked: { readonly rank: number; readonly record: ObjectRecord }[] = []
      for (const record of records().values()) {
        const rank = rankOf(record, words)
        if (rank !== undefined) ranked.push({ rank, record })
      }
      ranked.sort((a, b) => a.rank - b.rank || a.record.id - b.record.id)
      return ranked.slice(0, limit).map(({ record }) => hitOf(record))
    },
  }
}

/** Smaller is better; undefined where a word does not fit. */
function rankOf({ id, folded }: ObjectRecord, words: readonly string[]): number | undefined {
  const number = String(id)
  if (!words.every((word) => folded.includes(word) || number.startsWith(word))) return undefined
  const phrase = words.join(' ')
  if (number === phrase) return 0
  if (folded.startsWith(phrase)) return 1
  return folded.includes(phrase) ? 2 : 3
}

function hitOf({ id, name, internationalDesignator, regime }: ObjectRecord): SearchHit {
  const detail = [String(id), internationalDesignator, regime].filter((part) => part !== undefined).join(' · ')
  return { kind: 'object', id: String(id), title: name ?? String(id), detail, link: `/space?sel=${id}` }
}
