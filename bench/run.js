// Bundles the measurements and runs them: `npm run bench [-- --smoke] [-- --write]`. See README.md.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// The bundler is the application's dependency: both bundle the same sources in the same way.
const { build } = createRequire(new URL('../apps/yagura/package.json', import.meta.url))('esbuild')

/** @param {string} path - Path from this folder. */
const here = (path) => fileURLToPath(new URL(path, import.meta.url))

await build({
  entryPoints: {
    main: here('main.ts'),
    'propagation-engine': here('propagation-engine.ts'),
    'propagation-worker': here('propagation-worker.ts'),
    'satellite-engine': here('satellite-engine.ts'),
    'screening-engine': here('screening-engine.ts'),
    // The pool of the application starts its threads from here.
    worker: here('../apps/yagura/src/worker.ts'),
  },
  outdir: here('dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['satellite.js'],
  logLevel: 'error',
})
const { main } = await import(new URL('dist/main.js', import.meta.url).href)
process.exitCode = await main(process.argv.slice(2), here('.'))
