import { type ListedValue, withoutListed } from './harmless-pattern.ts'
import type { Indicator, Sought } from './indicator.ts'
import { addressOf } from './network-set.ts'
import { whyNeverFound } from './never-found.ts'
import type { JudgeHarmless } from './warning-list.ts'
import type { Observable } from './witness-events.ts'

/** An indicator of which something is not looked for. */
export type LeftOut = {
  readonly id: string
  readonly reason: string
  /** Name of the warning list that has its value; absent where the reason is another. */
  readonly list?: string
}

/** Indicators that are looked for, and why others are not. */
export type SelectedIndicators = {
  readonly usable: readonly Indicator[]
  readonly leftOut: readonly LeftOut[]
}

/** What indicators are chosen by. */
export type Selection = {
  readonly isHarmless: JudgeHarmless
  readonly observable: Observable
  /** Unix time, ms. */
  readonly nowMs: number
}

/**
 * Leaves out what is benign or not valid yet, patterns that can be found in no log, and values that are on a warning list. An indicator of several
 * values keeps the others.
 */
export function selectIndicators(
  indicators: readonly Indicator[],
  { isHarmless, observable, nowMs }: Selection,
): SelectedIndicators {
  const usable: Indicator[] = []
  const leftOut: LeftOut[] = []
  for (const indicator of indicators) {
    const { id, validFromMs, sought, isBenign = false } = indicator
    if (isBenign) {
      leftOut.push({ id, reason: 'it says that it is benign' })
      continue
    }
    if (validFromMs !== undefined && validFromMs > nowMs) {
      leftOut.push({ id, reason: `not valid before ${new Date(validFromMs).toISOString()}` })
      continue
    }
    const kept = sought.flatMap((each) => {
      const { found, reasons } =
        each.kind === 'pattern' ? judgePattern(each, { isHarmless, observable }) : judgeValue(each, isHarmless)
      for (const reason of reasons) leftOut.push({ id, ...reason })
      return found ?? []
    })
    if (kept.length > 0) usable.push({ ...indicator, sought: kept })
  }
  return { usable, leftOut }
}

type Judged = { readonly found: Sought | undefined; readonly reasons: readonly Omit<LeftOut, 'id'>[] }

function judgeValue(sought: Exclude<Sought, { kind: 'pattern' }>, isHarmless: JudgeHarmless): Judged {
  const { value, kind } = sought
  const list = isHarmless(kind === 'network' ? asListed(value) : value)
  return list === undefined ? { found: sought, reasons: [] } : { found: undefined, reasons: [onList({ value, list })] }
}

function judgePattern(
  sought: Extract<Sought, { kind: 'pattern' }>,
  { isHarmless, observable }: Omit<Selection, 'nowMs'>,
): Judged {
  const reason = whyNeverFound(sought.pattern, observable)
  if (reason !== undefined) return { found: undefined, reasons: [{ reason }] }
  const { kept, listed } = withoutListed(sought.pattern, (value) => isHarmless(asListed(value)))
  return { found: kept === undefined ? undefined : { ...sought, pattern: kept }, reasons: listed.map(onList) }
}

function onList({ value, list }: ListedValue): Omit<LeftOut, 'id'> {
  return { reason: `${value} is on the warning list “${list}”`, list }
}

/** A single address as lists have it, without the length of its prefix; a network stays one, harmless where all of it lies in a harmless one. */
function asListed(value: string): string {
  const network = addressOf(value)
  return network !== undefined && network.prefix === network.bits ? value.replace(/\/.*$/, '') : value
}
