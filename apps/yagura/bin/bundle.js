import { existsSync, readdirSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { straightImports } from './straight-imports.js'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
const repository = dirname(dirname(app))

/** Packages that commands import much from, each by its index. */
export const indexes = Object.fromEntries(
  ['packages/core', 'packages/formats', 'packages/kernels', 'packages/record', 'watches/cyber', 'watches/space'].map(
    (folder) => [`@yagura/${basename(folder)}`, join(repository, folder, 'src/index.ts')],
  ),
)

/** Whether a module that lies directly in src/ is the entry of a thread. */
const isThread = (/** @type {string} */ name) => name === 'worker.ts' || name.endsWith('-thread.ts')

/**
 * Bundles every module that lies directly in src/, and the console beside them. A thread has its code for itself: of what the command
 * shares among its parts it would have to load most.
 *
 * @param {string} target - Folder to make; left alone where another process made it first.
 */
export async function bundle(target) {
  const draft = `${target}.${process.pid}`
  const common = /** @type {const} */ ({ bundle: true, format: 'esm', logLevel: 'error' })
  const ofNode = /** @type {import('esbuild').BuildOptions} */ ({
    ...common,
    outdir: draft,
    platform: 'node',
    target: 'node20',
    // It brings its own binaries, which it finds beside its own files.
    external: ['@photostructure/sqlite'],
    plugins: [straightImports(indexes)],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  const modules = readdirSync(join(app, 'src')).filter((name) => name.endsWith('.ts'))
  const entries = (/** @type {boolean} */ ofThreads) =>
    modules.filter((name) => isThread(name) === ofThreads).map((name) => join(app, 'src', name))
  await Promise.all([
    build({ ...ofNode, entryPoints: entries(false), splitting: true }),
    build({ ...ofNode, entryPoints: entries(true) }),
    build({
      ...common,
      splitting: true,
      entryPoints: ['*.ts', '*.tsx', '*.css'].map((files) => join(repository, 'apps/console/src', files)),
      outdir: join(draft, 'console'),
      platform: 'browser',
      target: 'es2022',
      minify: true,
      chunkNames: 'chunk-[hash]',
      assetNames: '[name]-[hash]',
      loader: { '.woff2': 'file', '.wasm': 'file' },
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
  ])
  await cp(join(repository, 'apps/console/src/index.html'), join(draft, 'console/index.html'))
  await rename(draft, target).catch(async (error) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  })
}
