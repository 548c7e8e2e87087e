// Compiles the kernels and writes wasm/kernels.wasm: `npm run wasm`.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const draft = new URL('../dist/build.js', import.meta.url)
await build({
  entryPoints: [fileURLToPath(new URL('build.ts', import.meta.url))],
  outfile: fileURLToPath(draft),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  define: { 'import.meta.url': JSON.stringify(new URL('build.ts', import.meta.url).href) },
  logLevel: 'error',
})
const { buildKernels } = await import(draft.href)
const binary = await buildKernels()
const target = new URL('../wasm/kernels.wasm', import.meta.url)
await mkdir(new URL('.', target), { recursive: true })
await writeFile(target, binary)
await rm(new URL('../dist', import.meta.url), { recursive: true, force: true })
process.stdout.write(`${fileURLToPath(target)}: ${binary.length} bytes\n`)
