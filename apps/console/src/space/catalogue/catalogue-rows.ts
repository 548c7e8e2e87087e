import type { Operations } from '../../api/types.ts'
import { ELEMENT_AGE_LIMITS_S, type Freshness, freshnessOf } from '../../format/format.ts'

/** The catalogue as the node sends it. */
export type CatalogueColumns = Operations['readCatalogueColumns']['answer']

/** Kinds of objects, in the order of their codes on the globe. */
export const OBJECT_KINDS = ['payload', 'rocket-body', 'debris', 'unknown'] as const
/** What an object is. */
export type ObjectKind = (typeof OBJECT_KINDS)[number]

/** Groups of orbital regimes that a chip stands for; the regime itself stands in the card. */
export const REGIME_GROUPS = ['LEO', 'MEO', 'GEO', 'HEO'] as const
/** A group of orbital regimes. */
export type RegimeGroup = (typeof REGIME_GROUPS)[number]

/** The chip of a regime, by the abbreviations of ESA's reports; none for what is undefined or beyond. */
const GROUP_OF_REGIME: Readonly<Record<string, RegimeGroup>> = {
  LEO: 'LEO',
  MEO: 'MEO',
  NSO: 'MEO',
  GEO: 'GEO',
  IGO: 'GEO',
  EGO: 'GEO',
  HEO: 'HEO',
  GTO: 'HEO',
  GHO: 'HEO',
  MGO: 'HEO',
  LMO: 'HEO',
  HAO: 'HEO',
}

const NO_GROUP = 255

/** The catalogue with what a list that filters at every key stroke needs ready. */
export type CatalogueIndex = {
  readonly columns: CatalogueColumns
  readonly count: number
  readonly rowOfId: ReadonlyMap<number, number>
  /** Shape [count]: index into `OBJECT_KINDS`. */
  readonly kind: Uint8Array
  /** Shape [count]: index into `REGIME_GROUPS`, or 255. */
  readonly regimeGroup: Uint8Array
  /** What a search looks in: number, name and designator, folded. */
  readonly searchText: readonly string[]
}

/** Makes two ways of writing a name equal: width, case, kana. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60))
}

/** Prepares a catalogue for filtering. */
export function indexCatalogue(columns: CatalogueColumns): CatalogueIndex {
  const count = columns.id.length
  const groups: readonly string[] = REGIME_GROUPS
  const kinds: readonly string[] = OBJECT_KINDS
  return {
    columns,
    count,
    rowOfId: new Map(columns.id.map((id, row) => [id, row])),
    kind: Uint8Array.from(columns.objectType, (type) => Math.max(0, kinds.indexOf(type) < 0 ? 3 : kinds.indexOf(type))),
    regimeGroup: Uint8Array.from(columns.regime, (regime) => {
      const group = GROUP_OF_REGIME[regime]
      return group === undefined ? NO_GROUP : groups.indexOf(group)
    }),
    searchText: columns.id.map((id, row) =>
      foldText(`${id}\n${columns.name[row] ?? ''}\n${columns.designator[row] ?? ''}`),
    ),
  }
}

/** How old an element set of the catalogue is judged to be at an instant. @param shownMs - Unix ms. */
export function freshnessOfRow({ columns }: CatalogueIndex, row: number, shownMs: number): Freshness {
  return freshnessOf(Math.abs(shownMs - (columns.epochMs[row] ?? 0)) / 1000, ELEMENT_AGE_LIMITS_S)
}

/** How many element sets of a catalogue are expired at an instant. @param shownMs - Unix ms. */
export function expiredCount(index: CatalogueIndex, shownMs: number): number {
  return index.columns.epochMs.reduce(
    (count, _, row) => count + (freshnessOfRow(index, row, shownMs) === 'expired' ? 1 : 0),
    0,
  )
}

/** The epoch, Unix ms, that as many element sets of a catalogue come before as after; absent for an empty one. */
export function medianEpochMs({ columns }: CatalogueIndex): number | undefined {
  const epochs = Float64Array.from(columns.epochMs).sort()
  return epochs[Math.floor(epochs.length / 2)]
}
