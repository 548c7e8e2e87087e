import type { Globe } from '../../globe/globe.ts'
import type { CameraPlace } from '../../globe/orbit-camera.ts'
import type { GlobeTheme } from '../../globe/palette.ts'
import type { ScreenPoint } from '../../globe/projection.ts'
import type { Playback } from '../../state/playback.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-rows.ts'
import { moverTraits } from '../catalogue/mover-traits.ts'
import type { StatesEngine } from '../states/messages.ts'
import { createStatesClient, type OrbitLine, type StatesWorker } from '../states/states-client.ts'

/** What the page hears from the globe. */
export type StageListener = {
  /** Objects near a click, nearest first. */
  readonly onPick: (ids: readonly number[], at: { readonly xPx: number; readonly yPx: number }) => void
  readonly onCamera: (camera: CameraPlace) => void
  readonly onPicture: () => void
  readonly onContext: (isLost: boolean) => void
  readonly onLoaded: (movers: number, engine: StatesEngine) => void
  readonly onFailed: (message: string) => void
}

/** What the globe shows of the catalogue. */
export type StageContent = {
  readonly index: CatalogueIndex
  /** By row of the catalogue: 1 for what the filter leaves in. */
  readonly fits: Uint8Array
  readonly selectedId: number | undefined
  /** Objects whose orbits are drawn besides the selected one's. */
  readonly orbitIds: readonly number[]
}

/** The globe with the worker that feeds it. */
export type GlobeStage = {
  readonly show: (content: StageContent) => void
  /** Reads the elements again, as the catalogue has changed. */
  readonly reload: () => void
  /** @returns False where the object is not drawn. */
  readonly project: (id: number, out: ScreenPoint) => boolean
  readonly setTheme: (theme: GlobeTheme) => void
  readonly setCamera: (camera: CameraPlace) => void
  readonly camera: () => CameraPlace
  readonly setShift: (shiftPx: number) => void
  readonly redraw: () => void
  readonly dispose: () => void
}

const ELEMENTS_URL = '/api/v1/space/elements'
/** An orbit line drifts off its object with drag and node; it is drawn anew when so much time has passed. */
const ORBIT_LASTS_MS = 3_600_000
const STATISTICS_MS = 1000

/** Tells tests and the curious how the drawing goes. */
function publishStatistics(canvas: HTMLCanvasElement, pictures: () => number): () => void {
  let before = pictures()
  const timer = setInterval(() => {
    const now = pictures()
    canvas.dataset['fps'] = String(now - before)
    canvas.dataset['pictures'] = String(now)
    before = now
  }, STATISTICS_MS)
  return () => clearInterval(timer)
}

/** Keeps the orbit lines that are wanted, asking the worker for those that are missing or have drifted. */
function createOrbits(ask: (id: number) => void) {
  const lines = new Map<number, OrbitLine>()
  const asked = new Set<number>()
  return {
    wanted: (ids: readonly number[], shownMs: number): readonly OrbitLine[] => {
      for (const id of lines.keys()) if (!ids.includes(id)) lines.delete(id)
      for (const id of ids) {
        const line = lines.get(id)
        const isDrifted = line === undefined || Math.abs(line.atMs - shownMs) > ORBIT_LASTS_MS
        if (isDrifted && !asked.has(id)) {
          asked.add(id)
          ask(id)
        }
      }
      return [...lines.values()]
    },
    keep: (line: OrbitLine) => {
      asked.delete(line.id)
      lines.set(line.id, line)
    },
    forget: () => {
      lines.clear()
      asked.clear()
    },
  }
}

/** Which movers there are, and what the page wants shown of them. */
type StageState = {
  moverIds: Int32Array
  moverOfId: ReadonlyMap<number, number>
  content: StageContent | undefined
}

/** Objects that are drawn whatever the filter, and whose orbits are. */
function distinguished({ selectedId, orbitIds }: StageContent): readonly number[] {
  return [...new Set([...(selectedId === undefined ? [] : [selectedId]), ...orbitIds])]
}

/** The worker with the orbits that it is asked for. */
function createFeed(
  globe: Globe,
  playback: Playback,
  state: StageState,
  hear: Pick<StageListener, 'onLoaded' | 'onFailed'>,
) {
  const worker: StatesWorker = new Worker('/assets/states.worker.js', { type: 'module' })
  const states = createStatesClient(worker, {
    onLoaded: ({ ids, engine }) => {
      state.moverIds = ids
      state.moverOfId = new Map(Array.from(ids, (id, mover) => [id, mover]))
      orbits.forget()
      hear.onLoaded(ids.length, engine)
    },
    onBracket: globe.setBracket,
    onOrbit: (line) => {
      orbits.keep(line)
      globe.redraw()
    },
    onFailed: hear.onFailed,
  })
  const orbits = createOrbits((id) => states.askOrbit(id, playback.preciseMs()))
  let drawn = ''
  return {
    load: () => states.load(ELEMENTS_URL),
    close: states.close,
    /** After each picture: which instant is shown, and whose orbits with it. */
    follow: () => {
      const shownMs = playback.preciseMs()
      states.show(shownMs, playback.speed())
      const { content, moverOfId } = state
      if (content === undefined || moverOfId.size === 0) return
      const lines = orbits.wanted(
        distinguished(content).filter((id) => moverOfId.has(id)),
        shownMs,
      )
      const { selectedId } = content
      const next = lines.map(({ id, atMs }) => `${id}@${atMs}${id === selectedId ? '!' : ''}`).join()
      if (next === drawn) return
      drawn = next
      globe.setOrbits(lines.map(({ id, positionsTemeKm }) => ({ positionsTemeKm, isSelected: id === selectedId })))
    },
  }
}

/**
 * Loads the globe's code, makes the globe and its worker, and keeps both fed.
 * @throws WebGlMissingError where the browser cannot draw it.
 */
export async function createGlobeStage(
  canvas: HTMLCanvasElement,
  playback: Playback,
  start: {
    readonly camera: CameraPlace
    readonly theme: GlobeTheme
    readonly reducedMotion: boolean
    readonly isBusyBeside: () => boolean
  },
  listener: StageListener,
): Promise<GlobeStage> {
  const [{ createGlobe }, { globePalettes }] = await Promise.all([
    import('../../globe/globe.ts'),
    import('../../globe/palette.ts'),
  ])
  const state: StageState = { moverIds: new Int32Array(), moverOfId: new Map(), content: undefined }
  const globe = createGlobe(canvas, {
    palette: globePalettes[start.theme],
    camera: start.camera,
    reducedMotion: start.reducedMotion,
    isBusyBeside: start.isBusyBeside,
    shownMs: playback.preciseMs,
    speed: playback.speed,
    onPick: (candidates, at) =>
      listener.onPick(
        candidates.map(({ index }) => state.moverIds[index] ?? 0),
        at,
      ),
    onCamera: listener.onCamera,
    onPicture: () => {
      feed.follow()
      listener.onPicture()
    },
    onContext: listener.onContext,
  })
  const apply = () => {
    const { content, moverIds } = state
    if (content === undefined || moverIds.length === 0) return
    const always = new Set(distinguished(content))
    globe.setTraits(moverTraits(content.index, moverIds, content.fits, always, playback.preciseMs()))
  }
  const feed = createFeed(globe, playback, state, {
    onFailed: listener.onFailed,
    onLoaded: (movers, engine) => {
      canvas.dataset['states'] = engine
      canvas.dataset['movers'] = String(movers)
      apply()
      listener.onLoaded(movers, engine)
    },
  })
  const stopStatistics = publishStatistics(canvas, () => globe.statistics().pictures)
  canvas.dataset['device'] = globe.statistics().device
  feed.load()
  return {
    ...globe,
    show: (content) => {
      state.content = content
      apply()
      globe.redraw()
    },
    reload: feed.load,
    project: (id, out) => {
      const mover = state.moverOfId.get(id)
      return mover !== undefined && globe.project(mover, out)
    },
    setTheme: (theme) => globe.setPalette(globePalettes[theme]),
    dispose: () => {
      stopStatistics()
      feed.close()
      globe.dispose()
    },
  }
}
