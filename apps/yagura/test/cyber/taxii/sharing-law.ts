import type { TaxiiAccount } from '../../../src/api/contract/taxii.ts'

/** Whose node it is. */
const ownNation = 'JPN'
/** TLP 2.0 from the widest to the narrowest. Source: FIRST TLP 2.0. */
export const tlpWords = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

/** A marking in the words of the law, not of the product. `aud` undefined names nobody; 1 is display, 2 release. */
export type TrueMarking = {
  readonly pol: string
  readonly lvl: number
  readonly aud?: Readonly<Record<string, 1 | 2>>
  readonly orcon: boolean
  readonly comp: readonly string[]
  /** Place in `tlpWords`; -1 without a label. */
  readonly tlp: number
}

/** What a test knows of a version that it made. */
export type TrueVersion = {
  readonly id: string
  readonly version: string
  /** Words that stand in it and, where it has versions, partly nowhere else. */
  readonly words: readonly string[]
  readonly marking: TrueMarking
  /** Nation; empty for the node's own. */
  readonly originator: string
  readonly references: readonly string[]
  /** Kept aside as contrary to another: nobody gets it. */
  readonly isContrary: boolean
}

/** The join of two markings, for markings of one policy. Source: the product's specification, core §2. */
export function joined(a: TrueMarking, b: TrueMarking): TrueMarking {
  const aud = a.aud === undefined ? b.aud : b.aud === undefined ? a.aud : smaller(a.aud, b.aud)
  return {
    pol: a.pol,
    lvl: Math.max(a.lvl, b.lvl),
    ...(aud === undefined ? {} : { aud }),
    orcon: a.orcon || b.orcon,
    comp: [...new Set([...a.comp, ...b.comp])],
    tlp: Math.max(a.tlp, b.tlp),
  }
}

function smaller(a: Readonly<Record<string, 1 | 2>>, b: Readonly<Record<string, 1 | 2>>): Record<string, 1 | 2> {
  const both: Record<string, 1 | 2> = {}
  for (const [nation, grade] of Object.entries(a)) {
    const other = b[nation]
    if (other !== undefined) both[nation] = grade < other ? grade : other
  }
  return both
}

/** Whether a version may leave to an account, by the law alone. The policies TLP and JP have no words for each other's levels. */
function lawLetsGo({ marking, originator }: TrueVersion, account: TaxiiAccount): boolean {
  const { pol, lvl, aud, orcon, comp, tlp } = marking
  const nation = account.nation ?? ownNation
  const made = originator === '' ? ownNation : originator
  const isOnward = made !== ownNation && nation !== ownNation && nation !== made
  return (
    account.policies.includes(pol) &&
    (aud === undefined ? nation === ownNation : aud[nation] === 2) &&
    !(orcon && isOnward) &&
    comp.every((name) => account.compartments.includes(name)) &&
    (account.clearance === null ? lvl === 0 : account.clearance.pol === pol && lvl <= account.clearance.lvl) &&
    tlpWords[tlp] !== 'RED' &&
    !(isOnward && tlp >= tlpWords.indexOf('AMBER'))
  )
}

/**
 * What an account may have: all that may leave to it and refers to nothing that is at the node and kept from it.
 *
 * @param before - What it had already: that is not taken away for the sake of what came later.
 */
export function visibleTo(
  account: TaxiiAccount,
  all: readonly TrueVersion[],
  before: ReadonlySet<TrueVersion> = new Set(),
): ReadonlySet<TrueVersion> {
  const kept = new Set(all.filter(({ isContrary }) => !isContrary).map(({ id }) => id))
  const visible = new Set(all.filter((one) => !one.isContrary && (before.has(one) || lawLetsGo(one, account))))
  for (let isStable = false; !isStable; ) {
    isStable = true
    const ids = new Set([...visible].map(({ id }) => id))
    for (const one of visible) {
      if (before.has(one) || one.references.every((id) => !kept.has(id) || ids.has(id))) continue
      visible.delete(one)
      isStable = false
    }
  }
  return visible
}
