import { rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

const app = fileURLToPath(new URL('../..', import.meta.url))

/** Bundles the threads of a screening as the command does, for one test module. @returns Gives their entry. */
export function threadBundle(): () => URL {
  const folder = `${app}dist/test-threads-${process.pid}`
  beforeAll(() =>
    build({
      entryPoints: [`${app}src/screening-thread.ts`, `${app}src/worker.ts`],
      ...{ outdir: folder, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20' },
    }),
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return () => pathToFileURL(`${folder}/screening-thread.js`)
}
