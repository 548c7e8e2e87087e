import { useMemo } from 'preact/hooks'
import { useUtc } from '../../components/use-utc.ts'
import { duration, number } from '../../format/format.ts'
import { isolate } from '../../i18n/text.ts'
import { useConsole, useText } from '../../state/console.ts'
import { priorityRank } from '../approaches/approach-columns.tsx'
import type { ApproachRow } from '../approaches/models.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-rows.ts'
import { listedName, objectLabel } from '../catalogue/object-label.ts'
import type { GlobeMark } from './globe-marks.tsx'
import { pictureMessages } from './messages.ts'
import type { TimeMark } from './time-bar.tsx'

/** More labels than that hide the sky. */
const MOST_ALERTED = 12
/** A label's "in 9 h 37 m" is renewed once a minute. */
const LABEL_EVERY_MS = 60_000

/** Labels on the globe: the selected object, and both parties of approaches that raised an alert, most urgent first. */
export function useGlobeMarks(
  index: CatalogueIndex | undefined,
  selectedId: number | undefined,
  alerted: readonly ApproachRow[],
): readonly GlobeMark[] {
  const { language, nowMs, status } = useConsole()
  const text = useText(pictureMessages)
  const minute = Math.floor(nowMs.value / LABEL_EVERY_MS)
  const spoken = language.value
  const mode = status.value?.mode
  return useMemo(() => {
    const marks = new Map<number, GlobeMark>()
    const urgent = [...alerted].sort((one, other) => priorityRank(one) - priorityRank(other)).slice(0, MOST_ALERTED)
    for (const row of urgent) {
      const aheadS = (Date.parse(row.tcaUtc) - minute * LABEL_EVERY_MS) / 1000
      for (const party of [row.primary, row.secondary]) {
        if (marks.has(party.id)) continue
        marks.set(party.id, {
          id: party.id,
          name: listedName(party.name ?? String(party.id), mode),
          detail: text(aheadS >= 0 ? 'alertMark' : 'alertMarkPast', {
            span: duration(aheadS, spoken),
            miss: number(row.missKm, 3),
          }),
          isSelected: false,
          priority: row.priority ?? undefined,
        })
      }
    }
    if (selectedId !== undefined) {
      const known = marks.get(selectedId)
      marks.set(selectedId, {
        id: selectedId,
        name: known?.name ?? listedName(objectLabel(index, selectedId), mode),
        detail: known?.detail ?? '',
        isSelected: true,
        priority: known?.priority,
      })
    }
    return [...marks.values()]
  }, [index, selectedId, alerted, minute, text, spoken, mode])
}

/** Marks on the time bar: approaches that raised an alert, and those of the selected object. */
export function useTimeMarks(
  alerted: readonly ApproachRow[],
  ofSelected: readonly ApproachRow[],
): readonly (TimeMark & { readonly row: ApproachRow })[] {
  const utc = useUtc()
  const text = useText(pictureMessages)
  return useMemo(() => {
    const rows = new Map([...alerted, ...ofSelected].map((row) => [row.id, row]))
    return [...rows.values()].map((row) => ({
      id: row.id,
      row,
      atMs: Date.parse(row.tcaUtc),
      priority: row.priority ?? undefined,
      rank: priorityRank(row),
      label: text('approachMark', {
        primary: isolate(row.primary.name ?? String(row.primary.id)),
        secondary: isolate(row.secondary.name ?? String(row.secondary.id)),
        miss: number(row.missKm, 3),
        utc: utc(row.tcaUtc),
      }),
    }))
  }, [alerted, ofSelected, text, utc])
}
