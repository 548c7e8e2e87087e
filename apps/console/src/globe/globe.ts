import { Color, NoColorSpace, PerspectiveCamera, Scene } from 'three'
import { type Bracket, bracketShare, hermiteWeights, positionItrfKm } from '../space/states/bracket.ts'
import { createEarthMesh } from './earth-mesh.ts'
import { lowShellOpacity, pictureIntervalMs, pointScale } from './frame-pacing.ts'
import { createLines, type OrbitToDraw } from './lines.ts'
import { createMovers, TRAIT_STRIDE } from './movers.ts'
import { type CameraPlace, cameraPosition, FIELD_OF_VIEW_RAD, heldCamera } from './orbit-camera.ts'
import type { GlobePalette } from './palette.ts'
import { type Candidate, pick } from './picking.ts'
import { listenToPointer } from './pointer-input.ts'
import { createProjector, type ScreenPoint } from './projection.ts'
import { createGlobeRenderer } from './renderer.ts'
import { sunDirectionItrf } from './sun.ts'

/** What the globe is given when it is made. */
export type GlobeOptions = {
  readonly palette: GlobePalette
  readonly camera: CameraPlace
  /** Instant that is shown, Unix ms; asked for at every picture. */
  readonly shownMs: () => number
  /** Shown seconds per second; 0 stands still. */
  readonly speed: () => number
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
export type GlobeStatistics = { readonly pictures: number; readonly device: string; readonly isSoftware: boolean }

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

/** The Sun moves by 0.04° in that time. */
const SUN_EVERY_MS = 10_000

/**
 * Draws the Earth and all movers on a canvas, on demand: when something changed or has moved by half a pixel.
 * @throws WebGlMissingError where the browser cannot.
 */
export function createGlobe(canvas: HTMLCanvasElement, options: GlobeOptions): Globe {
  const { renderer, isSoftware, device } = createGlobeRenderer(canvas)
  const scene = new Scene()
  const eye = new PerspectiveCamera((FIELD_OF_VIEW_RAD * 180) / Math.PI, 1, 0.02, 80)
  eye.up.set(0, 0, 1)
  const earth = createEarthMesh(options.palette)
  const movers = createMovers(options.palette)
  const lines = createLines(options.palette)
  scene.add(earth.mesh, lines.group, movers.points)
  let camera = heldCamera(options.camera)
  let bracket: Bracket | undefined
  let traits = new Uint8Array()
  let pictures = 0
  let isDirty = true
  let lastPictureMs = 0
  let sunAtMs = Number.NaN
  let frame = 0
  let shiftPx = 0

  const setBackground = ({ space }: GlobePalette) => renderer.setClearColor(new Color().setStyle(space, NoColorSpace))
  const size = () => ({ widthPx: canvas.clientWidth, heightPx: canvas.clientHeight, shiftPx })

  function resize(): void {
    const { widthPx, heightPx } = size()
    if (widthPx === 0 || heightPx === 0) return
    renderer.setSize(widthPx, heightPx, false)
    eye.aspect = widthPx / heightPx
    eye.setViewOffset(widthPx, heightPx, shiftPx, 0, widthPx, heightPx)
    // At once: a resized canvas is blank until it is drawn again, and a blank frame would be seen.
    draw()
  }

  function draw(): void {
    const shownMs = options.shownMs()
    const [x = 0, y = 0, z = 0] = cameraPosition(camera)
    eye.position.set(x, y, z)
    eye.lookAt(0, 0, 0)
    movers.setView(renderer.getPixelRatio() * pointScale(camera), lowShellOpacity(camera))
    if (bracket !== undefined) movers.setShare(bracketShare(bracket, shownMs), bracket.spacingS)
    lines.setInstant(shownMs)
    if (!(Math.abs(shownMs - sunAtMs) < SUN_EVERY_MS)) {
      sunAtMs = shownMs
      earth.setSun(sunDirectionItrf(shownMs))
    }
    renderer.render(scene, eye)
    pictures += 1
    isDirty = false
    lastPictureMs = performance.now()
    options.onPicture()
  }

  function tick(): void {
    frame = requestAnimationFrame(tick)
    const { heightPx } = size()
    const intervalMs = pictureIntervalMs(camera, heightPx, options.speed(), options.reducedMotion)
    if (isDirty || performance.now() - lastPictureMs >= intervalMs) draw()
  }

  function setCamera(next: CameraPlace): void {
    camera = heldCamera(next)
    isDirty = true
    options.onCamera(camera)
  }

  const stopListening = listenToPointer(canvas, {
    camera: () => camera,
    setCamera,
    onClick: (at) => {
      if (bracket === undefined) return
      const isDrawn = (index: number) => traits[index * TRAIT_STRIDE + 1] === 1
      options.onPick(pick(bracket, options.shownMs(), createProjector(camera, size()), isDrawn, at), at)
    },
  })
  const contexts = new AbortController()
  canvas.addEventListener(
    'webglcontextlost',
    (event) => {
      event.preventDefault()
      options.onContext(true)
    },
    contexts,
  )
  canvas.addEventListener(
    'webglcontextrestored',
    () => {
      isDirty = true
      options.onContext(false)
    },
    contexts,
  )
  const sizes = new ResizeObserver(resize)
  sizes.observe(canvas)
  setBackground(options.palette)
  // Nothing is told before the caller holds the globe.
  frame = requestAnimationFrame(tick)

  return {
    setTraits: (next) => {
      traits = Uint8Array.from(next)
      movers.setTraits(traits)
      isDirty = true
    },
    setBracket: (next) => {
      bracket = next
      movers.setBracket(next)
      isDirty = true
    },
    setOrbits: (orbits) => {
      lines.setOrbits(orbits)
      isDirty = true
    },
    setPalette: (palette) => {
      setBackground(palette)
      earth.setPalette(palette)
      movers.setPalette(palette)
      lines.setPalette(palette)
      isDirty = true
    },
    camera: () => camera,
    setCamera,
    setShift: (px) => {
      if (px === shiftPx) return
      shiftPx = px
      resize()
    },
    project: (index, out) => {
      if (bracket === undefined) return false
      const position = new Float64Array(3)
      const weights = hermiteWeights(bracketShare(bracket, options.shownMs()), bracket.spacingS)
      if (!positionItrfKm(bracket, weights, index, position)) return false
      createProjector(camera, size())(position, out)
      return true
    },
    redraw: () => {
      isDirty = true
    },
    statistics: () => ({ pictures, device, isSoftware }),
    dispose: () => {
      cancelAnimationFrame(frame)
      stopListening()
      contexts.abort()
      sizes.disconnect()
      earth.dispose()
      movers.dispose()
      lines.dispose()
      renderer.dispose()
      renderer.forceContextLoss()
    },
  }
}
