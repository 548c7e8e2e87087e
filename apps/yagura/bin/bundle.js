import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
const repository = dirname(dirname(app))

/**
 * Bundles every module that lies directly in src/ (main.ts, and the workers' entries), and the console beside them.
 *
 * @param {string} target - Folder to make; left alone where another process made it first.
 */
export async function bundle(target) {
  const draft = `${target}.${process.pid}`
  const common = /** @type {const} */ ({ bundle: true, splitting: true, format: 'esm', logLevel: 'error' })
  await Promise.all([
    build({
      ...common,
      entryPoints: [join(app, 'src/*.ts')],
      outdir: draft,
      platform: 'node',
      target: 'node20',
      // It brings its own binaries, which it finds beside its own files.
      external: ['@photostructure/sqlite'],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    }),
    build({
      ...common,
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
