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
 * Leaves out what is not valid yet, patterns that can be found in no log, and values that are on a warning list. An indicator of several
 * values keeps the others.
 */
export function selectIndicators(
  indicators: readonly Indicator[],
  { isHarmless, observable, nowMs }: Selection,
): SelectedIndicators {
  const usable: Indicator[] = []
  const leftOut: LeftOut[] = []
  for (const indicator of indicators) {
    const { id, validFromMs, sought } = indicator
    if (validFromMs !== undefined && validFromMs > nowMs) {
      leftOut.push({ id, reason: `not valid before ${new Date(validFromMs).toISOString()}` })
      continue
    }
    const kept: Sought[] = []
    for (const each of sought) {
      if (each.kind === 'pattern') {
        const reason = whyNeverFound(each.pattern, observable)
        if (reason === undefined) kept.push(each)
        else leftOut.push({ id, reason })
        continue
      }
      const list = isHarmless(firstOf(each.value, each.kind))
      if (list === undefined) kept.push(each)
      else leftOut.push({ id, reason: `${each.value} is on the warning list “${list}”`, list })
    }
    if (kept.length > 0) usable.push(kept.length === sought.length ? indicator : { ...indicator, sought: kept })
  }
  return { usable, leftOut }
}

/** A network is asked for as it is: it is harmless where all of it lies in a harmless one. */
function firstOf(value: string, kind: Sought['kind']): string {
  const network = kind === 'network' ? addressOf(value) : undefined
  return network !== undefined && network.prefix === network.bits ? value.replace(/\/.*$/, '') : value
}
