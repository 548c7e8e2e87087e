#!/usr/bin/env node
// Starts the command line. A clone holds only sources, so the first start (and the first after an edit) bundles them
// into dist/, in a folder named for the sources as they stand: two processes that build at once cannot disturb each
// other, and a process that runs keeps its own files. docs/adr/0002 says why.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
const repository = dirname(dirname(app))
const sourceFolders = [
  'packages/core',
  'packages/formats',
  'packages/kernels',
  'packages/record',
  'watches/cyber',
  'watches/space',
  'apps/console',
  'apps/yagura',
]
const dayMs = 86_400_000

/** Names the sources as they stand: every file with its size and time. */
function sourcesName() {
  const hash = createHash('sha256')
  for (const folder of sourceFolders) {
    for (const entry of readdirSync(join(repository, folder, 'src'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const { mtimeMs, size } = statSync(path)
      hash.update(`${path}\0${mtimeMs}\0${size}\n`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * Removes bundles of sources that have since changed; a day's grace keeps the files of processes that still run.
 *
 * @param {string} folder - Where bundles lie.
 */
async function removeOld(folder) {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (Date.now() - (await stat(path)).mtimeMs > dayMs) await rm(path, { recursive: true, force: true })
  }
}

async function bundled() {
  const target = join(app, 'dist', sourcesName())
  if (existsSync(target)) return target
  await mkdir(dirname(target), { recursive: true })
  await removeOld(dirname(target))
  const { bundle } = await import('./bundle.js')
  await bundle(target)
  return target
}

try {
  const { main } = await import(pathToFileURL(join(await bundled(), 'main.js')).href)
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
  process.stderr.write(`yagura: ${error.message}\nyagura: run \`npm ci\` in ${repository} first\n`)
  process.exitCode = 2
}
