import type { CasePart, PartKind } from '../case-models.ts'

/** What an officer has set out to do. */
export type PartAct =
  | { readonly do: 'add'; readonly kind: PartKind; readonly given?: PartGiven }
  | { readonly do: 'correct'; readonly part: CasePart; readonly given?: PartGiven }
  | { readonly do: 'withdraw'; readonly part: CasePart }

/** Fields that are filled in already, by their names. */
type PartGiven = Readonly<Record<string, string>>

/** What a form begins with. */
export type PartStart = {
  readonly kind: PartKind
  /** The part in whose place it stands. */
  readonly corrected: CasePart | undefined
  readonly given: PartGiven
}

/** The form of an act. */
export function startOfAct(act: PartAct): PartStart {
  if (act.do === 'add') return { kind: act.kind, corrected: undefined, given: act.given ?? {} }
  if (act.do === 'withdraw') return { kind: 'withdrawn', corrected: act.part, given: {} }
  return { kind: act.part.what.kind, corrected: act.part, given: act.given ?? {} }
}
