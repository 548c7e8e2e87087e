import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { places } from '../../src/api/types.ts'
import { alertDetail, alerts, answers } from './fake-answers.ts'

const source = fileURLToPath(new URL('../../src/', import.meta.url))
const types = new Map([
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.woff2', 'font/woff2'],
  ['.html', 'text/html; charset=utf-8'],
  ['.wasm', 'application/wasm'],
])

async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: ['*.ts', '*.tsx', '*.css'].map((files) => join(source, files)),
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    minify: true,
    outdir: '/assets',
    platform: 'browser',
    target: 'es2022',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.wasm': 'file' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  })
  return new Map(outputFiles.map((file) => [file.path, file.contents]))
}

function operationAt(method: string, path: string): keyof typeof places | undefined {
  const ids = Object.keys(places) as (keyof typeof places)[]
  return ids.find((id) => {
    const place = places[id]
    const pattern = new RegExp(`^${place.url.replace(/:[a-z]+/gi, '[^/]+')}$`)
    return place.method === method && pattern.test(path)
  })
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

function acted(path: string): unknown {
  const [, id, act] = /alerts\/([^/]+)\/(acknowledge|shelve|unshelve)$/.exec(path) ?? []
  const index = alerts.findIndex((one) => one.id === id)
  const found = alerts[index]
  if (found === undefined) return undefined
  const atUtc = new Date().toISOString()
  const changed =
    act === 'acknowledge'
      ? { ...found, state: 'acknowledged' as const, acknowledged: { by: 'M. Sato', atUtc, note: null } }
      : { ...found, shelved: act === 'shelve' ? { by: 'M. Sato', atUtc, untilUtc: atUtc, reason: 'tried' } : null }
  alerts[index] = changed
  return changed
}

function found(id: keyof typeof places | undefined, path: string): unknown {
  if (id === 'readStatus') return { ...answers.readStatus, nowUtc: new Date().toISOString() }
  if (id === 'readAlert') return alertDetail(path.split('/').pop() ?? '')
  return acted(path) ?? (id === undefined ? undefined : answers[id])
}

function answer(method: string, path: string, response: ServerResponse): void {
  const id = operationAt(method, path)
  if (id === 'streamEvents') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    return
  }
  const body = found(id, path)
  const detail = `The node has nothing at ${path}`
  if (body !== undefined) json(response, 200, body)
  else if (method === 'DELETE') json(response, 204, undefined)
  else json(response, 404, { title: 'Not found', status: 404, detail, code: 'api/not-found', remedy: 'correct-input' })
}

/** Serves the console over loopback with made-up answers. @returns Its address and how to stop. */
export async function serveConsole(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const files = await bundle()
  const page = readFileSync(join(source, 'index.html'))
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname.startsWith('/api/')) return answer(request.method ?? 'GET', pathname, response)
    const file = files.get(pathname)
    const isPage = !pathname.startsWith('/assets/')
    response.writeHead(file === undefined && !isPage ? 404 : 200, {
      'content-type': types.get(isPage ? '.html' : extname(pathname)) ?? 'application/octet-stream',
      'content-security-policy':
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
    })
    response.end(isPage ? page : file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
