import { Color, NoColorSpace, PerspectiveCamera, Scene } from 'three'
import { type Bracket, bracketShare } from '../space/states/bracket.ts'
import { createEarthMesh } from './earth-mesh.ts'
import { lowShellOpacity, pointScale } from './frame-pacing.ts'
import { createLines, type GlobeLines } from './lines.ts'
import { createMovers, type Movers } from './movers.ts'
import { type CameraPlace, cameraPosition, FIELD_OF_VIEW_RAD } from './orbit-camera.ts'
import type { GlobePalette } from './palette.ts'
import type { CanvasSize } from './projection.ts'
import { createGlobeRenderer } from './renderer.ts'
import { sunDirectionItrf } from './sun.ts'

/** What is drawn, and how; when is the globe's matter. */
export type Picture = {
  readonly movers: Pick<Movers, 'setTraits' | 'setBracket'>
  readonly lines: Pick<GlobeLines, 'setOrbits'>
  readonly resize: (size: CanvasSize) => void
  /** Moves the middle of the picture without blanking the canvas. */
  readonly aim: (size: CanvasSize) => void
  readonly draw: (camera: CameraPlace, shownMs: number, bracket: Bracket | undefined) => void
  readonly setPalette: (palette: GlobePalette) => void
  readonly device: string
  readonly isSoftware: boolean
  readonly dispose: () => void
}

/** The Sun moves by 0.04° in that time. */
const SUN_EVERY_MS = 10_000
const DEG_PER_RAD = 180 / Math.PI

/** The scene on a canvas. @throws WebGlMissingError where the browser cannot. */
export function createPicture(canvas: HTMLCanvasElement, palette: GlobePalette): Picture {
  const { renderer, isSoftware, device } = createGlobeRenderer(canvas)
  const scene = new Scene()
  const eye = new PerspectiveCamera(FIELD_OF_VIEW_RAD * DEG_PER_RAD, 1, 0.02, 80)
  eye.up.set(0, 0, 1)
  const parts = { earth: createEarthMesh(palette), movers: createMovers(palette), lines: createLines(palette) }
  const { earth, movers, lines } = parts
  scene.add(earth.mesh, lines.group, movers.points)
  const setBackground = ({ space }: GlobePalette) => renderer.setClearColor(new Color().setStyle(space, NoColorSpace))
  setBackground(palette)
  let sunAtMs = Number.NaN
  let drawnHeightPx = 1
  const aim = ({ widthPx, heightPx, shiftPx = 0 }: CanvasSize) =>
    eye.setViewOffset(widthPx, heightPx, shiftPx, 0, widthPx, heightPx)

  return {
    movers,
    lines,
    device,
    isSoftware,
    aim,
    resize: (size) => {
      drawnHeightPx = size.heightPx
      renderer.setSize(size.widthPx, size.heightPx, false)
      eye.aspect = size.widthPx / size.heightPx
      aim(size)
    },
    draw: (camera, shownMs, bracket) => {
      const [x = 0, y = 0, z = 0] = cameraPosition(camera)
      eye.position.set(x, y, z)
      eye.lookAt(0, 0, 0)
      movers.setView(renderer.getPixelRatio() * pointScale(camera, drawnHeightPx), lowShellOpacity(camera))
      if (bracket !== undefined) movers.setShare(bracketShare(bracket, shownMs), bracket.spacingS)
      lines.setInstant(shownMs)
      if (!(Math.abs(shownMs - sunAtMs) < SUN_EVERY_MS)) {
        sunAtMs = shownMs
        earth.setSun(sunDirectionItrf(shownMs))
      }
      renderer.render(scene, eye)
    },
    setPalette: (next) => {
      setBackground(next)
      for (const part of Object.values(parts)) part.setPalette(next)
    },
    dispose: () => {
      for (const part of Object.values(parts)) part.dispose()
      renderer.dispose()
      renderer.forceContextLoss()
    },
  }
}
