/// <reference lib="dom" />
import { createGlobe } from '../../src/globe/globe.ts'
import { globePalettes } from '../../src/globe/palette.ts'
import { createStatesClient, type StatesWorker } from '../../src/space/states/states-client.ts'

// A bare page around the globe: what it is asked stands in its address, what it did stands in `globalThis.yaguraGlobe`.
const asked = new URLSearchParams(location.search)
const speed = Number(asked.get('speed') ?? 1)
const startedMs = Date.now()
const shownMs = () => startedMs + (Date.now() - startedMs) * speed
const theme = asked.get('theme') ?? 'dark'
const canvas = document.createElement('canvas')
canvas.style.cssText = 'position:fixed;inset:0;width:100%;height:100%'
document.body.append(canvas)
const longTasksMs: number[] = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) longTasksMs.push(entry.duration)
}).observe({ entryTypes: ['longtask'] })

const seen = { movers: 0, engine: '', brackets: 0, failed: '', picked: 0, pictures: 0, device: '', longTasksMs }
Object.assign(globalThis, { yaguraGlobe: seen })

const globe = createGlobe(canvas, {
  palette: theme === 'light' || theme === 'night' ? globePalettes[theme] : globePalettes.dark,
  camera: { longitudeRad: 2.4, latitudeRad: 0.4, distanceEarthRadii: Number(asked.get('km') ?? 5.3) },
  shownMs,
  speed: () => speed,
  isBusyBeside: () => false,
  reducedMotion: false,
  onPick: (candidates) => {
    seen.picked = candidates.length
  },
  onCamera: () => undefined,
  onPicture: () => {
    seen.pictures += 1
    client.show(shownMs(), speed)
  },
  onContext: () => undefined,
})
seen.device = globe.statistics().device
const worker: StatesWorker = new Worker('/assets/states.worker.js', { type: 'module' })
const client = createStatesClient(worker, {
  onLoaded: ({ ids, engine }) => {
    seen.movers = ids.length
    seen.engine = engine
    globe.setTraits(Uint8Array.from({ length: ids.length * 4 }, (_, i) => [Math.floor(i / 4) % 4, 1, 0, 0][i % 4] ?? 0))
    client.askOrbit(ids[0] ?? 0, shownMs())
  },
  onBracket: (bracket) => {
    seen.brackets += 1
    globe.setBracket(bracket)
  },
  onOrbit: ({ positionsTemeKm }) => globe.setOrbits([{ positionsTemeKm, isSelected: true }]),
  onFailed: (message) => {
    seen.failed = message
  },
})
client.load('/api/v1/space/elements')
