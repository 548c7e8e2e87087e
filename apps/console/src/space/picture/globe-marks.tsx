import type { JSX, RefObject } from 'preact'
import type { Priority } from '../../api/models.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import type { ScreenPoint } from '../../globe/projection.ts'
import { type Box, overlaps } from '../charts/box.ts'
import type { GlobeStage } from './globe-stage.ts'
import { placeLabel } from './place-label.ts'

/** An object with a label on the globe: the selected one, and those of alerts. */
export type GlobeMark = {
  readonly id: number
  readonly name: string
  /** When and how near; said of what is urgent, else by pointer. */
  readonly detail: string
  readonly isSelected: boolean
  /** Of its alert; absent where it has none. */
  readonly priority: Priority | undefined
}

function isTold({ isSelected, priority }: GlobeMark): boolean {
  return isSelected || priority === 'critical' || priority === 'serious'
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
          title={`${mark.name} ${mark.detail}`}
          onClick={() => props.onSelect(mark.id)}
        >
          {mark.priority === undefined ? null : (
            <svg viewBox="0 0 24 24" class={`bracket ${mark.priority}`} aria-hidden="true">
              <path d="M8 2H2v6M16 2h6v6M22 16v6h-6M8 22H2v-6" />
            </svg>
          )}
          {mark.isSelected ? <span class="ring" /> : null}
          <span class="hit" />
          <span class="globe-label">
            {mark.priority === undefined ? null : <StatusMark status={mark.priority} word="" />}
            <bdi>{mark.name}</bdi>
            {mark.detail !== '' && isTold(mark) ? <small>{mark.detail}</small> : null}
          </span>
        </button>
      ))}
    </div>
  )
}

/** What a mark needs to be placed; all of it is read before anything is written, so that the page is laid out once. */
type Placed = {
  readonly mark: HTMLElement
  readonly label: HTMLElement
  readonly isSelected: boolean
  readonly size: { readonly widthPx: number; readonly heightPx: number }
}

/** The selected object's mark comes first: its label stands whatever else is there. */
function readMarks(layer: HTMLDivElement): readonly Placed[] {
  const marks = [...layer.children].flatMap((mark) => {
    const label = mark.querySelector<HTMLElement>('.globe-label')
    if (!(mark instanceof HTMLElement) || label === null) return []
    const size = { widthPx: label.offsetWidth, heightPx: label.offsetHeight }
    return [{ mark, label, size, isSelected: mark.classList.contains('selected') }]
  })
  return marks.sort((one, other) => Number(other.isSelected) - Number(one.isSelected))
}

/** What the card covers at the right of the canvas, and the legend below, px. */
type Covered = { readonly rightPx: number; readonly belowPx: number }

/**
 * Puts the marks where their objects are; those behind the Earth fade, those not drawn go. A label without room is hidden.
 */
export function placeMarks(layer: HTMLDivElement | null, stage: GlobeStage, covered: Covered): void {
  if (layer === null) return
  const room = {
    widthPx: layer.clientWidth - covered.rightPx,
    heightPx: layer.clientHeight,
    coveredBelowPx: covered.belowPx,
  }
  const point: ScreenPoint = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
  const taken: Box[] = []
  for (const { mark, label, size, isSelected } of readMarks(layer)) {
    const isDrawn = stage.project(Number(mark.dataset['id']), point) && point.depth > 0
    mark.hidden = !isDrawn
    if (!isDrawn) continue
    mark.classList.toggle('behind', point.isBehindEarth)
    mark.style.transform = `translate(${point.xPx.toFixed(1)}px, ${point.yPx.toFixed(1)}px)`
    const box = placeLabel(point, size, room, isSelected)
    const isCrowded = box === undefined || (!isSelected && taken.some((other) => overlaps(other, box)))
    mark.classList.toggle('crowded', isCrowded)
    if (box === undefined) continue
    label.style.left = `${(box.left - point.xPx).toFixed(1)}px`
    label.style.top = `${(box.top - point.yPx).toFixed(1)}px`
    if (!isCrowded) taken.push(box)
  }
}
