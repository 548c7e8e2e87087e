import {
  type CatalogueIndex,
  foldText,
  freshnessOfRow,
  OBJECT_KINDS,
  type ObjectKind,
  REGIME_GROUPS,
  type RegimeGroup,
} from './catalogue-rows.ts'

/** Which objects are wanted; an empty choice wants all. */
export type CatalogueFilter = {
  /** Words that number, name or designator must hold. */
  readonly words: string
  readonly regimes: readonly RegimeGroup[]
  readonly kinds: readonly ObjectKind[]
  /** Only objects whose elements are stale or expired. */
  readonly staleOnly: boolean
}

/** Rows that fit a filter, in order of catalogue number, and how many objects each chip would leave. */
export type FilteredCatalogue = {
  readonly rows: readonly number[]
  /** Shape [count]: 1 for a row that fits. */
  readonly fits: Uint8Array
  readonly regimeCounts: Readonly<Record<RegimeGroup, number>>
  readonly kindCounts: Readonly<Record<ObjectKind, number>>
  readonly staleCount: number
  /** Of the rows, those with elements so old that they are off the map. */
  readonly expiredCount: number
  /** Of the rows that are on the map, the largest age, days; 0 where there is none. */
  readonly oldestDays: number
}

/** Reads `f=regime:LEO,kind:payload,age:stale`; what is not understood is left out. */
export function parseCatalogueFilter(f: string | null, words: string | null): CatalogueFilter {
  const members = (f ?? '').split(',')
  return {
    words: words ?? '',
    regimes: REGIME_GROUPS.filter((regime) => members.includes(`regime:${regime}`)),
    kinds: OBJECT_KINDS.filter((kind) => members.includes(`kind:${kind}`)),
    staleOnly: members.includes('age:stale'),
  }
}

/** Writes the `f` of a filter; empty where nothing is filtered. */
export function formatCatalogueFilter({ regimes, kinds, staleOnly }: CatalogueFilter): string {
  return [
    ...regimes.map((regime) => `regime:${regime}`),
    ...kinds.map((kind) => `kind:${kind}`),
    ...(staleOnly ? ['age:stale'] : []),
  ].join(',')
}

/** Whether a filter leaves anything out. */
export function isFiltering(filter: CatalogueFilter): boolean {
  return filter.words !== '' || formatCatalogueFilter(filter) !== ''
}

/** What of a filter an object fits: each part by itself, as counts of chips leave out their own part. */
type Fit = {
  readonly hasRegime: boolean
  readonly hasKind: boolean
  readonly hasAge: boolean
  readonly isStale: boolean
}

function createTally() {
  const regimes = new Float64Array(256)
  const kinds = new Float64Array(4)
  let stale = 0
  return {
    add: (fit: Fit, group: number, kind: number) => {
      if (fit.hasKind && fit.hasAge) regimes[group] = (regimes[group] ?? 0) + 1
      if (fit.hasRegime && fit.hasAge) kinds[kind] = (kinds[kind] ?? 0) + 1
      if (fit.hasRegime && fit.hasKind && fit.isStale) stale += 1
    },
    counts: (): Pick<FilteredCatalogue, 'regimeCounts' | 'kindCounts' | 'staleCount'> => {
      const [LEO = 0, MEO = 0, GEO = 0, HEO = 0] = regimes
      const [payload = 0, rocketBody = 0, debris = 0, unknown = 0] = kinds
      return {
        regimeCounts: { LEO, MEO, GEO, HEO },
        kindCounts: { payload, 'rocket-body': rocketBody, debris, unknown },
        staleCount: stale,
      }
    },
  }
}

/**
 * Filters the catalogue. The counts of a chip are those of the other filters, so that they say what pressing it gives.
 * @param shownMs - Unix ms from which ages count: the shown instant.
 */
export function filterCatalogue(index: CatalogueIndex, filter: CatalogueFilter, shownMs: number): FilteredCatalogue {
  const words = foldText(filter.words)
    .split(/\s+/)
    .filter((word) => word !== '')
  const wantsRegime = REGIME_GROUPS.map((group) => filter.regimes.length === 0 || filter.regimes.includes(group))
  const wantsKind = OBJECT_KINDS.map((kind) => filter.kinds.length === 0 || filter.kinds.includes(kind))
  const tally = createTally()
  const rows: number[] = []
  const fits = new Uint8Array(index.count)
  let expiredCount = 0
  let oldestMs = 0
  for (let row = 0; row < index.count; row++) {
    const text = index.searchText[row] ?? ''
    if (!words.every((word) => text.includes(word))) continue
    const group = index.regimeGroup[row] ?? 255
    const kind = index.kind[row] ?? 3
    const freshness = freshnessOfRow(index, row, shownMs)
    const isStale = freshness === 'stale' || freshness === 'expired'
    const fit = {
      hasRegime: wantsRegime[group] ?? filter.regimes.length === 0,
      hasKind: wantsKind[kind] === true,
      hasAge: isStale || !filter.staleOnly,
      isStale,
    }
    tally.add(fit, group, kind)
    if (!(fit.hasRegime && fit.hasKind && fit.hasAge)) continue
    rows.push(row)
    fits[row] = 1
    if (freshness === 'expired') expiredCount += 1
    else oldestMs = Math.max(oldestMs, Math.abs(shownMs - (index.columns.epochMs[row] ?? shownMs)))
  }
  return { rows, fits, expiredCount, oldestDays: oldestMs / 86_400_000, ...tally.counts() }
}
