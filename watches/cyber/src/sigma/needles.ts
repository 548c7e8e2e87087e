import type { SlotOf } from './compile-search.ts'
import { fold, messageSlot } from './event-fields.ts'
import type { Search, ValueTest } from './sigma-rule.ts'
import { longestLiteral, plainText } from './sigma-text.ts'

/** A text, folded, that a field must hold for a search to be true: as its whole value, or somewhere in it. */
export type Needle = { readonly slot: number; readonly text: string; readonly isWhole: boolean }

/**
 * Needles of which at least one is in every event that fits a search: where none is there, the search need not be asked.
 *
 * @returns Undefined where there are no such texts: a search that only excludes, or asks numbers to be compared.
 */
export function needlesOf(search: Search, slotOf: SlotOf): readonly Needle[] | undefined {
  if (search.kind === 'not') return undefined
  if (search.kind === 'test') {
    const slot = search.field === undefined ? messageSlot : slotOf(search.field)
    return allNeedles(search.anyOf.map((test) => needleOf(test, slot)))
  }
  const parts = search.of.map((part) => needlesOf(part, slotOf))
  if (search.kind === 'or') return allNeedles(parts)
  let best: readonly Needle[] | undefined
  for (const part of parts) if (part !== undefined && (best === undefined || rarity(part) > rarity(best))) best = part
  return best
}

function allNeedles(parts: readonly (readonly Needle[] | undefined)[]): readonly Needle[] | undefined {
  const needles: Needle[] = []
  for (const part of parts) {
    if (part === undefined) return undefined
    needles.push(...part)
  }
  return needles
}

function needleOf(test: ValueTest, slot: number): readonly Needle[] | undefined {
  if (test.kind === 'number' || test.kind === 'boolean')
    return [{ slot, text: fold(String(test.value)), isWhole: true }]
  if (test.kind !== 'text') return undefined
  const plain = plainText(test.parts)
  if (plain !== undefined) return [{ slot, text: fold(plain), isWhole: true }]
  const text = fold(longestLiteral(test.parts))
  return text === '' ? undefined : [{ slot, text, isWhole: false }]
}

/** Long texts are rarer than short ones, and few rarer than many; a short number such as an event's says little. */
function rarity(needles: readonly Needle[]): number {
  let shortest = Number.POSITIVE_INFINITY
  for (const { text } of needles) shortest = Math.min(shortest, text.length)
  return Math.min(shortest, 24) - Math.log2(1 + needles.length)
}
