import { rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

const app = fileURLToPath(new URL('../../..', import.meta.url))

/** Bundles the thread of the store as the command does, for one test module. @returns Gives its entry. */
export function stixThreadBundle(): () => URL {
  const folder = `${app}dist/test-stix-${process.pid}-${process.env['VITEST_POOL_ID'] ?? ''}`
  beforeAll(() =>
    build({
      entryPoints: [`${app}src/stix-store-thread.ts`],
      ...{ outdir: folder, bundle: true, format: 'esm', platform: 'node', target: 'node20' },
      external: ['@photostructure/sqlite'],
      banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
    }),
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return () => pathToFileURL(`${folder}/stix-store-thread.js`)
}
