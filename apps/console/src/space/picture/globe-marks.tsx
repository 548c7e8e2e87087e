import type { JSX, RefObject } from 'preact'
import type { Priority } from '../../api/models.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import type { ScreenPoint } from '../../globe/projection.ts'
import type { GlobeStage } from './globe-stage.ts'

/** An object with a label on the globe: the selected one, and those of alerts. */
export type GlobeMark = {
  readonly id: number
  readonly label: string
  readonly isSelected: boolean
  /** Of its alert; absent where it has none. */
  readonly priority: Priority | undefined
}

/**
 * Rings, brackets and labels over the canvas. They are buttons, so that `Tab` goes through labelled objects; where they
 * stand is set after each picture by `placeMarks`.
 */
export function GlobeMarks(props: {
  readonly marks: readonly GlobeMark[]
  readonly layer: RefObject<HTMLDivElement | null>
  readonly onSelect: (id: number) => void
}): JSX.Element {
  return (
    <div class="globe-marks" ref={props.layer}>
      {props.marks.map((mark) => (
        <button
          type="button"
          key={mark.id}
          class={`globe-mark plain ${mark.isSelected ? 'selected' : ''} ${mark.priority ?? ''}`}
          data-id={mark.id}
          aria-pressed={mark.isSelected}
          onClick={() => props.onSelect(mark.id)}
        >
          {mark.priority === undefined ? null : (
            <svg viewBox="0 0 24 24" class={`bracket ${mark.priority}`} aria-hidden="true">
              <path d="M8 2H2v6M16 2h6v6M22 16v6h-6M8 22H2v-6" />
            </svg>
          )}
          {mark.isSelected ? <span class="ring" /> : null}
          <span class="globe-label">
            {mark.priority === undefined ? null : <StatusMark status={mark.priority} word="" />}
            <bdi>{mark.label}</bdi>
          </span>
        </button>
      ))}
    </div>
  )
}

/** Puts the marks where their objects are; those behind the Earth fade, those not drawn go. */
export function placeMarks(layer: HTMLDivElement | null, stage: GlobeStage): void {
  const point: ScreenPoint = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
  for (const mark of layer?.children ?? []) {
    if (!(mark instanceof HTMLElement)) continue
    const isDrawn = stage.project(Number(mark.dataset['id']), point) && point.depth > 0
    mark.hidden = !isDrawn
    if (!isDrawn) continue
    mark.classList.toggle('behind', point.isBehindEarth)
    mark.style.transform = `translate(${point.xPx.toFixed(1)}px, ${point.yPx.toFixed(1)}px)`
  }
}
