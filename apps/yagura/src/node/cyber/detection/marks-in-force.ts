import type { HitGroup } from '@yagura/cyber'

/** How an indicator was marked, whose it was, and its place in the store. */
export type IndicatorMark = NonNullable<HitGroup['marked']>

/**
 * The marks of one indicator that count: those that the store holds, and those that were kept when it was found, unless their originator has
 * said something of it since. An older version that is left says nothing of the one that was taken back.
 */
export function marksInForce(held: readonly IndicatorMark[], kept: readonly IndicatorMark[]): readonly IndicatorMark[] {
  const isSaidAnew = (of: IndicatorMark): boolean =>
    held.some(({ originator, seq }) => originator === of.originator && seq >= of.seq)
  return [...held, ...kept.filter((mark) => !isSaidAnew(mark))]
}
