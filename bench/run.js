// Bundles the measurements and runs them: `npm run bench [-- --smoke | --write] [claim …]`. See README.md.
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

// The bundler is the application's dependency: both bundle the same sources in the same way.
const { build } = createRequire(new URL('../apps/yagura/package.json', import.meta.url))('esbuild')

/** @param {string} path - Path from this folder. */
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
// Two runs at once, or an edit during a run, must not change what a run starts later.
const bundleFolder = here(`dist/${process.pid}`)

await build({
  entryPoints: {
    main: here('main.ts'),
    'naive-scan-engine': here('naive-scan-engine.ts'),
    'pattern-engine': here('pattern-engine.ts'),
    'propagation-engine': here('propagation-engine.ts'),
    'propagation-worker': here('propagation-worker.ts'),
    'replication-engine': here('replication-engine.ts'),
    'satellite-engine': here('satellite-engine.ts'),
    'screening-engine': here('screening-engine.ts'),
    // The pool of the application starts its threads from here.
    worker: here('../apps/yagura/src/worker.ts'),
  },
  outdir: bundleFolder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['satellite.js', '@photostructure/sqlite'],
  // Packages of the node that are not yet modules of ECMAScript ask for those of Node by `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'error',
})
try {
  const { main } = await import(pathToFileURL(`${bundleFolder}/main.js`).href)
  process.exitCode = await main(process.argv.slice(2), here('.'))
} finally {
  rmSync(bundleFolder, { recursive: true, force: true })
}
