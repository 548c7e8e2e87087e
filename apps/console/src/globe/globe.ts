import { type Bracket, bracketShare, hermiteWeights, positionItrfKm } from '../space/states/bracket.ts'
import { pictureIntervalMs } from './frame-pacing.ts'
import type { OrbitToDraw } from './lines.ts'
import { TRAIT_STRIDE } from './movers.ts'
import { type CameraPlace, heldCamera } from './orbit-camera.ts'
import type { GlobePalette } from './palette.ts'
import { type Candidate, pick } from './picking.ts'
import { createPicture, type Picture } from './picture.ts'
import { listenToPointer } from './pointer-input.ts'
import { type CanvasSize, createProjector, type ScreenPoint } from './projection.ts'

/** What the globe is given when it is made. */
export type GlobeOptions = {
  readonly palette: GlobePalette
  readonly camera: CameraPlace
  /** Instant that is shown, Unix ms; asked for at every picture. */
  readonly shownMs: () => number
  /** Shown seconds per second; 0 stands still. */
  readonly speed: () => number
  /** Whether somebody works beside the globe: pictures that a processor draws wait, at most for a while. */
  readonly isBusyBeside: () => boolean
  readonly reducedMotion: boolean
  /** Objects near a click, nearest first; none where it hit nothing. */
  readonly onPick: (candidates: readonly Candidate[], at: { readonly xPx: number; readonly yPx: number }) => void
  readonly onCamera: (camera: CameraPlace) => void
  /** After each picture, so that what lies over it can be put in its place. */
  readonly onPicture: () => void
  /** The graphics context went away (driver reset); it comes back by itself or not at all. */
  readonly onContext: (isLost: boolean) => void
}

/** How the drawing goes, for tests and for the curious. */
type GlobeStatistics = { readonly pictures: number; readonly device: string; readonly isSoftware: boolean }

/** A globe on a canvas. */
export type Globe = {
  /** Shape [n, 4]: kind, whether drawn, whether stale, unused. */
  readonly setTraits: (traits: Uint8Array) => void
  readonly setBracket: (bracket: Bracket) => void
  readonly setOrbits: (orbits: readonly OrbitToDraw[]) => void
  readonly setPalette: (palette: GlobePalette) => void
  readonly camera: () => CameraPlace
  readonly setCamera: (camera: CameraPlace) => void
  /** Moves the picture to the left by so many pixels, as something covers the right of the canvas. */
  readonly setShift: (shiftPx: number) => void
  /** Where an object is on the canvas now. @returns False where it has no state. */
  readonly project: (index: number, out: ScreenPoint) => boolean
  /** Asks for a new picture though nothing moved. */
  readonly redraw: () => void
  readonly statistics: () => GlobeStatistics
  readonly dispose: () => void
}

/** However long somebody works beside it, a picture is never older. */
const LONGEST_WAIT_MS = 4000

/**
 * Draws when something changed, or has moved by half a pixel.
 * @param mustWait - Whether drawing would be in the way of something more urgent.
 */
function createLoop(isDue: (sinceMs: number) => boolean, mustWait: () => boolean, draw: () => void) {
  let lastMs = 0
  let isDirty = true
  let frame = 0
  const drawNow = () => {
    draw()
    isDirty = false
    lastMs = performance.now()
  }
  const tick = () => {
    frame = requestAnimationFrame(tick)
    const sinceMs = performance.now() - lastMs
    if (sinceMs < LONGEST_WAIT_MS && mustWait()) return
    if (isDirty || isDue(sinceMs)) drawNow()
  }
  // Nothing is told before the caller holds the globe.
  frame = requestAnimationFrame(tick)
  return {
    drawNow,
    redraw: () => {
      isDirty = true
    },
    stop: () => cancelAnimationFrame(frame),
  }
}

/** Hears of a graphics driver that is reset. @returns Ends it. */
function watchContext(canvas: HTMLCanvasElement, tell: (isLost: boolean) => void): () => void {
  const ended = new AbortController()
  canvas.addEventListener(
    'webglcontextlost',
    (event) => {
      // Without that the browser does not bring the context back.
      event.preventDefault()
      tell(true)
    },
    ended,
  )
  canvas.addEventListener('webglcontextrestored', () => tell(false), ended)
  return () => ended.abort()
}

/** What the globe holds between pictures. */
type GlobeState = {
  camera: CameraPlace
  bracket: Bracket | undefined
  traits: Uint8Array
  shiftPx: number
  pictures: number
}

/**
 * Draws the Earth and all movers on a canvas, on demand.
 * @throws WebGlMissingError where the browser cannot.
 */
export function createGlobe(canvas: HTMLCanvasElement, options: GlobeOptions): Globe {
  const picture = createPicture(canvas, options.palette)
  const state: GlobeState = {
    camera: heldCamera(options.camera),
    bracket: undefined,
    traits: new Uint8Array(),
    shiftPx: 0,
    pictures: 0,
  }
  const size = () => ({ widthPx: canvas.clientWidth, heightPx: canvas.clientHeight, shiftPx: state.shiftPx })
  const loop = createLoop(
    (sinceMs) =>
      sinceMs >= pictureIntervalMs(state.camera, canvas.clientHeight, options.speed(), options.reducedMotion),
    () => picture.isSoftware && options.isBusyBeside(),
    () => {
      picture.draw(state.camera, options.shownMs(), state.bracket)
      state.pictures += 1
      options.onPicture()
    },
  )
  const resize = () => {
    if (canvas.clientWidth === 0 || canvas.clientHeight === 0) return
    picture.resize(size())
    // At once: a resized canvas is blank until it is drawn again, and a blank frame would be seen.
    loop.drawNow()
  }
  const setCamera = (next: CameraPlace) => {
    state.camera = heldCamera(next)
    loop.redraw()
    options.onCamera(state.camera)
  }
  const stopListening = listenToPointer(canvas, {
    camera: () => state.camera,
    setCamera,
    onClick: (at) => options.onPick(pickAt(state, options.shownMs(), size(), at), at),
  })
  const stopWatching = watchContext(canvas, (isLost) => {
    loop.redraw()
    options.onContext(isLost)
  })
  const sizes = new ResizeObserver(resize)
  sizes.observe(canvas)
  return {
    ...createSetters(picture, state, loop.redraw),
    camera: () => state.camera,
    setCamera,
    setShift: (px) => {
      if (px === state.shiftPx) return
      state.shiftPx = px
      picture.aim(size())
      loop.redraw()
    },
    project: (index, out) => projectMover(state, options.shownMs(), size(), index, out),
    redraw: loop.redraw,
    statistics: () => ({ pictures: state.pictures, device: picture.device, isSoftware: picture.isSoftware }),
    dispose: () => {
      loop.stop()
      stopListening()
      stopWatching()
      sizes.disconnect()
      picture.dispose()
    },
  }
}

function createSetters(
  picture: Picture,
  state: GlobeState,
  redraw: () => void,
): Pick<Globe, 'setTraits' | 'setBracket' | 'setOrbits' | 'setPalette'> {
  return {
    setTraits: (traits) => {
      state.traits = Uint8Array.from(traits)
      picture.movers.setTraits(state.traits)
      redraw()
    },
    setBracket: (bracket) => {
      state.bracket = bracket
      picture.movers.setBracket(bracket)
      redraw()
    },
    setOrbits: (orbits) => {
      picture.lines.setOrbits(orbits)
      redraw()
    },
    setPalette: (palette) => {
      picture.setPalette(palette)
      redraw()
    },
  }
}

function pickAt(
  { bracket, traits, camera }: GlobeState,
  shownMs: number,
  size: CanvasSize,
  at: { readonly xPx: number; readonly yPx: number },
): readonly Candidate[] {
  if (bracket === undefined) return []
  const isDrawn = (index: number) => traits[index * TRAIT_STRIDE + 1] === 1
  return pick(bracket, shownMs, createProjector(camera, size), isDrawn, at)
}

function projectMover(
  { bracket, camera }: GlobeState,
  shownMs: number,
  size: CanvasSize,
  index: number,
  out: ScreenPoint,
): boolean {
  if (bracket === undefined) return false
  const position = new Float64Array(3)
  const weights = hermiteWeights(bracketShare(bracket, shownMs), bracket.spacingS)
  if (!positionItrfKm(bracket, weights, index, position)) return false
  createProjector(camera, size)(position, out)
  return true
}
