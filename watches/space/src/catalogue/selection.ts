import type { ElementSet, UtcInstant } from '@yagura/formats'
import type { Catalogue } from './catalogue.ts'
import { type AgeRules, type Finding, judgeElementSet } from './findings.ts'

/** An element set and what was found about it; never without a finding. */
export type JudgedElementSet = {
  readonly elementSet: ElementSet
  readonly findings: readonly Finding[]
}

/** The current element sets of a catalogue, sorted by whether they can be used at an instant. All in ascending order of id. */
export type Selection = {
  /** Sets that can be used, the flagged ones among them. */
  readonly usable: readonly ElementSet[]
  /** Sets that must not be used, with the reasons: what a person is told was left out. */
  readonly excluded: readonly JudgedElementSet[]
  /** Sets that are used although something about them is odd. */
  readonly flagged: readonly JudgedElementSet[]
}

/**
 * The element sets to use at an instant: of each id the one with the newest epoch, unless a rule excludes it. Where the newest
 * is excluded, an older one is not taken in its place: the object is left out and said to be.
 * @param atUtc - The instant of use, such as the start of a screening.
 */
export function selectElementSets(catalogue: Catalogue, atUtc: UtcInstant, rules: AgeRules): Selection {
  const usable: ElementSet[] = []
  const excluded: JudgedElementSet[] = []
  const flagged: JudgedElementSet[] = []
  for (const history of catalogue.histories.values()) {
    const elementSet = history.at(-1)
    if (elementSet === undefined) continue
    const findings = judgeElementSet(elementSet, atUtc, rules)
    if (findings.some((finding) => finding.verdict === 'exclude')) {
      excluded.push({ elementSet, findings })
      continue
    }
    usable.push(elementSet)
    if (findings.length > 0) flagged.push({ elementSet, findings })
  }
  return { usable, excluded, flagged }
}
