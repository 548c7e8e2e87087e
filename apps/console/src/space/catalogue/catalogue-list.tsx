import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import type { SortKey } from '../../components/table-order.ts'
import type { Column } from '../../components/table-types.ts'
import { useRestingSelection } from '../../components/use-resting-selection.ts'
import { duration, ELEMENT_AGE_LIMITS_S, freshnessOf, number } from '../../format/format.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { KindMark } from '../picture/kind-mark.tsx'
import { kindMessages } from '../picture/kind-messages.ts'
import { pictureMessages } from '../picture/messages.ts'
import { type CatalogueFilter, type FilteredCatalogue, isFiltering } from './catalogue-filter.ts'
import { type CatalogueIndex, freshnessOfRow, OBJECT_KINDS, REGIME_GROUPS } from './catalogue-rows.ts'
import { listedName } from './object-label.ts'

type ListProps = {
  readonly index: CatalogueIndex
  readonly filtered: FilteredCatalogue
  readonly filter: CatalogueFilter
  readonly sort: readonly SortKey[]
  readonly selectedId: number | undefined
  readonly onFilter: (filter: CatalogueFilter) => void
  readonly onSort: (sort: readonly SortKey[]) => void
  /** Told where the selection comes to rest: the row itself is marked at once. */
  readonly onSelect: (id: number) => void
  /** Told of each key and click that moves the selection or filters, at once. */
  readonly onActivity: () => void
}

function toggled<Word>(words: readonly Word[], word: Word): readonly Word[] {
  return words.includes(word) ? words.filter((one) => one !== word) : [...words, word]
}

function Chips(props: Pick<ListProps, 'filter' | 'filtered' | 'onFilter'>): JSX.Element {
  const text = useText(pictureMessages)
  const kindText = useText(kindMessages)
  const { filter, filtered, onFilter } = props
  const chip = (name: string, count: number, pressed: boolean, next: CatalogueFilter) => (
    <button type="button" class="chip" key={name} aria-pressed={pressed} onClick={() => onFilter(next)}>
      {text('chipCount', { name, count: number(count, 0) })}
    </button>
  )
  return (
    <fieldset class="chips">
      <legend class="sr-only">{text('filterGroup')}</legend>
      {REGIME_GROUPS.map((group) =>
        chip(group, filtered.regimeCounts[group], filter.regimes.includes(group), {
          ...filter,
          regimes: toggled(filter.regimes, group),
        }),
      )}
      {OBJECT_KINDS.map((kind) =>
        chip(kindText(kind), filtered.kindCounts[kind], filter.kinds.includes(kind), {
          ...filter,
          kinds: toggled(filter.kinds, kind),
        }),
      )}
      {chip(`⚠ ${text('stale')}`, filtered.staleCount, filter.staleOnly, { ...filter, staleOnly: !filter.staleOnly })}
    </fieldset>
  )
}

const S_PER_H = 3600
const S_PER_D = 86_400

function ownerColumn(title: string, { owner }: CatalogueIndex['columns']): Column<number> {
  return { id: 'owner', title, widthPx: 40, text: (row) => owner[row] ?? '', sortBy: (row) => owner[row] || undefined }
}

/** Columns of the list; a row is the number of its line in the catalogue. */
function useColumns(index: CatalogueIndex): readonly Column<number>[] {
  const { language, playback, status } = useConsole()
  const text = useText(pictureMessages)
  const kindText = useText(kindMessages)
  const spoken = language.value
  const isReplay = playback.shown.value.kind === 'replay'
  const mode = status.value?.mode
  return useMemo(() => {
    const { columns } = index
    const kindOf = (row: number) => OBJECT_KINDS[index.kind[row] ?? 3] ?? 'unknown'
    const ageS = (row: number) => (playback.preciseMs() - (columns.epochMs[row] ?? 0)) / 1000
    const hasOwners = columns.owner.some((owner) => owner !== '')
    return [
      {
        id: 'number',
        title: text('number'),
        widthPx: 100,
        text: (row) => String(columns.id[row]),
        sortBy: (row) => columns.id[row],
        cell: (row) => (
          <>
            <KindMark
              kind={kindOf(row)}
              hollow={['stale', 'expired'].includes(freshnessOfRow(index, row, playback.preciseMs()))}
            />{' '}
            {columns.id[row]}
          </>
        ),
      },
      {
        id: 'name',
        title: text('name'),
        text: (row) => columns.name[row] ?? '',
        sortBy: (row) => columns.name[row] || undefined,
        cell: (row) => {
          const name = columns.name[row] ?? ''
          return name === '' ? (
            <span class="unknown">{text('nameUnknown')}</span>
          ) : (
            <bdi title={name}>{listedName(name, mode)}</bdi>
          )
        },
      },
      ...(hasOwners ? [ownerColumn(text('owner'), columns)] : []),
      {
        id: 'age',
        title: text(isReplay ? 'ageThen' : 'age'),
        widthPx: 66,
        align: 'right',
        text: (row) => duration(ageS(row), spoken),
        sortBy: ageS,
        cell: (row) => <RowAge epochMs={columns.epochMs[row] ?? 0} />,
      },
      {
        id: 'kind',
        title: text('kind'),
        widthPx: 84,
        hiddenAtFirst: true,
        text: (row) => kindText(kindOf(row)),
        sortBy: (row) => index.kind[row],
      },
    ]
  }, [index, text, kindText, spoken, playback, isReplay, mode])
}

function RowAge(props: { readonly epochMs: number }): JSX.Element {
  const { language, nowMs, playback } = useConsole()
  const ageS = ((playback.replayMs.value ?? nowMs.value) - props.epochMs) / 1000
  const freshness = freshnessOf(Math.abs(ageS), ELEMENT_AGE_LIMITS_S)
  const isStale = freshness === 'stale' || freshness === 'expired'
  return (
    <span class={`age ${freshness}`}>
      {isStale ? '⚠ ' : ''}
      {ageDays(ageS, language.value)}
    </span>
  )
}

/** Days with one decimal, or whole hours below one day: short enough for a column; negative before the epoch. */
function ageDays(ageS: number, language: 'en' | 'ja'): string {
  const sign = ageS < 0 ? '−' : ''
  const magnitudeS = Math.abs(ageS)
  if (magnitudeS >= S_PER_D) return `${sign}${number(magnitudeS / S_PER_D, 1)} d`
  return sign + duration(magnitudeS < S_PER_H ? magnitudeS : Math.round(magnitudeS / S_PER_H) * S_PER_H, language)
}

/** The whole catalogue as a list with its filters; what it leaves out is not on the globe either. */
export function CatalogueList(props: ListProps): JSX.Element {
  const text = useText(pictureMessages)
  const find = useRef<HTMLInputElement>(null)
  const { index, filtered, filter, onActivity } = props
  const { selected, select } = useRestingSelection(props.selectedId, props.onSelect)
  const columns = useColumns(index)
  useCommands([{ id: 'space.filter', label: text('searchFilter'), key: 'f', run: () => find.current?.focus() }])
  const onFilter = (next: CatalogueFilter) => {
    onActivity()
    props.onFilter(next)
  }
  const clear = () => onFilter({ words: '', regimes: [], kinds: [], staleOnly: false })
  const idOf = (row: number) => index.columns.id[row] ?? 0
  return (
    <Panel
      title={text('catalogue')}
      class="catalogue"
      aside={text('catalogueCount', { shown: number(filtered.rows.length, 0), all: number(index.count, 0) })}
    >
      <div class="catalogue-filter">
        <input
          type="search"
          ref={find}
          value={filter.words}
          placeholder={text('find')}
          aria-label={text('find')}
          onInput={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
        />
        <Chips filter={filter} filtered={filtered} onFilter={onFilter} />
      </div>
      <DataTable
        id="catalogue"
        label={text('catalogue')}
        columns={columns}
        rows={filtered.rows}
        keyOf={(row) => String(idOf(row))}
        selectedKey={selected === undefined ? undefined : String(selected)}
        onSelect={(row) => {
          onActivity()
          select(idOf(row))
        }}
        sort={props.sort}
        onSort={props.onSort}
        empty={<Empty onClearFilter={isFiltering(filter) ? clear : undefined} />}
      />
    </Panel>
  )
}
