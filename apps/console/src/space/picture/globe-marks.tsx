import type { JSX, RefObject } from 'preact'
import type { Priority } from '../../api/models.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import type { ScreenPoint } from '../../globe/projection.ts'
import type { GlobeStage } from './globe-stage.ts'

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

/** Room that a label takes beside its object. */
type LabelBox = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const LABEL_OFFSET_PX = 18
const LABEL_ABOVE_PX = -26
const LABEL_BELOW_PX = 10
const LABEL_HEIGHT_PX = 26

function overlaps(one: LabelBox, other: LabelBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/** Turns a label to the side where it has room, and hides it where a more urgent one stands. */
function placeLabel(mark: HTMLElement, at: ScreenPoint, widthPx: number, taken: LabelBox[]): void {
  const labelPx = mark.querySelector<HTMLElement>('.globe-label')?.offsetWidth ?? 0
  const roomLeftPx = at.xPx - LABEL_OFFSET_PX - labelPx
  const roomRightPx = widthPx - at.xPx - LABEL_OFFSET_PX - labelPx
  const isLeftward = roomRightPx < 0 && roomLeftPx > roomRightPx
  const isSelected = mark.classList.contains('selected')
  const left = isLeftward ? at.xPx - LABEL_OFFSET_PX - labelPx : at.xPx + LABEL_OFFSET_PX
  const top = at.yPx + (isSelected ? LABEL_BELOW_PX : LABEL_ABOVE_PX)
  const box = { left, right: left + labelPx, top, bottom: top + LABEL_HEIGHT_PX }
  const isCrowded = !isSelected && taken.some((other) => overlaps(other, box))
  mark.classList.toggle('leftward', isLeftward)
  mark.classList.toggle('crowded', isCrowded)
  if (!isCrowded) taken.push(box)
}

/**
 * Puts the marks where their objects are; those behind the Earth fade, those not drawn go.
 * @param coveredPx - Width at the right that the card covers.
 */
export function placeMarks(layer: HTMLDivElement | null, stage: GlobeStage, coveredPx: number): void {
  if (layer === null) return
  const point: ScreenPoint = { xPx: 0, yPx: 0, depth: 0, isBehindEarth: false }
  const taken: LabelBox[] = []
  const widthPx = layer.clientWidth - coveredPx
  const marks = [...layer.children].filter((child) => child instanceof HTMLElement)
  // The selected object's label stands whatever else is there.
  for (const mark of marks.sort(
    (one, other) => Number(other.matches('.selected')) - Number(one.matches('.selected')),
  )) {
    const isDrawn = stage.project(Number(mark.dataset['id']), point) && point.depth > 0
    mark.hidden = !isDrawn
    if (!isDrawn) continue
    mark.classList.toggle('behind', point.isBehindEarth)
    mark.style.transform = `translate(${point.xPx.toFixed(1)}px, ${point.yPx.toFixed(1)}px)`
    placeLabel(mark, point, widthPx, taken)
  }
}
