import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { Loaded } from '../../components/loaded.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import { useAsk } from '../../state/ask.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { ApproachPanel } from '../approaches/approach-panel.tsx'
import type { ApproachRow } from '../approaches/models.ts'
import { ObjectCard } from '../card/object-card.tsx'
import {
  type CatalogueFilter,
  filterCatalogue,
  formatCatalogueFilter,
  parseCatalogueFilter,
} from '../catalogue/catalogue-filter.ts'
import { CatalogueList } from '../catalogue/catalogue-list.tsx'
import { indexCatalogue } from '../catalogue/catalogue-rows.ts'
import { ExpiredNote } from './expired-note.tsx'
import { GlobeView } from './globe-view.tsx'
import { createListActivity } from './list-activity.ts'
import { pictureMessages } from './messages.ts'
import { TimeBar } from './time-bar.tsx'
import { useGlobeMarks, useTimeMarks } from './use-marks.ts'

/** Width of the card with its margins. */
const CARD_PX = 340
const TOP_APPROACHES = 50
const SELECTED_APPROACHES = 50
/** Ages are judged anew when the shown time has gone on by that much. */
const AGES_EVERY_MS = 1_800_000
const NO_ROWS: readonly ApproachRow[] = []
/** A jump to a close approach lands a little before it, so that it is seen to come. */
const BEFORE_TCA_MS = 60_000

function selectedIn(query: URLSearchParams): number | undefined {
  const id = Number(query.get('sel'))
  return Number.isInteger(id) && id > 0 ? id : undefined
}

/** The catalogue, filtered as the address says. */
function useCatalogue() {
  const { router, nowMs, playback } = useConsole()
  const { query, fragment } = router.place.value
  const asked = useAsk('readCatalogueColumns', {}, ['catalogue/'])
  const index = useMemo(() => (asked.answer === undefined ? undefined : indexCatalogue(asked.answer)), [asked.answer])
  const f = query.get('f')
  const words = fragment.get('q')
  const filter = useMemo(() => parseCatalogueFilter(f, words), [f, words])
  const shownMs = Math.round((playback.replayMs.value ?? nowMs.value) / AGES_EVERY_MS) * AGES_EVERY_MS
  const filtered = useMemo(
    () => (index === undefined ? undefined : filterCatalogue(index, filter, shownMs)),
    [index, filter, shownMs],
  )
  const setFilter = (next: CatalogueFilter) => {
    const formatted = formatCatalogueFilter(next)
    if (formatted !== (f ?? '')) router.setQuery({ f: formatted })
    if (next.words !== (words ?? '')) router.setFragment({ q: next.words })
  }
  return { asked, index, filter, filtered, setFilter, shownMs }
}

/** Close approaches that the picture marks: the most urgent, and those of the selected object. */
function useApproaches(selectedId: number | undefined) {
  const refreshOn = ['job/finished', 'alert/', 'decision/']
  const top = useAsk('listApproaches', { query: { sort: 'priority', limit: TOP_APPROACHES } }, refreshOn)
  const own = useAsk(
    'listApproaches',
    selectedId === undefined ? undefined : { query: { object: selectedId, sort: 'tca', limit: SELECTED_APPROACHES } },
    refreshOn,
  )
  const topRows = top.answer?.items ?? NO_ROWS
  const alerted = useMemo(() => topRows.filter((row) => row.priority !== null), [topRows])
  return { top, alerted, ofSelected: selectedId === undefined ? NO_ROWS : (own.answer?.items ?? NO_ROWS) }
}

/** Whether the globe is drawn, and the button that says so. */
function useCanvasSwitch() {
  const { preferences } = useConsole()
  const text = useText(pictureMessages)
  const hasCanvas = preferences.value.value.canvas
  const word = text(hasCanvas ? 'turnCanvasOff' : 'turnCanvasOn')
  const toggle = () => preferences.change({ canvas: !preferences.value.peek().canvas })
  useCommands([{ id: 'space.canvas', label: word, run: toggle }])
  return {
    hasCanvas,
    button: (
      <button type="button" class="canvas-switch" onClick={toggle}>
        {word}
      </button>
    ),
  }
}

/** What is up there, where it is at the shown time, and what comes close. */
export function Page(): JSX.Element {
  const { router, playback } = useConsole()
  const text = useText(pictureMessages)
  const { query } = router.place.value
  const selectedId = selectedIn(query)
  const { asked, index, filter, filtered, setFilter, shownMs } = useCatalogue()
  const { top, alerted, ofSelected } = useApproaches(selectedId)
  const activity = useMemo(() => createListActivity(() => performance.now()), [])
  const globeMarks = useGlobeMarks(index, selectedId, alerted)
  const timeMarks = useTimeMarks(alerted, ofSelected)
  const select = (id: number | undefined) => router.setQuery({ sel: id === undefined ? undefined : String(id) })
  const { hasCanvas, button } = useCanvasSwitch()
  const content = useMemo(
    () =>
      index === undefined || filtered === undefined
        ? undefined
        : { index, fits: filtered.fits, selectedId, orbitIds: partners(selectedId, alerted) },
    [index, filtered, selectedId, alerted],
  )
  return (
    <div class="space-page">
      <h1 class="sr-only">{text('catalogue')}</h1>
      <Loaded asked={asked}>
        {() =>
          index === undefined || filtered === undefined ? null : (
            <CatalogueList
              index={index}
              filtered={filtered}
              filter={filter}
              sort={parseSort(query.get('s'))}
              selectedId={selectedId}
              onFilter={setFilter}
              onSort={(sort) => router.setQuery({ s: formatSort(sort) })}
              onSelect={select}
              onActivity={activity.note}
            />
          )
        }
      </Loaded>
      <div class="space-stage">
        {hasCanvas ? (
          <GlobeView
            content={content}
            marks={globeMarks}
            drawn={(filtered?.rows.length ?? 0) - (filtered?.expiredCount ?? 0)}
            oldestDays={filtered?.oldestDays ?? 0}
            expired={filtered?.expiredCount ?? 0}
            coveredPx={selectedId === undefined ? 0 : CARD_PX}
            isBusyBeside={activity.isBusy}
            onSelect={select}
          />
        ) : (
          <p class="globe-note still">{text('canvasOff')}</p>
        )}
        {index === undefined ? null : <ExpiredNote index={index} shownMs={shownMs} />}
        {button}
        {selectedId === undefined ? null : <ObjectCard id={selectedId} onClose={() => select(undefined)} />}
      </div>
      <TimeBar
        marks={timeMarks}
        onMark={(mark) => {
          const row = timeMarks.find(({ id }) => id === mark.id)?.row
          playback.show(mark.atMs - BEFORE_TCA_MS)
          if (row !== undefined && row.primary.id !== selectedId && row.secondary.id !== selectedId)
            select(row.primary.id)
        }}
      />
      <ApproachPanel
        asked={top}
        selectedKey={top.answer?.items.find(({ primary }) => primary.id === selectedId)?.id}
        onSelect={(row) => select(row.primary.id)}
      />
    </div>
  )
}

/** Objects that the selected one comes near to in alerted approaches: their orbits are drawn too. */
function partners(selectedId: number | undefined, alerted: readonly ApproachRow[]): readonly number[] {
  return alerted.flatMap(({ primary, secondary }) => {
    if (primary.id === selectedId) return [secondary.id]
    return secondary.id === selectedId ? [primary.id] : []
  })
}
