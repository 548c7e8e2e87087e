import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The committed kernels. */
export const kernelsFile: URL = new URL('../../../../packages/kernels/wasm/kernels.wasm', import.meta.url)

/** What a page needs before its browser lets it share memory between threads. */
const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

async function pageScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('population-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'chrome120',
    logLevel: 'error',
  })
  const [script] = outputFiles
  if (script === undefined) throw new Error('the page has no script')
  return script.contents
}

/** Serves the page over loopback. @returns Its address and how to stop. */
export async function servePage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const files = new Map<string, { readonly type: string; readonly bytes: Uint8Array }>([
    ['/', { type: 'text/html', bytes: Buffer.from('<!doctype html><script type="module" src="/page.js"></script>') }],
    ['/page.js', { type: 'text/javascript', bytes: await pageScript() }],
    ['/kernels.wasm', { type: 'application/wasm', bytes: readFileSync(kernelsFile) }],
  ])
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    response.writeHead(file ? 200 : 404, { ...ISOLATION, 'Content-Type': file?.type ?? 'text/plain' })
    response.end(file?.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
