import { canonicalBytes, subsetOf, utf8Text } from '@yagura/record'
import { type CasePart, compareParts, compareTexts, partKey } from './case-part.ts'

/** Parts under their keys: more than one where copies differ. */
export type PartsByKey<Part> = ReadonlyMap<string, readonly Part[]>

/**
 * Each part once, in their order. Of one that came several times, what says less than another copy (a tear-line of it) goes; copies
 * that contradict each other all stay.
 */
export function distinctParts<Part extends CasePart>(parts: readonly Part[]): readonly Part[] {
  return [...partsByKey(parts).values()]
    .flatMap(fullest)
    .sort((a, b) => compareParts(a, b) || compareTexts(textOf(a), textOf(b)))
}

/** Parts under their keys, in the order in which they are given. */
export function partsByKey<Part extends CasePart>(parts: readonly Part[]): PartsByKey<Part> {
  const byKey = new Map<string, Part[]>()
  for (const part of parts) {
    const known = byKey.get(partKey(part))
    if (known === undefined) byKey.set(partKey(part), [part])
    else known.push(part)
  }
  return byKey
}

function fullest<Part extends CasePart>(copies: readonly Part[]): readonly Part[] {
  if (copies.length === 1) return copies
  const inOrder = copies.toSorted((a, b) => compareTexts(textOf(a), textOf(b)))
  return inOrder.filter(
    (part, at) =>
      !inOrder.some((other, otherAt) => {
        if (at === otherAt || !subsetOf(saidBy(part), saidBy(other))) return false
        return otherAt < at || !subsetOf(saidBy(other), saidBy(part))
      }),
  )
}

function saidBy({ atUtc, author, corrects, what }: CasePart) {
  return { atUtc, ...(author === undefined ? {} : { author }), corrects, what }
}

function textOf(part: CasePart): string {
  return utf8Text(canonicalBytes({ ...saidBy(part), mark: part.mark })) ?? ''
}
