import { type CameraPlace, cameraAfterKey, draggedCamera, zoomedCamera } from './orbit-camera.ts'

/** What pointer, wheel and keys act on. */
export type InputTarget = {
  readonly camera: () => CameraPlace
  readonly setCamera: (camera: CameraPlace) => void
  readonly onClick: (at: { readonly xPx: number; readonly yPx: number }) => void
}

/** A press that moves less is a click. */
const CLICK_SLACK_PX = 4
const WHEEL_ZOOM_PER_PX = 0.0012
/** Wheels that count in lines. */
const PX_PER_LINE = 30

/** Lets a canvas be dragged, zoomed, clicked and turned by keys. @returns Ends it. */
export function listenToPointer(canvas: HTMLCanvasElement, target: InputTarget): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let press: { x: number; y: number; moved: number } | undefined
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      press = { x: event.clientX, y: event.clientY, moved: 0 }
      canvas.setPointerCapture(event.pointerId)
    },
    { signal },
  )
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (press === undefined) return
      const dx = event.clientX - press.x
      const dy = event.clientY - press.y
      press = { x: event.clientX, y: event.clientY, moved: press.moved + Math.hypot(dx, dy) }
      if (press.moved > CLICK_SLACK_PX) target.setCamera(draggedCamera(target.camera(), dx, dy, canvas.clientHeight))
    },
    { signal },
  )
  canvas.addEventListener(
    'pointerup',
    (event) => {
      if (press !== undefined && press.moved <= CLICK_SLACK_PX) {
        const bounds = canvas.getBoundingClientRect()
        target.onClick({ xPx: event.clientX - bounds.left, yPx: event.clientY - bounds.top })
      }
      press = undefined
    },
    { signal },
  )
  canvas.addEventListener('pointercancel', () => (press = undefined), { signal })
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * PX_PER_LINE : event.deltaY
      target.setCamera(zoomedCamera(target.camera(), Math.exp(px * WHEEL_ZOOM_PER_PX)))
    },
    { signal, passive: false },
  )
  canvas.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const next = cameraAfterKey(target.camera(), event.key)
      if (next === undefined) return
      event.preventDefault()
      event.stopPropagation()
      target.setCamera(next)
    },
    { signal },
  )
  return () => ended.abort()
}
