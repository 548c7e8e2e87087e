import type { ElementSet } from '@yagura/formats'
import { wholeMicroseconds } from './epoch.ts'

type Stated = number | string | undefined

/**
 * Which of two element sets of one epoch to keep: the same answer whatever the order in which they were read.
 * @returns Negative where the first is to be kept.
 */
export function comparePreference(first: ElementSet, second: ElementSet): number {
  return (
    second.elementSetNumber - first.elementSetNumber ||
    second.revolutionAtEpoch - first.revolutionAtEpoch ||
    compareNamed(first, second) ||
    compareAll(statedElements(first), statedElements(second)) ||
    compareAll(statedLabels(first), statedLabels(second)) ||
    compareAll([first.origin.file, first.origin.line], [second.origin.file, second.origin.line])
  )
}

/** Whether two element sets of one object put it at the same place at every instant. Epochs are compared to the microsecond. */
export function statesTheSame(first: ElementSet, second: ElementSet): boolean {
  return compareAll(statedElements(first), statedElements(second)) === 0
}

/** A set that carries the object's name says more than one that does not. */
function compareNamed(first: ElementSet, second: ElementSet): number {
  return Number(first.name === undefined) - Number(second.name === undefined)
}

function statedElements(set: ElementSet): readonly Stated[] {
  return [
    set.epochUtc.mjd,
    wholeMicroseconds(set.epochUtc),
    set.meanMotionRevPerDay,
    set.eccentricity,
    set.inclinationDeg,
    set.rightAscensionDeg,
    set.argumentOfPerigeeDeg,
    set.meanAnomalyDeg,
    set.bstarPerEarthRadius,
    set.ephemerisType,
  ]
}

function statedLabels(set: ElementSet): readonly Stated[] {
  return [
    set.meanMotionDotRevPerDay2,
    set.meanMotionDdotRevPerDay3,
    set.name,
    set.internationalDesignator,
    set.classification,
    set.epochUtc.secondOfDay,
  ]
}

function compareAll(first: readonly Stated[], second: readonly Stated[]): number {
  for (const [index, value] of first.entries()) {
    const order = compareStated(value, second[index])
    if (order !== 0) return order
  }
  return 0
}

function compareStated(first: Stated, second: Stated): number {
  if (first === second) return 0
  if (first === undefined) return -1
  if (second === undefined) return 1
  return first < second ? -1 : 1
}
