#!/usr/bin/env node
// Starts the command line. A clone holds only sources, so the first start (and the first after an edit) bundles them
// into dist/, in a folder named for the newest source: two processes that build at once cannot disturb each other.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
const repository = dirname(dirname(app))
const sourceFolders = ['packages/core', 'packages/formats', 'packages/kernels', 'watches/space', 'apps/yagura']

function newestSource() {
  let newestMs = 0
  let files = 0
  for (const folder of sourceFolders) {
    for (const entry of readdirSync(join(repository, folder, 'src'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      files += 1
      newestMs = Math.max(newestMs, statSync(join(entry.parentPath, entry.name)).mtimeMs)
    }
  }
  return `${Math.round(newestMs)}-${files}`
}

async function build(target) {
  const { build: bundle } = await import('esbuild')
  const draft = `${target}.${process.pid}`
  await bundle({
    entryPoints: [join(app, 'src/main.ts'), join(app, 'src/worker.ts')],
    outdir: draft,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'error',
  })
  await mkdir(dirname(target), { recursive: true })
  await rename(draft, target).catch(async (error) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  })
}

const target = join(app, 'dist', newestSource())
if (!existsSync(target)) await build(target)
const { main } = await import(pathToFileURL(join(target, 'main.js')).href)
process.exitCode = await main(process.argv.slice(2))
