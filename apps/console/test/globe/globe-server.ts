import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { generatePopulation, sgp4Elements } from '@yagura/space'
import { build } from 'esbuild'

/** What a page needs before its browser lets it share memory between threads. */
const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' }

/** The SIMULATED population as the node writes elements, its epoch a day before now. */
function populationBytes(count: number, nowMs: number): Uint8Array {
  const rows: number[][] = []
  const epochUtc = { mjd: Math.floor(nowMs / 86_400_000) + 40_587 - 1, secondOfDay: 0 }
  for (const set of generatePopulation({ seed: 20_260_711, epochUtc, objectCount: count })) {
    const one = sgp4Elements(set)
    rows.push([
      set.id,
      one.epochDays1950,
      one.epochDayFraction,
      one.meanMotionRadPerMin,
      one.eccentricity,
      one.inclinationRad,
      one.rightAscensionRad,
      one.argumentOfPerigeeRad,
      one.meanAnomalyRad,
      one.bstar,
    ])
  }
  const bytes = new Uint8Array(32 + rows.length * 80)
  bytes.set(new TextEncoder().encode('YGELEM01'))
  const head = new DataView(bytes.buffer)
  head.setUint32(8, rows.length, true)
  head.setFloat64(16, nowMs, true)
  new Float64Array(bytes.buffer, 32).set(rows.flat())
  return bytes
}

async function assets(): Promise<Map<string, Uint8Array>> {
  const entry = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry('globe-page.ts'), entry('../../src/states.worker.ts')],
    outdir: '/assets',
    entryNames: '[name]',
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'es2022',
    loader: { '.wasm': 'file' },
    logLevel: 'error',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}

/** Serves a bare page with the globe over loopback. @returns Its address and how to stop. */
export async function serveGlobe(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const files = await assets()
  files.set(
    '/',
    Buffer.from('<!doctype html><title>Globe</title><body><script type="module" src="/assets/globe-page.js"></script>'),
  )
  files.set('/api/v1/space/elements', populationBytes(30_000, Date.now()))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files.get(path)
    const type = TYPES[path.split('.').pop() ?? ''] ?? (path === '/' ? 'text/html' : 'application/octet-stream')
    response.writeHead(file ? 200 : 404, { ...ISOLATION, 'Content-Type': type })
    response.end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
