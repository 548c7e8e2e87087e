import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFoundError } from './request-errors.ts'

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
}
const compressible = new Set(['css', 'html', 'js', 'json', 'map', 'svg', 'wasm'])
/** esbuild's hash at the end of a name: such a file never changes. */
const hashed = /-[A-Z0-9]{8}\.[a-z0-9]+$/
const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

type ConsoleFile = {
  readonly type: string
  readonly cacheControl: string
  readonly tag: string
  readonly plain: Buffer
  brotli?: Buffer
  gzipped?: Buffer
}

async function readConsoleFile(folder: string, name: string): Promise<ConsoleFile> {
  const plain = await readFile(join(folder, name))
  return {
    type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    cacheControl: hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    tag: `"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
  }
}

async function compressFiles(files: ReadonlyMap<string, ConsoleFile>): Promise<void> {
  for (const [name, file] of files) {
    if (!compressible.has(name.slice(name.lastIndexOf('.') + 1))) continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    file.brotli = await compressBrotli(file.plain, { params })
    file.gzipped = await compressGzip(file.plain, { level: 9 })
  }
}

function encodingFor(request: FastifyRequest, file: ConsoleFile): readonly [string | undefined, Buffer] {
  const accepted = (request.headers['accept-encoding'] ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim().toLowerCase())
  if (file.brotli !== undefined && accepted.includes('br')) return ['br', file.brotli]
  if (file.gzipped !== undefined && accepted.includes('gzip')) return ['gzip', file.gzipped]
  return [undefined, file.plain]
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  reply.headers({ etag: file.tag, 'cache-control': file.cacheControl, vary: 'accept-encoding' })
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send()
  const [encoding, bytes] = encodingFor(request, file)
  if (encoding !== undefined) reply.header('content-encoding', encoding)
  return reply.type(file.type).send(bytes)
}

/** Serves the console. */
export type ConsoleFiles = {
  /** The page, for whichever path of it is asked. */
  readonly sendPage: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** Compresses in the background what compresses well. */
  readonly compress: () => Promise<void>
}

/**
 * Reads the console into memory and serves it: a name is looked up, never made into a path.
 * @param folder - Folder with `index.html` and the files that lie directly beside it.
 */
export async function addConsoleFiles(app: FastifyInstance, folder: string): Promise<ConsoleFiles> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, await readConsoleFile(folder, name)] as const)),
  )
  const page = files.get('index.html')
  app.get('/assets/:name', { schema: { hide: true } }, (request, reply) => {
    const { params } = request
    const name = typeof params === 'object' && params !== null && 'name' in params ? params.name : undefined
    const file = typeof name === 'string' ? files.get(name) : undefined
    if (file === undefined) throw new NotFoundError('there is no such file')
    return sendFile(request, reply, file)
  })
  return {
    sendPage: (request, reply) => {
      if (page === undefined) throw new NotFoundError('this node has no console')
      return sendFile(request, reply, page)
    },
    compress: () => compressFiles(files),
  }
}
